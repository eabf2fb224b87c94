package dev.ordersaga.benchmarks.durable;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.execution.Engine;
import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionRequest;
import dev.ordersaga.asl.execution.ExecutionStatus;
import dev.ordersaga.asl.execution.Journal;
import dev.ordersaga.asl.execution.MoveFormat;
import dev.ordersaga.asl.execution.Timers;
import dev.ordersaga.benchmarks.Figures;
import dev.ordersaga.local.journal.DataDirectory;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Executions of three tasks that answer at once, each transition of which waits until it is on the disk: the start and each answer are
 * written to the journal of local-aws, and the next task is handed out when its fsync has come back. Beside it, what the disk can do: one
 * fsync after the other.
 */
public final class DurableBenchmark {

    private static final String DEFINITION = """
            {"QueryLanguage": "JSONata", "StartAt": "CreateOrder", "States": {
              "CreateOrder": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 15,
                "Arguments": {"FunctionName": "orders", "Payload": "{% $states.input %}"},
                "Assign": {"order": "{% $states.input %}"}, "Next": "ProcessPayment"},
              "ProcessPayment": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 15,
                "Arguments": {"FunctionName": "payments", "Payload": {"orderId": "{% $order.orderId %}"}},
                "Next": "ReserveInventory"},
              "ReserveInventory": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 15,
                "Arguments": {"FunctionName": "inventory", "Payload": {"orderId": "{% $order.orderId %}"}},
                "Output": {"orderId": "{% $order.orderId %}"}, "End": true}}}
            """;

    private static final String INPUT =
            "{\"orderId\":\"o-1\",\"items\":[{\"sku\":\"tea\",\"quantity\":2}],\"total\":{\"amount\":1995,\"currency\":\"EUR\"}}";

    private static final int FSYNCS = 200;
    private static final int FRAME_BYTES = 4_096;

    private final int executions;

    /**
     * A benchmark.
     *
     * @param executions how many are carried through in each measurement
     */
    public DurableBenchmark(int executions) {
        this.executions = executions;
    }

    /** Measures in this process; {@code home}, whose disk is used, is where the data folder is made and deleted again. */
    public void run(Path home, Figures figures) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(home.toAbsolutePath().resolve(".order-saga")), "bench-durable-");
        try {
            figures.add("disk alone: ms an fsync", fsyncMillis(folder.resolve("fsync")));
            for (int inFlight : new int[] {1, 16, 64}) {
                Path data = folder.resolve("data-" + inFlight);
                int some = inFlight == 1 ? executions / 20 : executions;
                try (DataDirectory directory = DataDirectory.open(data, line -> System.err.println(line))) {
                    transitions(directory.journal(), inFlight, some / 2);
                    double perSecond = transitions(directory.journal(), inFlight, some);
                    figures.add("c=" + inFlight + ": durable transitions/s", perSecond);
                }
            }
        } finally {
            delete(folder);
        }
    }

    private static double fsyncMillis(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long began = System.nanoTime();
            for (int i = 0; i < FSYNCS; i++) {
                channel.write(ByteBuffer.allocate(FRAME_BYTES));
                channel.force(false);
            }
            return (System.nanoTime() - began) / 1e6 / FSYNCS;
        }
    }

    /** Carries executions through, so many at once, and says how many moves a second were made. */
    private static double transitions(LocalJournal kept, int inFlight, int count) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        AtomicLong moves = new AtomicLong();
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(count);
        StateMachine machine = StateMachine.parse(DEFINITION);
        JsonNode answer = new JsonMapper().readTree("{\"Payload\": {\"status\": \"DONE\"}, \"StatusCode\": 200}");
        Journal journal = (arn, move, effects) -> {
            moves.incrementAndGet();
            kept.add(EntryKind.EXECUTION, arn, MoveFormat.write(move), () -> threads.execute(effects));
        };
        Engine engine = new Engine(
                threads,
                new NoAlarms(),
                (task, callback) -> callback.succeeded(answer),
                () -> 0.5,
                () -> "id",
                journal);
        List<Execution> failed = new ArrayList<>();
        Runnable[] next = new Runnable[1];
        next[0] = () -> {
            int number = begun.incrementAndGet();
            if (number > count) {
                return;
            }
            Execution execution = engine.start(machine, request(number));
            execution.whenEnded(() -> {
                if (execution.status() != ExecutionStatus.SUCCEEDED) {
                    synchronized (failed) {
                        failed.add(execution);
                    }
                }
                kept.remove(EntryKind.EXECUTION, execution.request().executionArn());
                ended.countDown();
                next[0].run();
            });
        };
        long began = System.nanoTime();
        for (int i = 0; i < inFlight; i++) {
            next[0].run();
        }
        boolean all = ended.await(10, TimeUnit.MINUTES);
        double seconds = (System.nanoTime() - began) / 1e9;
        threads.shutdownNow();
        if (!all || !failed.isEmpty()) {
            throw new IllegalStateException("not all executions succeeded: " + failed.size() + " failed");
        }
        return moves.get() / seconds;
    }

    private static ExecutionRequest request(int number) {
        return new ExecutionRequest(
                "arn:aws:states:us-east-1:000000000000:execution:orders:o-" + number,
                "o-" + number,
                "arn:aws:states:us-east-1:000000000000:stateMachine:orders",
                "orders",
                null,
                INPUT);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** No alarm of these executions ever goes off. */
    private static final class NoAlarms implements Timers {

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public Alarm at(Instant when, Runnable action) {
            return () -> {};
        }
    }
}
