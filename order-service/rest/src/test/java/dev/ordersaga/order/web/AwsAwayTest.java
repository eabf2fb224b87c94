package dev.ordersaga.order.web;

import static dev.ordersaga.order.web.RunningRest.newKey;
import static dev.ordersaga.order.web.RunningRest.teaFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.order.Line.State;
import dev.ordersaga.order.web.RunningRest.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What customers see while Step Functions or DynamoDB does not answer, and that trying again later is all it takes. */
@ExtendWith(RunningRest.Extension.class)
class AwsAwayTest {

    /** Five seconds is what the service gives itself; the rest is for a busy machine. */
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final RunningRest rest;

    AwsAwayTest(RunningRest rest) {
        this.rest = rest;
    }

    @AfterEach
    void repair() {
        rest.linesAreWhole();
    }

    @ParameterizedTest
    @EnumSource(names = {"DOWN", "HANGING", "FAILING"})
    void withoutStepFunctionsAnOrderIsNotPlacedAndTheCustomerIsToldToTryAgain(State state) {
        String key = newKey();
        rest.toStepFunctions.become(state);
        long began = System.nanoTime();
        Answer refused = rest.post(key, teaFor("patient"));

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("2");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIMEOUT);
        assertThat(rest.stepFunctions.has(rest.idOf(key))).isFalse();

        rest.linesAreWhole();
        assertThat(rest.get("/orders/" + rest.idOf(key)).status()).isEqualTo(404);
        assertThat(rest.post(key, teaFor("patient")).status()).isEqualTo(202);
    }

    @Test
    void anOrderWhoseAcceptanceGotLostIsTheSameOrderWhenTheCustomerTriesAgain() {
        String key = newKey();
        int before = rest.stepFunctions.started();
        rest.toStepFunctions.become(State.LOSING_ANSWERS);

        assertThat(rest.post(key, teaFor("patient")).status()).isEqualTo(503);
        assertThat(rest.stepFunctions.has(rest.idOf(key))).isTrue();

        rest.linesAreWhole();
        Answer again = rest.post(key, teaFor("patient"));
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text("id")).isEqualTo(rest.idOf(key));
        assertThat(rest.post(key, teaFor("another")).status()).isEqualTo(422);
        assertThat(rest.stepFunctions.started()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"DOWN", "HANGING", "FAILING", "LOSING_ANSWERS"})
    void withoutDynamoDbNothingStarts(State state) {
        String key = newKey();
        int before = rest.stepFunctions.started();
        rest.toDynamoDb.become(state);
        long began = System.nanoTime();

        assertThat(rest.post(key, teaFor("patient")).status()).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIMEOUT);
        assertThat(rest.stepFunctions.started()).isEqualTo(before);

        rest.linesAreWhole();
        assertThat(rest.post(key, teaFor("patient")).status()).isEqualTo(202);
    }

    @Test
    void withoutDynamoDbNothingIsRead() {
        rest.toDynamoDb.become(State.DOWN);

        assertThat(rest.get("/products").status()).isEqualTo(503);
        assertThat(rest.get("/orders/" + rest.idOf(newKey())).status()).isEqualTo(503);
        assertThat(rest.get("/orders?status=PENDING").header("Retry-After")).isEqualTo("2");
    }

    @Test
    void theStepsOfASagaAreNotToldWithoutStepFunctions() {
        rest.toStepFunctions.become(State.DOWN);

        assertThat(rest.get("/orders/" + "1".repeat(40) + "/saga").status()).isEqualTo(503);
    }

    @Test
    void aRequestThatIsInvalidIsRefusedWhetherOrNotAwsAnswers() {
        rest.toStepFunctions.become(State.DOWN);
        rest.toDynamoDb.become(State.DOWN);

        assertThat(rest.post(newKey(), "{}").status()).isEqualTo(400);
    }

    @Test
    void healthIsUpWhileBothAnswer() {
        Answer health = rest.get("/actuator/health");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.text("status")).isEqualTo("UP");
        assertThat(health.json().at("/components/stepFunctions/status").stringValue())
                .isEqualTo("UP");
        assertThat(health.json().at("/components/dynamoDb/status").stringValue())
                .isEqualTo("UP");
    }

    @ParameterizedTest
    @EnumSource(names = {"DOWN", "HANGING", "FAILING"})
    void healthTellsThatStepFunctionsIsAway(State state) {
        rest.toStepFunctions.become(state);
        Answer health = rest.get("/actuator/health");

        assertThat(health.status()).isEqualTo(503);
        assertThat(health.json().at("/components/stepFunctions/status").stringValue())
                .isEqualTo("DOWN");
        assertThat(health.json().at("/components/dynamoDb/status").stringValue())
                .isEqualTo("UP");
    }

    @ParameterizedTest
    @EnumSource(names = {"DOWN", "HANGING", "FAILING"})
    void healthTellsThatDynamoDbIsAway(State state) {
        rest.toDynamoDb.become(state);
        Answer health = rest.get("/actuator/health");

        assertThat(health.status()).isEqualTo(503);
        assertThat(health.json().at("/components/stepFunctions/status").stringValue())
                .isEqualTo("UP");
        assertThat(health.json().at("/components/dynamoDb/status").stringValue())
                .isEqualTo("DOWN");
    }
}
