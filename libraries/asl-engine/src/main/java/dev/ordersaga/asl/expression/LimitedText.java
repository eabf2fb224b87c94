package dev.ordersaga.asl.expression;

import java.util.function.Supplier;

/** A text of which only so many characters are looked at: a regular expression that backtracks without end fails on it. */
public final class LimitedText implements CharSequence {

    private final String text;
    private final Supplier<? extends RuntimeException> tooLong;
    private long left;

    /**
     * Begins with all looks left.
     *
     * @param looks how many characters may be looked at, the same one as often as it is
     * @param tooLong what the look behind the last one throws
     */
    public LimitedText(String text, long looks, Supplier<? extends RuntimeException> tooLong) {
        this.text = text;
        this.left = looks;
        this.tooLong = tooLong;
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw tooLong.get();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
