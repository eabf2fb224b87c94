package dev.ordersaga.benchmarks.engine;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.execution.Engine;
import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionRequest;
import dev.ordersaga.asl.execution.ExecutionStatus;
import dev.ordersaga.asl.execution.Timers;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A saga of three tasks in JSONata, with arguments, outputs, variables, time-outs, retriers and catchers, from
 * StartExecution to its end. Its tasks answer at once, so that nothing but the engine is measured. {@code java -cp
 * 'benchmarks/target/benchmarks.jar' org.openjdk.jmh.Main -prof gc} runs it and says the bytes an execution costs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Threads(2)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ThreeStepSaga {

    private static final String DEFINITION = """
            {"QueryLanguage": "JSONata", "StartAt": "CreateOrder", "States": {
              "CreateOrder": {
                "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Arguments": {"FunctionName": "orders", "Payload": {
                  "action": "create", "orderId": "{% $states.input.orderId %}",
                  "items": "{% $states.input.items %}", "total": "{% $states.input.total %}"}},
                "TimeoutSeconds": 15,
                "Assign": {"order": "{% $states.input %}"},
                "Output": {"created": "{% $states.result.Payload.status %}"},
                "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 3, "JitterStrategy": "FULL"}],
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Rejected"}],
                "Next": "ProcessPayment"},
              "ProcessPayment": {
                "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Arguments": {"FunctionName": "payments", "Payload": {
                  "action": "pay", "orderId": "{% $order.orderId %}",
                  "amount": "{% $order.total.amount %}", "key": "{% $order.orderId & '-pay' %}"}},
                "TimeoutSeconds": 15,
                "Assign": {"paymentId": "{% $states.result.Payload.id %}"},
                "Output": "{% $states.input %}",
                "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 3, "JitterStrategy": "FULL"}],
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Rejected"}],
                "Next": "ReserveInventory"},
              "ReserveInventory": {
                "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Arguments": {"FunctionName": "inventory", "Payload": {
                  "action": "reserve", "orderId": "{% $order.orderId %}", "items": "{% $order.items %}"}},
                "TimeoutSeconds": 15,
                "Output": {"orderId": "{% $order.orderId %}", "paymentId": "{% $paymentId %}",
                  "count": "{% $count($order.items) %}"},
                "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 3, "JitterStrategy": "FULL"}],
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Rejected"}],
                "End": true},
              "Rejected": {"Type": "Fail", "Error": "Rejected"}}}
            """;

    private static final ExecutionRequest REQUEST = new ExecutionRequest(
            "arn:aws:states:us-east-1:000000000000:execution:orders:o-1",
            "o-1",
            "arn:aws:states:us-east-1:000000000000:stateMachine:orders",
            "orders",
            "arn:aws:iam::000000000000:role/orders",
            "{\"orderId\":\"o-1\",\"items\":[{\"sku\":\"tea\",\"quantity\":2},{\"sku\":\"cup\",\"quantity\":1}],"
                    + "\"total\":{\"amount\":1995,\"currency\":\"EUR\"}}");

    private @Nullable StateMachine machine;
    private @Nullable Engine engine;

    /** Reads the definition once, as CreateStateMachine does. */
    @Setup(Level.Trial)
    public void prepare() {
        machine = StateMachine.parse(DEFINITION);
        tools.jackson.databind.JsonNode answer = new tools.jackson.databind.json.JsonMapper()
                .readTree("{\"Payload\": {\"status\": \"DONE\", \"id\": \"p-1\"}, \"StatusCode\": 200}");
        engine = new Engine(
                Runnable::run, new NoAlarms(), (task, callback) -> callback.succeeded(answer), () -> 0.5, () -> "id");
    }

    /** One execution, from its start to its end. */
    @Benchmark
    public Execution threeSteps() {
        Execution execution = Objects.requireNonNull(engine).start(Objects.requireNonNull(machine), REQUEST);
        if (execution.status() != ExecutionStatus.SUCCEEDED) {
            throw new IllegalStateException(String.valueOf(execution.cause()));
        }
        return execution;
    }

    /** The same, and its history is read once. */
    @Benchmark
    public int threeStepsAndTheirHistory() {
        int length = 0;
        for (dev.ordersaga.asl.execution.HistoryEvent event : threeSteps().history()) {
            length += event.type().length()
                    + (event.details() == null ? 0 : event.details().size());
        }
        return length;
    }

    /** Time that costs nothing: no alarm of this saga ever goes off. */
    private static final class NoAlarms implements Timers {

        @Override
        public Instant now() {
            return Instant.ofEpochSecond(1_893_456_000L, System.nanoTime() & 0xFFFFFF);
        }

        @Override
        public Alarm at(Instant when, Runnable action) {
            return () -> {};
        }
    }
}
