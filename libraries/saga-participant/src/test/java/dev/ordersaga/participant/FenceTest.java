package dev.ordersaga.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.participant.Jars.JarEmpty;
import dev.ordersaga.participant.Jars.Memo;
import dev.ordersaga.participant.Jars.PutBack;
import dev.ordersaga.participant.Jars.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

class FenceTest {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private final Step step = new Step("saga-1", "Take");
    private final Jars jars = new Jars(dynamoDb);
    private final FaultyDynamoDb faulty = new FaultyDynamoDb(dynamoDb.client());
    private final Fence fence = jars.fence(faulty.client());

    @BeforeEach
    void aJarOfThree() {
        jars.fill("red", 3);
    }

    @Test
    void aStepTakesEffectAndAnswers() {
        assertThat(jars.take(fence, step, "red")).isEqualTo(new Taken("red", 2));
        assertThat(jars.marblesIn("red")).isEqualTo(2);
    }

    @Test
    void aRehearsalTriesATransactionAndLeavesNothingBehind() {
        fence.rehearse();
        fence.rehearse();

        assertThat(faulty.transactions()).isEqualTo(2);
        assertThat(jars.record(new Step("rehearsal", "Rehearsal"))).isEmpty();
        assertThat(jars.take(fence, step, "red")).isEqualTo(new Taken("red", 2));
    }

    @Test
    void aSecondDeliveryGetsTheFirstAnswer() {
        jars.take(fence, step, "red");

        assertThat(jars.take(fence, step, "red")).isEqualTo(new Taken("red", 2));
        assertThat(jars.marblesIn("red")).isEqualTo(2);
    }

    @Test
    void otherSagasAndOtherStepsOfTheSameSagaAreNotTouched() {
        jars.take(fence, step, "red");
        jars.take(fence, new Step("saga-2", "Take"), "red");
        jars.take(fence, new Step("saga-1", "TakeAnother"), "red");

        assertThat(jars.marblesIn("red")).isZero();
    }

    @Test
    void aRefusalIsTheFirstAnswerAlsoWhenTheStateHasChangedMeanwhile() {
        jars.fill("red", 0);
        assertThatThrownBy(() -> jars.take(fence, step, "red"))
                .isInstanceOf(JarEmpty.class)
                .hasMessage("EMPTY: red");

        jars.fill("red", 3);

        assertThatThrownBy(() -> jars.take(fence, step, "red"))
                .isExactlyInstanceOf(JarEmpty.class)
                .hasMessage("EMPTY: red");
        assertThat(jars.marblesIn("red")).isEqualTo(3);
    }

    @Test
    void aSecondDeliveryThatWouldNowBeRefusedStillGetsTheFirstAnswer() {
        jars.fill("red", 1);
        jars.take(fence, step, "red");

        assertThat(jars.take(fence, step, "red")).isEqualTo(new Taken("red", 0));
    }

    @Test
    void aRefusalMayHaveWritesOfItsOwn() {
        assertThatThrownBy(() -> fence.perform(
                        step,
                        new Memo("red"),
                        Taken.class,
                        () -> Effect.<Taken>refusal(new JarEmpty("no")).writing(jars.takeOne("red"))))
                .isInstanceOf(JarEmpty.class);

        assertThat(jars.marblesIn("red")).isEqualTo(2);
    }

    @Test
    void aFaultIsNotRecordedSoTheNextDeliveryDoesTheStep() {
        assertThatThrownBy(() -> fence.perform(step, new Memo("red"), Taken.class, () -> {
                    throw new IllegalStateException("a bug");
                }))
                .hasMessage("a bug");

        assertThat(jars.take(fence, step, "red")).isEqualTo(new Taken("red", 2));
    }

    @Test
    void aRefusalTheFenceWasNotToldOfIsAFaultOfTheProgram() {
        Effect<Taken> unknown = Effect.refusal(new IllegalStateException("who?"));

        assertThatThrownBy(() -> fence.perform(step, new Memo("red"), Taken.class, () -> unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("IllegalStateException");
        assertThat(jars.record(step)).isEmpty();
    }

    @Test
    void theSameStepWithAnotherContentIsNeitherDoneNorReplayed() {
        jars.fill("blue", 3);
        jars.take(fence, step, "red");

        assertThatThrownBy(() -> jars.take(fence, step, "blue")).isInstanceOf(StepRequestDiffers.class);
        assertThat(jars.marblesIn("blue")).isEqualTo(3);
    }

    @Test
    void undoPutsBackWhatTheDoRecorded() {
        jars.take(fence, step, "red");

        assertThat(jars.putBack(fence, step)).isEqualTo(new PutBack(true));
        assertThat(jars.marblesIn("red")).isEqualTo(3);
    }

    @Test
    void aSecondUndoGetsTheFirstAnswer() {
        jars.take(fence, step, "red");
        jars.putBack(fence, step);

        assertThat(jars.putBack(fence, step)).isEqualTo(new PutBack(true));
        assertThat(jars.marblesIn("red")).isEqualTo(3);
    }

    @Test
    void undoingWhatNeverHappenedSucceedsAndBarsTheDoForEver() {
        assertThat(jars.putBack(fence, step)).isEqualTo(new PutBack(false));

        assertThatThrownBy(() -> jars.take(fence, step, "red")).isInstanceOf(StepAlreadyCompensated.class);
        assertThat(jars.putBack(fence, step)).isEqualTo(new PutBack(false));
        assertThat(jars.marblesIn("red")).isEqualTo(3);
    }

    @Test
    void aDoThatArrivesAgainAfterItsUndoIsRefused() {
        jars.take(fence, step, "red");
        jars.putBack(fence, step);

        assertThatThrownBy(() -> jars.take(fence, step, "red")).isInstanceOf(StepAlreadyCompensated.class);
        assertThat(jars.marblesIn("red")).isEqualTo(3);
    }

    @Test
    void aDoThatWouldBeRefusedIsToldThatItWasUndone() {
        jars.putBack(fence, step);
        jars.fill("red", 0);

        assertThatThrownBy(() -> jars.take(fence, step, "red")).isInstanceOf(StepAlreadyCompensated.class);
    }

    @Test
    void undoingARefusedStepHasNothingToPutBack() {
        jars.fill("red", 0);
        assertThatThrownBy(() -> jars.take(fence, step, "red")).isInstanceOf(JarEmpty.class);

        assertThat(jars.putBack(fence, step)).isEqualTo(new PutBack(false));
        assertThat(jars.marblesIn("red")).isZero();
    }

    @Test
    void anUndoThatThrowsLeavesTheStepAsItIs() {
        jars.take(fence, step, "red");
        assertThatThrownBy(() -> fence.compensate(step, PutBack.class, recorded -> {
                    throw new JarEmpty("not now");
                }))
                .isInstanceOf(JarEmpty.class);

        assertThat(jars.take(fence, step, "red")).isEqualTo(new Taken("red", 2));
        assertThat(jars.putBack(fence, step)).isEqualTo(new PutBack(true));
    }

    @Test
    void theUndoCanReadTheAnswerOfTheDo() {
        jars.take(fence, step, "red");
        List<Taken> seen = new ArrayList<>();

        fence.compensate(step, PutBack.class, recorded -> {
            assertThat(recorded.state()).isEqualTo(Recorded.State.DONE);
            seen.add(recorded.answer(Taken.class));
            return Effect.answer(new PutBack(true));
        });

        assertThat(seen).containsExactly(new Taken("red", 2));
    }

    @Test
    void aProcessThatDiedBeforeItsTransactionHasDoneNothing() {
        faulty.crashBefore();
        assertThatThrownBy(() -> jars.take(fence, step, "red")).isInstanceOf(FaultyDynamoDb.Crash.class);
        assertThat(jars.marblesIn("red")).isEqualTo(3);

        assertThat(jars.take(fence, step, "red")).isEqualTo(new Taken("red", 2));
    }

    @Test
    void aTransactionThatTookEffectButWasNeverAnsweredIsFoundByTheNextDelivery() {
        faulty.crashAfter();
        assertThatThrownBy(() -> jars.take(fence, step, "red")).isInstanceOf(FaultyDynamoDb.Crash.class);

        assertThat(jars.take(fence, step, "red")).isEqualTo(new Taken("red", 2));
        assertThat(jars.marblesIn("red")).isEqualTo(2);
    }

    @Test
    void anUndoThatTookEffectButWasNeverAnsweredIsFoundByTheNextUndo() {
        jars.take(fence, step, "red");
        faulty.crashAfter();
        assertThatThrownBy(() -> jars.putBack(fence, step)).isInstanceOf(FaultyDynamoDb.Crash.class);

        assertThat(jars.putBack(fence, step)).isEqualTo(new PutBack(true));
        assertThat(jars.marblesIn("red")).isEqualTo(3);
    }

    @Test
    void anUndoThatDiedBeforeItsTransactionIsDoneByTheNext() {
        jars.take(fence, step, "red");
        faulty.crashBefore();
        assertThatThrownBy(() -> jars.putBack(fence, step)).isInstanceOf(FaultyDynamoDb.Crash.class);

        assertThat(jars.putBack(fence, step)).isEqualTo(new PutBack(true));
        assertThat(jars.marblesIn("red")).isEqualTo(3);
    }

    @Test
    void aConflictWithAnotherTransactionIsTriedAgain() {
        faulty.conflict(5);

        assertThat(jars.take(fence, step, "red")).isEqualTo(new Taken("red", 2));
        assertThat(faulty.transactions()).isEqualTo(6);
    }

    @Test
    void aConflictThatDoesNotPassIsNamedAsTransient() {
        faulty.conflict(6);

        assertThatThrownBy(() -> jars.take(fence, step, "red"))
                .isInstanceOf(ParticipantBusy.class)
                .hasMessageContaining("saga-1#Take")
                .hasMessageContaining("6 attempts");
        assertThat(jars.marblesIn("red")).isEqualTo(3);
    }

    @Test
    void aTimeoutWhoseOutcomeIsUnknownIsNamedAsTransientAndSafeToDeliverAgain() {
        faulty.failAfter(ApiCallTimeoutException.create(3500));

        assertThatThrownBy(() -> jars.take(fence, step, "red")).isInstanceOf(ParticipantBusy.class);
        assertThat(jars.take(fence, step, "red")).isEqualTo(new Taken("red", 2));
    }

    @Test
    void throttlingIsNamedAsTransient() {
        faulty.failBefore(ProvisionedThroughputExceededException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ProvisionedThroughputExceededException")
                        .build())
                .build());

        assertThatThrownBy(() -> jars.take(fence, step, "red")).isInstanceOf(ParticipantBusy.class);
    }

    @Test
    void workWhoseReadsAreThrottledIsNamedAsTransientToo() {
        assertThatThrownBy(() -> fence.perform(step, new Memo("red"), Taken.class, () -> {
                    throw SdkClientException.create("too slow");
                }))
                .isInstanceOf(ParticipantBusy.class);
    }

    @Test
    void aMissingTableStaysTheFaultItIs() {
        Fence lost = new Fence(dynamoDb.client(), "no-such-table", Jars.CLOCK);

        assertThatThrownBy(() -> jars.putBack(lost, step)).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void anEffectWhoseOwnConditionFailedIsDecidedAnewOnThePresentState() {
        jars.fill("red", 1);
        faulty.meanwhile(() -> jars.take(jars.fence(), new Step("saga-2", "Take"), "red"));

        assertThatThrownBy(() -> jars.take(fence, step, "red")).isInstanceOf(JarEmpty.class);
        assertThat(jars.marblesIn("red")).isZero();
    }

    @Test
    void thePresentStateIsReadOnlyAfterTheFirstWritesFailed() {
        jars.fill("red", 1);
        Supplier<Effect<Taken>> unread =
                () -> Effect.answer(new Taken("red", 0)).writing(jars.takeOne("red"));
        Supplier<Effect<Taken>> notNeeded = () -> {
            throw new AssertionError("the first writes were committed");
        };

        assertThat(fence.perform(step, new Memo("red"), Taken.class, unread, notNeeded))
                .isEqualTo(new Taken("red", 0));

        Step late = new Step("saga-2", "Take");
        assertThatThrownBy(() -> fence.perform(late, new Memo("red"), Taken.class, unread, jars.taking("red")))
                .isInstanceOf(JarEmpty.class);
        assertThat(jars.marblesIn("red")).isZero();
    }

    @Test
    void anEffectWhoseConditionNeverHoldsIsGivenUpAsTransient() {
        jars.fill("red", 0);

        assertThatThrownBy(() -> fence.perform(
                        step,
                        new Memo("red"),
                        Taken.class,
                        () -> Effect.answer(new Taken("red", 0)).writing(jars.takeOne("red"))))
                .isInstanceOf(ParticipantBusy.class);
        assertThat(faulty.transactions()).isEqualTo(6);
        assertThat(jars.record(step)).isEmpty();
    }

    @Test
    void theLoserOfARaceBetweenTwoDeliveriesReadsTheWinner() {
        faulty.meanwhile(() -> jars.take(jars.fence(), step, "red"));

        assertThat(jars.take(fence, step, "red")).isEqualTo(new Taken("red", 2));
        assertThat(jars.marblesIn("red")).isEqualTo(2);
    }

    @Test
    void aDoThatLosesARaceAgainstItsUndoIsRefused() {
        faulty.meanwhile(() -> jars.putBack(jars.fence(), step));

        assertThatThrownBy(() -> jars.take(fence, step, "red")).isInstanceOf(StepAlreadyCompensated.class);
        assertThat(jars.marblesIn("red")).isEqualTo(3);
    }

    @Test
    void anUndoThatLosesARaceAgainstItsDoUndoesIt() {
        faulty.meanwhile(() -> jars.take(jars.fence(), step, "red"));

        assertThat(jars.putBack(fence, step)).isEqualTo(new PutBack(true));
        assertThat(jars.marblesIn("red")).isEqualTo(3);
    }

    @Test
    void recordsAndTombstonesOutliveTheLongestExecution() {
        jars.take(fence, step, "red");
        Step undone = new Step("saga-2", "Take");
        jars.putBack(fence.keepingFor(Duration.ofDays(1)), undone);

        Instant now = Jars.CLOCK.instant();
        assertThat(Objects.requireNonNull(jars.record(step).get("expiresAt")).n())
                .isEqualTo("" + now.plus(Duration.ofDays(400)).getEpochSecond());
        assertThat(Objects.requireNonNull(jars.record(undone).get("expiresAt")).n())
                .isEqualTo("" + now.plus(Duration.ofDays(1)).getEpochSecond());
    }

    @Test
    void aRefusalThatThisVersionDoesNotKnowIsNotTakenForAnAnswer() {
        jars.fill("red", 0);
        assertThatThrownBy(() -> jars.take(fence, step, "red")).isInstanceOf(JarEmpty.class);
        Fence other = new Fence(dynamoDb.client(), jars.steps, Jars.CLOCK).backingOff(Jars.NO_PAUSE);

        jars.fill("red", 1);
        assertThatThrownBy(() -> jars.take(other, step, "red"))
                .isInstanceOf(UnreadableRecord.class)
                .hasMessageContaining("JarEmpty");
    }

    @Test
    void anEffectTooLargeForOneTransactionIsRefusedBeforeItIsSent() {
        var writes = Collections.nCopies(100, jars.takeOne("red"));

        assertThatThrownBy(() -> Effect.answer(1).writing(writes)).isInstanceOf(IllegalArgumentException.class);
    }
}
