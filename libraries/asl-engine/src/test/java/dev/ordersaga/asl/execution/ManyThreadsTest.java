package dev.ordersaga.asl.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.asl.StateMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ManyThreadsTest {

    private static final StateMachine MACHINE = StateMachine.parse("""
            {"QueryLanguage": "JSONata", "StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true,
              "Items": "{% [1..20] %}",
              "ItemProcessor": {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "End": true,
                "Resource": "arn:aws:states:::lambda:invoke",
                "Arguments": "{% $states.input %}", "Output": "{% $states.result * 2 %}"}}}}}}
            """);

    @Test
    void executionsOnAPoolAnswerLikeExecutionsOnOneThread() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        AtomicLong ids = new AtomicLong();
        CountDownLatch ended = new CountDownLatch(50);
        List<Execution> executions = new ArrayList<>();
        try {
            Engine engine = new Engine(
                    pool,
                    new VirtualTimers(World.MIDNIGHT),
                    (task, callback) -> pool.execute(() -> callback.succeeded(task.input())),
                    () -> 0.5,
                    () -> "id-" + ids.incrementAndGet());
            for (int i = 0; i < 50; i++) {
                Execution execution =
                        engine.start(MACHINE, new ExecutionRequest("arn", "name", "arn", "name", "role", "{}"));
                execution.whenEnded(ended::countDown);
                executions.add(execution);
            }

            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            pool.shutdownNow();
        }

        assertThat(executions)
                .allSatisfy(execution -> assertThat(execution.output())
                        .hasValue("[2,4,6,8,10,12,14,16,18,20,22,24,26,28,30,32,34,36,38,40]"));
    }
}
