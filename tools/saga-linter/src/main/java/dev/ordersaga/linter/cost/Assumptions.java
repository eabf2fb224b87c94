package dev.ordersaga.linter.cost;

/**
 * What no file says.
 *
 * @param millis how long a call of a function takes, start-up left out
 * @param logKilobytes how much a call writes to its log
 */
public record Assumptions(double millis, double logKilobytes) {

    /** A call of 30 ms that logs 1.6 KB. */
    public static Assumptions usual() {
        return new Assumptions(30, 1.6);
    }
}
