package dev.ordersaga.order;

import dev.ordersaga.cardnumber.CardNumber;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who wanted something done to an order, when, and why.
 *
 * @param by the subject of whoever asked
 * @param at cut to milliseconds
 * @param reason in their words, at most {@link #MAX_REASON_LENGTH} characters, null when they gave none
 */
public record Attribution(String by, Instant at, @Nullable String reason) {

    public static final int MAX_REASON_LENGTH = 500;

    public Attribution {
        if (by.isBlank()) {
            throw new IllegalArgumentException("by must not be blank");
        }
        if (reason != null && (reason.isBlank() || reason.length() > MAX_REASON_LENGTH)) {
            throw new IllegalArgumentException(
                    "reason must be 1 to " + MAX_REASON_LENGTH + " characters, not all blank");
        }
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What is wrong with a text as a reason; the answer does not repeat the text. */
    public static Optional<String> problemOf(String reason) {
        if (CardNumber.isIn(reason)) {
            return Optional.of("looks like a card number and was not kept");
        }
        if (reason.isBlank() || reason.length() > MAX_REASON_LENGTH || !CleanText.is(reason)) {
            return Optional.of(
                    "must be 1 to " + MAX_REASON_LENGTH + " characters, not all blank, without control characters");
        }
        return Optional.empty();
    }
}
