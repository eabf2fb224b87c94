package dev.ordersaga.local;

import dev.ordersaga.local.events.EventTarget;
import dev.ordersaga.local.events.EventTargets;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import dev.ordersaga.local.lambda.EventQueue;
import dev.ordersaga.local.lambda.Functions;
import dev.ordersaga.local.logs.LogGroups;
import dev.ordersaga.local.sns.SnsMessage;
import dev.ordersaga.local.sns.SnsService;
import dev.ordersaga.local.stepfunctions.StepFunctionsService;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;

/** Brings the events of EventBridge's rules to the other services. */
final class RuleTargets {

    private RuleTargets() {}

    /**
     * Invocations that nobody waits for, of functions wherever they are.
     *
     * @param opened keeps what is to be closed
     */
    static EventQueue asynchronous(
            Functions functions, Clock clock, LocalJournal journal, Consumer<AutoCloseable> opened) {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "function-events");
            thread.setDaemon(true);
            return thread;
        });
        opened.accept(timers::shutdownNow);
        EventQueue queue = new EventQueue(
                functions,
                clock,
                EventQueue.RETRIES,
                timers,
                (function, line) -> System.err.println("local-aws: " + line),
                journal,
                EntryKind.TOLD_INVOCATION);
        opened.accept(queue);
        return queue;
    }

    /** From now on, rules reach functions, state machines, topics and log groups. */
    static void connect(
            EventTargets targets,
            EventQueue functions,
            StepFunctionsService stateMachines,
            SnsService topics,
            LogGroups logs,
            Clock clock) {
        targets.connect("lambda", told -> {
            if (functions.isFull()) {
                throw new AwsError(429, "TooManyRequestsException", "Rate Exceeded.");
            }
            functions.add(told.arn(), told.input().getBytes(StandardCharsets.UTF_8));
            return done();
        });
        targets.connect("states", told -> stateMachines.startExecution(told.arn(), executionName(told), told.input()));
        targets.connect("sns", told -> {
            var unused = topics.publish(told.arn(), SnsMessage.of(null, told.input(), null, Map.of()));
            return done();
        });
        targets.connect("logs", told -> log(logs, clock, told));
    }

    /** One event starts one execution of a target, also where it is handed over twice. */
    private static String executionName(EventTarget.Told told) {
        byte[] whom = (told.rule() + told.settings().path("Id").asString("")).getBytes(StandardCharsets.UTF_8);
        return told.eventId() + "_" + UUID.nameUUIDFromBytes(whom);
    }

    private static CompletionStage<?> log(LogGroups logs, Clock clock, EventTarget.Told told) {
        String[] arn = told.arn().split(":", -1);
        String group = arn.length > 6 ? arn[6] : "";
        if (!logs.has(told.owner(), group)) {
            throw new AwsError("ResourceNotFoundException", "The specified log group does not exist.");
        }
        String stream = UUID.nameUUIDFromBytes(told.arn().getBytes(StandardCharsets.UTF_8))
                .toString();
        logs.put(told.owner(), group, stream, clock.millis(), told.input());
        return done();
    }

    private static CompletionStage<?> done() {
        return CompletableFuture.completedFuture("told");
    }
}
