package dev.ordersaga.participant;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** Tells the errors of DynamoDB that pass by themselves from all others. */
public final class TransientErrors {

    /** A transaction that was cancelled for these reasons only may succeed when it is tried again. */
    private static final Set<String> PASSING_REASONS =
            Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    /** Which the SDK does not know as throttling, and does not try again. */
    private static final Set<String> PASSING_ERRORS =
            Set.of("TransactionConflictException", "ReplicatedWriteConflictException", "LimitExceededException");

    private TransientErrors() {}

    /**
     * Names an error of the SDK, which has spent its own retries by now.
     *
     * @param what was asked: a step, or an action that is none
     * @return {@link ParticipantBusy} for what passes by itself, else the error as it is
     */
    public static RuntimeException named(String what, SdkException e) {
        if (e instanceof SdkClientException) {
            return new ParticipantBusy(what, "DynamoDB is out of reach or answered too late", e);
        }
        if (e instanceof TransactionInProgressException || e instanceof InternalServerErrorException) {
            return new ParticipantBusy(what, "DynamoDB asks to try again", e);
        }
        if (e instanceof TransactionCanceledException cancelled && passes(cancelled)) {
            return new ParticipantBusy(what, "DynamoDB asks to try again", e);
        }
        if (e instanceof AwsServiceException service && passes(service)) {
            return new ParticipantBusy(what, "DynamoDB throttles or fails", e);
        }
        return e;
    }

    /** Whether the same transaction may well succeed when it is tried again. */
    static boolean passes(TransactionCanceledException cancelled) {
        return cancelled.cancellationReasons().stream()
                        .map(CancellationReason::code)
                        .anyMatch(PASSING_REASONS::contains)
                && cancelled.cancellationReasons().stream()
                        .map(CancellationReason::code)
                        .allMatch(code -> code == null || code.equals("None") || PASSING_REASONS.contains(code));
    }

    private static boolean passes(AwsServiceException e) {
        return e.isThrottlingException()
                || e.isRetryableException()
                || e.statusCode() >= 500
                || (e.awsErrorDetails() != null
                        && PASSING_ERRORS.contains(e.awsErrorDetails().errorCode()));
    }
}
