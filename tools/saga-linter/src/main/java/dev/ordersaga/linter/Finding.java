package dev.ordersaga.linter;

import java.util.Locale;

/**
 * One thing that is wrong with a saga.
 *
 * @param rule the id of the rule, such as {@code undo-path}
 * @param pointer a JSON pointer (RFC 6901) into the definition; what is missing is pointed at where it would be
 * @param message what is wrong and what may come of it
 */
public record Finding(Severity severity, String rule, String pointer, String message) {

    /** Such as {@code /States/ChargeCard/Catch: error catch-all: …}. */
    @Override
    public String toString() {
        return pointer + ": " + severity.name().toLowerCase(Locale.ROOT) + " " + rule + ": " + message;
    }
}
