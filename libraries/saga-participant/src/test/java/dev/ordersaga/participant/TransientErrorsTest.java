package dev.ordersaga.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class TransientErrorsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ProvisionedThroughputExceededException",
                "ThrottlingException",
                "RequestLimitExceeded",
                "TransactionInProgressException",
                "TransactionConflictException",
                "ReplicatedWriteConflictException",
                "LimitExceededException"
            })
    void whatPassesByItselfIsBusyByTheNameThatStateMachinesRetry(String code) {
        RuntimeException named = TransientErrors.named("describe", error(code, 400));

        assertThat(named.getClass().getName()).isEqualTo("dev.ordersaga.participant.ParticipantBusy");
        assertThat(named)
                .hasMessageStartingWith("describe could not be decided")
                .hasCauseInstanceOf(SdkException.class);
    }

    @Test
    void aFailingServiceAndOneOutOfReachAreBusy() {
        assertThat(TransientErrors.named("a", error("InternalServerError", 500)))
                .isInstanceOf(ParticipantBusy.class);
        assertThat(TransientErrors.named("a", error("ServiceUnavailable", 503))).isInstanceOf(ParticipantBusy.class);
        assertThat(TransientErrors.named("a", SdkClientException.create("timed out")))
                .isInstanceOf(ParticipantBusy.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AccessDeniedException", "ResourceNotFoundException", "ValidationException"})
    void whatDoesNotPassStaysTheFaultItIs(String code) {
        SdkException fault = error(code, 400);

        assertThat(TransientErrors.named("a", fault)).isSameAs(fault);
    }

    @Test
    void aTransactionIsBusyOnlyWhenAllThatCancelledItPasses() {
        assertThat(TransientErrors.named("a", cancelled("None", "TransactionConflict")))
                .isInstanceOf(ParticipantBusy.class);
        assertThat(TransientErrors.named("a", cancelled("ThrottlingError", "ProvisionedThroughputExceeded")))
                .isInstanceOf(ParticipantBusy.class);
        assertThat(TransientErrors.named("a", cancelled("TransactionConflict", "ValidationError")))
                .isInstanceOf(TransactionCanceledException.class);
        assertThat(TransientErrors.named("a", cancelled("None", "ConditionalCheckFailed")))
                .isInstanceOf(TransactionCanceledException.class);
    }

    private static SdkException error(String code, int status) {
        return (SdkException) DynamoDbException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    private static SdkException cancelled(String... codes) {
        return TransactionCanceledException.builder()
                .statusCode(400)
                .cancellationReasons(List.of(codes).stream()
                        .map(code -> CancellationReason.builder().code(code).build())
                        .toList())
                .build();
    }
}
