package dev.ordersaga.asl;

/** How large what a definition says may be. */
public final class Limits {

    /** The largest number of seconds, of attempts or of failures that a field may hold: "the maximum value is 99999999". */
    public static final long MAX_INTEGER = 99_999_999L;

    private Limits() {}
}
