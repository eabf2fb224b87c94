package dev.ordersaga.view;

import java.util.OptionalInt;

/**
 * A state whose effect stands although the saga went back.
 *
 * @param undo the number of the state that is at work on undoing it; empty unless one is
 */
public record LeftOver(int state, Outlook outlook, OptionalInt undo) {

    /** What is to become of it, as far as the history tells. */
    public enum Outlook {
        /** Its undo has failed, or the execution has ended: somebody has to look after it. */
        STAYS(0),
        /** Its undo is at work, waits, or is to be tried again. */
        BEING_UNDONE(1),
        /** The execution goes on, and has not come to its undo. */
        TO_BE_UNDONE(2);

        private final int code;

        Outlook(int code) {
            this.code = code;
        }

        /** The number that stands for it in JSON. */
        public int code() {
            return code;
        }
    }
}
