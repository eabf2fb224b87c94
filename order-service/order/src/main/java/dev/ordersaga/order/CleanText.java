package dev.ordersaga.order;

/** Text that may be kept and shown. */
public final class CleanText {

    private CleanText() {}

    /** Whether a text has neither control characters nor halves of surrogate pairs, which no UTF-8 text can carry. */
    public static boolean is(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
}
