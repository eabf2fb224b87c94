package dev.ordersaga.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.participant.FaultyDynamoDb.Crash;
import dev.ordersaga.participant.Jars.JarEmpty;
import dev.ordersaga.participant.Jars.Memo;
import dev.ordersaga.participant.Jars.PutBack;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OutsideWorkTest {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private final Step step = new Step("saga-1", "Send");
    private final Jars jars = new Jars(dynamoDb);
    private final FaultyDynamoDb faulty = new FaultyDynamoDb(dynamoDb.client());
    private final Fence fence = jars.fence(faulty.client());
    private final List<String> outside = new ArrayList<>();

    @BeforeEach
    void aJarOfThree() {
        jars.fill("red", 3);
    }

    @Test
    void theIntentIsCommittedBeforeAnythingHappensOutside() {
        String answer = send(() -> {
            assertThat(String.valueOf(jars.record(step).get("state"))).contains("INTENT");
            return Effect.answer("sent");
        });

        assertThat(answer).isEqualTo("sent");
        assertThat(jars.marblesIn("red")).isEqualTo(2);
    }

    @Test
    void aSecondDeliveryGetsTheFirstAnswerAndDoesNotReachTheOutside() {
        send(() -> Effect.answer("sent"));

        assertThat(send(() -> Effect.answer("sent again"))).isEqualTo("sent");
        assertThat(outside).containsExactly("act");
    }

    @Test
    void aProcessThatDiedBeforeTheIntentNeverReachedTheOutside() {
        faulty.crashBefore();
        assertThatThrownBy(() -> send(() -> Effect.answer("sent"))).isInstanceOf(Crash.class);
        assertThat(outside).isEmpty();

        assertThat(send(() -> Effect.answer("sent"))).isEqualTo("sent");
        assertThat(outside).containsExactly("act");
    }

    @Test
    void aProcessThatDiedAfterTheIntentIsResumedByAsking() {
        faulty.crashAfter();
        assertThatThrownBy(() -> send(() -> Effect.answer("sent"))).isInstanceOf(Crash.class);

        assertThat(send(() -> Effect.answer("found"))).isEqualTo("found");
        assertThat(outside).containsExactly("resume");
        assertThat(jars.marblesIn("red")).as("the intent's writes, once").isEqualTo(2);
    }

    @Test
    void aProcessThatDiedBeforeTheOutcomeWasCommittedIsResumedByAsking() {
        faulty.pass().crashBefore();
        assertThatThrownBy(() -> send(() -> Effect.answer("sent"))).isInstanceOf(Crash.class);

        assertThat(send(() -> Effect.answer("found"))).isEqualTo("found");
        assertThat(outside).containsExactly("act", "resume");
    }

    @Test
    void anOutcomeThatWasCommittedButNeverAnsweredIsFound() {
        faulty.pass().crashAfter();
        assertThatThrownBy(() -> send(() -> Effect.answer("sent"))).isInstanceOf(Crash.class);

        assertThat(send(() -> Effect.answer("found"))).isEqualTo("sent");
        assertThat(outside).containsExactly("act");
    }

    @Test
    void anUnknownOutcomeLeavesTheIntentToBeResumed() {
        assertThatThrownBy(() -> send(() -> {
                    throw new IllegalStateException("no answer from outside");
                }))
                .hasMessage("no answer from outside");

        assertThat(send(() -> Effect.answer("found"))).isEqualTo("found");
        assertThat(outside).containsExactly("act", "resume");
    }

    @Test
    void aRefusalFromOutsideIsRecorded() {
        assertThatThrownBy(() -> send(() -> {
                    throw new JarEmpty("no");
                }))
                .isInstanceOf(JarEmpty.class);

        assertThatThrownBy(() -> send(() -> Effect.answer("sent")))
                .isInstanceOf(JarEmpty.class)
                .hasMessage("no");
    }

    @Test
    void aRefusalBeforeTheIntentIsRecordedToo() {
        OutsideWork<String> refusing = new OutsideWork<>() {
            @Override
            public Intent intent() {
                throw new JarEmpty("not even tried");
            }

            @Override
            public Effect<String> act() {
                throw new AssertionError("never");
            }

            @Override
            public Effect<String> resume() {
                throw new AssertionError("never");
            }
        };
        assertThatThrownBy(() -> fence.performOutside(step, new Memo("red"), String.class, refusing))
                .isInstanceOf(JarEmpty.class);

        assertThatThrownBy(() -> send(() -> Effect.answer("sent"))).isInstanceOf(JarEmpty.class);
        assertThat(outside).isEmpty();
    }

    @Test
    void anIntentForAnotherContentIsNotResumed() {
        faulty.crashAfter();
        assertThatThrownBy(() -> send(() -> Effect.answer("sent"))).isInstanceOf(Crash.class);

        assertThatThrownBy(() ->
                        fence.performOutside(step, new Memo("blue"), String.class, work(() -> Effect.answer("sent"))))
                .isInstanceOf(StepRequestDiffers.class);
        assertThat(outside).isEmpty();
    }

    @Test
    void undoingAtTheIntentSeesTheIntentAndBarsTheStep() {
        faulty.crashAfter();
        assertThatThrownBy(() -> send(() -> Effect.answer("sent"))).isInstanceOf(Crash.class);

        assertThat(undo()).isEqualTo(new PutBack(true));
        assertThatThrownBy(() -> send(() -> Effect.answer("sent"))).isInstanceOf(StepAlreadyCompensated.class);
        assertThat(outside).containsExactly("undo at INTENT");
    }

    @Test
    void aStepThatIsUndoneWhileItIsOutsideDoesNotSettle() {
        assertThatThrownBy(() -> send(() -> {
                    undo();
                    return Effect.answer("sent");
                }))
                .isInstanceOf(StepAlreadyCompensated.class);

        assertThat(outside).containsExactly("act", "undo at INTENT");
    }

    @Test
    void anUndoDuringWhichTheStepSettlesIsDoneAgainForTheSettledStep() {
        faulty.crashAfter();
        assertThatThrownBy(() -> send(() -> Effect.answer("sent"))).isInstanceOf(Crash.class);
        faulty.meanwhile(() ->
                jars.fence().performOutside(step, new Memo("red"), String.class, work(() -> Effect.answer("found"))));

        assertThat(undo()).isEqualTo(new PutBack(true));
        assertThat(outside).containsExactly("undo at INTENT", "resume", "undo at DONE");
    }

    private String send(Supplier<Effect<String>> outcome) {
        return fence.performOutside(step, new Memo("red"), String.class, work(outcome));
    }

    private PutBack undo() {
        return fence.compensate(step, PutBack.class, recorded -> {
            outside.add("undo at " + recorded.state());
            assertThat(recorded.memo(Memo.class)).isEqualTo(new Memo("red"));
            return Effect.answer(new PutBack(true));
        });
    }

    private OutsideWork<String> work(Supplier<Effect<String>> outcome) {
        return new OutsideWork<>() {
            @Override
            public Intent intent() {
                return Intent.of(new Memo("red"), jars.takeOne("red"));
            }

            @Override
            public Effect<String> act() {
                outside.add("act");
                return outcome.get();
            }

            @Override
            public Effect<String> resume() {
                outside.add("resume");
                return outcome.get();
            }
        };
    }
}
