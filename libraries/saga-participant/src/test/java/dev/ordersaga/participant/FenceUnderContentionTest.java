package dev.ordersaga.participant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.participant.Jars.PutBack;
import dev.ordersaga.participant.Jars.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FenceUnderContentionTest {

    private static final int THREADS = 12;

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private final Jars jars = new Jars(dynamoDb);
    private final Fence fence = jars.fence().backingOff(Backoff.standard());

    @RepeatedTest(5)
    void doAndUndoRacingLeaveEverythingAsItWas() throws Exception {
        jars.fill("red", 100);
        Step step = new Step("saga-1", "Take");

        List<Object> outcomes = atOnce(thread -> thread % 2 == 0
                ? () -> outcomeOf(() -> jars.take(fence, step, "red"))
                : () -> outcomeOf(() -> jars.putBack(fence, step)));

        assertThat(jars.marblesIn("red")).isEqualTo(100);
        assertThat(outcomes.stream().filter(PutBack.class::isInstance).distinct())
                .as("every undo gave the same answer")
                .hasSize(1);
        assertThat(outcomes.stream().filter(Taken.class::isInstance).distinct().count())
                .as("every do that was answered got the same answer")
                .isLessThanOrEqualTo(1);
        assertThat(outcomes)
                .allMatch(outcome -> outcome instanceof PutBack
                        || outcome instanceof Taken
                        || outcome instanceof StepAlreadyCompensated);
    }

    @RepeatedTest(5)
    void manyDeliveriesAtOnceTakeEffectOnce() throws Exception {
        jars.fill("red", 100);
        Step step = new Step("saga-1", "Take");

        List<Object> outcomes = atOnce(thread -> () -> outcomeOf(() -> jars.take(fence, step, "red")));

        assertThat(outcomes).containsOnly(new Taken("red", 99));
        assertThat(jars.marblesIn("red")).isEqualTo(99);
    }

    @Test
    void twoHundredDeliveriesAtOnceTakeEffectOnceAndAllGetTheSameAnswer() throws Exception {
        jars.fill("red", 1_000);
        Step step = new Step("saga-1", "Take");

        List<Object> outcomes = atOnce(200, thread -> () -> outcomeOf(() -> jars.take(fence, step, "red")));

        assertThat(outcomes).hasSize(200).containsOnly(new Taken("red", 999));
        assertThat(jars.marblesIn("red")).isEqualTo(999);
    }

    private interface Task {
        Callable<Object> forThread(int thread);
    }

    private static Object outcomeOf(Callable<Object> call) throws Exception {
        try {
            return call.call();
        } catch (StepAlreadyCompensated e) {
            return e;
        }
    }

    private static List<Object> atOnce(Task task) throws Exception {
        return atOnce(THREADS, task);
    }

    private static List<Object> atOnce(int many, Task task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(many);
        CyclicBarrier start = new CyclicBarrier(many);
        try {
            List<Future<Object>> running = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                Callable<Object> call = task.forThread(i);
                running.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            List<Object> outcomes = new ArrayList<>();
            for (Future<Object> one : running) {
                outcomes.add(one.get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            throw new AssertionError("a thread failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
