package dev.ordersaga.participant;

import org.jspecify.annotations.Nullable;

/** The record of a step cannot be read by this version of the participant: a fault to repair, never a reason to do it again. */
public class UnreadableRecord extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableRecord(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
