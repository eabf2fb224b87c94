package dev.ordersaga.saga.matrix;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One fault of a run.
 *
 * @param state the state whose deliveries it befalls
 * @param call the call to DynamoDB at which it happens, from 1; 0 where it is no matter of one
 * @param after the state after whose next success what is late arrives; {@value #END} for after everything
 * @param lasting whether it befalls every delivery until the state's retries end, and not only the first
 */
record Fault(String state, FaultKind kind, int call, String after, boolean lasting) {

    static final String END = "end";

    private static final Pattern FORM = Pattern.compile(
            "(?<state>\\w+):(?<kind>[A-Z_]+)(?:\\((?<call>\\d+)\\))?(?:>(?<after>\\w+))?(?<lasting>\\*)?");

    static Fault once(String state, FaultKind kind) {
        return new Fault(state, kind, 0, END, false);
    }

    static Fault lasting(String state, FaultKind kind) {
        return new Fault(state, kind, 0, END, true);
    }

    Fault at(int call) {
        return new Fault(state, kind, call, after, lasting);
    }

    Fault arrivingAfter(String state) {
        return new Fault(this.state, kind, call, state, lasting);
    }

    /** Reads what {@link #toString} wrote. */
    static Fault parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("not a fault: " + text);
        }
        return new Fault(
                form.group("state"),
                FaultKind.valueOf(form.group("kind")),
                form.group("call") == null ? 0 : Integer.parseInt(form.group("call")),
                form.group("after") == null ? END : form.group("after"),
                form.group("lasting") != null);
    }

    @Override
    public String toString() {
        return state + ":" + kind + (call > 0 ? "(" + call + ")" : "") + (after.equals(END) ? "" : ">" + after)
                + (lasting ? "*" : "");
    }
}
