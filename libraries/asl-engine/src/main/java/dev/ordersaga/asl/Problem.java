package dev.ordersaga.asl;

import java.util.Optional;

/**
 * One thing that is wrong with a definition, and where.
 *
 * @param pointer a JSON pointer (RFC 6901) into the definition, empty for the document as a whole
 * @param message what is wrong, for the author of the definition
 * @param aws how Step Functions says it, where that is known
 */
public record Problem(ProblemCode code, String pointer, String message, Optional<AwsWording> aws) {

    /** Such as {@code /States/ReserveInventory/Retry/0/BackoffRate: must be >= 1.0}. */
    @Override
    public String toString() {
        return pointer + ": " + message;
    }
}
