package dev.ordersaga.order.function;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.order.Unavailable;
import dev.ordersaga.order.dynamodb.DynamoDbCatalogue;
import dev.ordersaga.order.dynamodb.DynamoDbOrderBook;
import dev.ordersaga.participant.Fence;
import dev.ordersaga.participant.ParticipantBusy;
import dev.ordersaga.participant.function.Actions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A state machine has one retrier for what passes by itself, and knows it by one name. */
class UnansweredCallsTest {

    /** Nothing listens there. */
    private static final DynamoDbClient AWAY = DynamoDbClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:1"))
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .overrideConfiguration(once -> once.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();

    private final Actions actions = OrderFunctions.actions(
            new DynamoDbOrderBook(AWAY, "orders", new Fence(AWAY, "steps", Clock.systemUTC())),
            new DynamoDbCatalogue(AWAY, "products"),
            Clock.systemUTC());

    @AfterAll
    static void close() {
        AWAY.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CreateOrder",
                "RequestReview",
                "SettleReview",
                "ConfirmOrder",
                "SettleConfirmation",
                "RejectOrder",
                "RequestRepair",
                "BeginCancellation",
                "CancelOrder"
            })
    void everyStepThatDynamoDbDoesNotAnswerIsBusy(String step) throws IOException {
        byte[] payload = Files.readAllBytes(
                Path.of("../../saga-definition/src/main/resources/payloads").resolve(step + ".json"));

        assertThatThrownBy(() -> actions.answer(payload)).isInstanceOf(ParticipantBusy.class);
    }

    @Test
    void whatAnotherServiceDoesNotAnswerKeepsItsName() {
        Unavailable away = new Unavailable("Step Functions", new IllegalStateException("away"));

        assertThatThrownBy(() -> UnansweredCalls.named("deliverDecision", request -> {
                            throw away;
                        })
                        .apply("any"))
                .isSameAs(away);
    }
}
