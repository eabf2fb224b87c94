package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.Engine;
import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionRequest;
import dev.ordersaga.asl.execution.Move;
import dev.ordersaga.local.http.AwsError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The standard executions there are and the tokens they hold. Ended executions are kept while there is room for them; their names
 * are kept longer, so that a name once used stays refused as long as AWS refuses it.
 */
final class Executions {

    /** "If you reuse a name within 90 days of the execution's end, ExecutionAlreadyExists." */
    private static final Duration NAME_KEPT = Duration.ofDays(90);

    /** So long before the process ended, a worker may have taken a task and not have been told of it. */
    private static final Duration UNTOLD = Duration.ofSeconds(5);

    /** What ended executions may take in all, in bytes. */
    static final long MAX_ENDED_BYTES = 64L * 1024 * 1024;

    /** What an ended execution takes besides its history and its texts, about. */
    private static final int OVERHEAD = 700;

    /** How many names of forgotten executions are kept: 25 MB at most. */
    private static final int MAX_NAMES = 500_000;

    private final Clock clock;
    private final int endedKept;
    private final long endedBytesKept;
    private final @Nullable ExecutionRecords records;
    private final AtomicLong sequence = new AtomicLong();
    private final Map<String, StartedExecution> byArn = new ConcurrentHashMap<>();
    private final Map<String, StartedExecution> byToken = new ConcurrentHashMap<>();
    private final Map<String, StartedExecution> byTask = new ConcurrentHashMap<>();
    private final Map<String, ConcurrentNavigableMap<Long, StartedExecution>> byMachine = new ConcurrentHashMap<>();
    private final ForgottenNames namesOfForgotten = new ForgottenNames(NAME_KEPT, MAX_NAMES);
    private final Queue<Ended> ended = new ConcurrentLinkedQueue<>();
    private final AtomicInteger endedCount = new AtomicInteger();
    private final AtomicLong endedBytes = new AtomicLong();
    private volatile ExecutionWatcher watcher = ExecutionWatcher.NOBODY;

    private record Ended(StartedExecution execution, int bytes) {}

    /**
     * Keeps no execution yet.
     *
     * @param endedKept how many ended executions can still be described; the oldest beyond them are forgotten
     */
    Executions(Clock clock, int endedKept) {
        this(clock, endedKept, MAX_ENDED_BYTES);
    }

    /**
     * As the other, with another bound.
     *
     * @param endedBytesKept how many bytes ended executions may take in all; the oldest beyond them are forgotten
     */
    Executions(Clock clock, int endedKept, long endedBytesKept) {
        this(clock, endedKept, endedBytesKept, null);
    }

    /**
     * As the other, and writes down what is kept.
     *
     * @param records null where nothing is written down
     */
    Executions(Clock clock, int endedKept, long endedBytesKept, @Nullable ExecutionRecords records) {
        this.clock = clock;
        this.endedKept = endedKept;
        this.endedBytesKept = endedBytesKept;
        this.records = records;
    }

    /**
     * Brings back what was kept, in the order of its start; what had not ended goes on.
     *
     * @param machineIsThere whether there is a state machine of that ARN; an execution of one that is not ends before its next state
     */
    void restore(
            List<ExecutionRecords.Recovered> recovered,
            List<ExecutionRecords.KeptName> names,
            Engine engine,
            Predicate<String> machineIsThere) {
        names.forEach(name -> namesOfForgotten.add(name.name(), name.ended()));
        Instant doubtful = lastMove(recovered).minus(UNTOLD);
        List<StartedExecution> restored = new ArrayList<>();
        for (ExecutionRecords.Recovered each : recovered) {
            StartedExecution execution = each.execution();
            sequence.accumulateAndGet(execution.sequence(), Math::max);
            byArn.put(execution.arn(), execution);
            // Whatever was drawn is this execution's; some of it are its tokens.
            each.moves().forEach(move -> move.ids().forEach(id -> holds(execution.arn(), id)));
            execution.resume(engine, each.moves(), doubtful);
            enter(execution);
            restored.add(execution);
        }
        restored.sort(Comparator.comparing(
                execution -> execution.execution().stopDate().orElse(Instant.MAX)));
        for (StartedExecution execution : restored) {
            watcher.goesOn(execution.execution(), execution.revision(), execution.startedBy());
            execution.execution().whenEnded(() -> hasEnded(execution));
            if (execution.isOpen() && !machineIsThere.test(execution.request().stateMachineArn())) {
                execution.execution().stopAtNextTransition();
            }
        }
    }

    /** When the process before this one is known to have lived last. */
    private static Instant lastMove(List<ExecutionRecords.Recovered> recovered) {
        return recovered.stream()
                .flatMap(each -> each.moves().stream())
                .map(Move::at)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /** The execution that an attempt at a task has started already. */
    Optional<StartedExecution> startedByTask(String task) {
        return Optional.ofNullable(byTask.get(task));
    }

    /** From now on the watcher is told of each execution that begins. */
    void watchedBy(ExecutionWatcher watcher) {
        this.watcher = watcher;
    }

    /**
     * StartExecution's heart. Of many calls with one name, one starts; while that execution is open, those with the same input
     * get it as theirs, and all others are refused.
     */
    StartedExecution start(Engine engine, ExecutionRequest request, Revision revision, StartedBy startedBy) {
        String arn = request.executionArn();
        while (true) {
            StartedExecution fresh = new StartedExecution(request, revision, startedBy, sequence.incrementAndGet());
            StartedExecution other;
            synchronized (fresh) {
                other = byArn.putIfAbsent(arn, fresh);
                if (other == null) {
                    begin(engine, fresh);
                    return fresh;
                }
            }
            Execution begun = other.begun();
            if (begun == null) {
                // The other could not start; it is being taken out of the books.
                byArn.remove(arn, other);
            } else if (other.isOpen()) {
                if (other.request().input().equals(request.input())) {
                    return other;
                }
                throw alreadyExists(arn);
            } else if (other.endedBefore(clock.instant().minus(NAME_KEPT))) {
                forget(other);
            } else {
                throw alreadyExists(arn);
            }
        }
    }

    private void begin(Engine engine, StartedExecution fresh) {
        String arn = fresh.arn();
        boolean begun = false;
        try {
            Instant usedUntil = namesOfForgotten.ended(arn);
            if (usedUntil != null) {
                if (!usedUntil.isBefore(clock.instant().minus(NAME_KEPT))) {
                    throw alreadyExists(arn);
                }
                namesOfForgotten.remove(arn);
            }
            if (records != null) {
                records.begins(fresh);
            }
            fresh.begin(engine);
            begun = true;
        } finally {
            if (!begun) {
                byArn.remove(arn, fresh);
                if (records != null) {
                    records.removed(fresh);
                }
            }
        }
        enter(fresh);
        // Before the history of an ended execution is packed, because the watcher reads it.
        watcher.began(fresh.execution(), fresh.revision(), fresh.startedBy(), false, 0);
        fresh.execution().whenEnded(() -> hasEnded(fresh));
    }

    private void enter(StartedExecution execution) {
        byMachine
                .computeIfAbsent(execution.request().stateMachineArn(), machine -> new ConcurrentSkipListMap<>())
                .put(execution.sequence(), execution);
        String task = execution.startedBy().task();
        if (task != null) {
            byTask.put(task, execution);
        }
    }

    /** Whether an execution is there and runs. */
    boolean isOpen(String arn) {
        return find(arn).filter(StartedExecution::isOpen).isPresent();
    }

    Optional<StartedExecution> find(String arn) {
        return Optional.ofNullable(byArn.get(arn)).filter(found -> found.begun() != null);
    }

    /**
     * The execution that a request's {@code executionArn} names.
     *
     * @throws AwsError {@code ExecutionDoesNotExist} where there is none, {@code InvalidArn} where it names no standard execution
     */
    StartedExecution named(RequestFields input) {
        String arn = input.required("executionArn", StateMachineOperations.MAX_ARN_LENGTH);
        Arn.execution(arn);
        return find(arn)
                .orElseThrow(() -> new AwsError("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'"));
    }

    Optional<StartedExecution> holding(String taskToken) {
        return Optional.ofNullable(byToken.get(taskToken));
    }

    /** Whether a task waits for this token. The question counts as a heartbeat of the task. */
    boolean waitsFor(String taskToken) {
        return holding(taskToken)
                .map(started -> started.execution().sendTaskHeartbeat(taskToken))
                .orElse(false);
    }

    /** Says that a task of the execution can be completed by this token. */
    void holds(String executionArn, String taskToken) {
        StartedExecution execution = byArn.get(executionArn);
        if (execution != null) {
            execution.holds(taskToken);
            byToken.put(taskToken, execution);
        }
    }

    /**
     * A state machine's executions, newest first.
     *
     * @param before only those started before this one in sequence
     */
    List<StartedExecution> of(String stateMachineArn, long before, int most, Predicate<StartedExecution> filter) {
        NavigableMap<Long, StartedExecution> all = byMachine.get(stateMachineArn);
        if (all == null) {
            return List.of();
        }
        return all.headMap(before, false).descendingMap().values().stream()
                .filter(filter)
                .limit(most)
                .toList();
    }

    /** "On the next state transition, the state machine's executions are terminated." */
    CompletionStage<?> terminate(String stateMachineArn) {
        NavigableMap<Long, StartedExecution> all =
                byMachine.getOrDefault(stateMachineArn, new ConcurrentSkipListMap<>());
        List<CompletionStage<Boolean>> told = new ArrayList<>();
        for (StartedExecution started : all.values()) {
            if (started.isOpen()) {
                started.execution().stopAtNextTransition();
                told.add(started.execution().written());
            }
        }
        return CompletableFuture.allOf(
                told.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new));
    }

    /** Redrives an execution, which then is an open one again; false where it cannot be. */
    CompletionStage<Boolean> redrive(StartedExecution execution) {
        int known = execution.execution().history().size();
        return execution.execution().redrive().thenApply(again -> {
            if (again) {
                isOpenAgain(execution);
                watcher.began(execution.execution(), execution.revision(), execution.startedBy(), false, known);
                execution.execution().whenEnded(() -> hasEnded(execution));
            }
            return again;
        });
    }

    private void isOpenAgain(StartedExecution execution) {
        synchronized (execution) {
            if (execution.countAsEnded(false)) {
                ended.removeIf(known -> {
                    boolean found = known.execution().arn().equals(execution.arn());
                    if (found) {
                        endedCount.decrementAndGet();
                        endedBytes.addAndGet(-known.bytes());
                    }
                    return found;
                });
            }
        }
    }

    private void hasEnded(StartedExecution execution) {
        int count;
        long all;
        synchronized (execution) {
            int packed = execution.execution().pack();
            if (packed == 0 || execution.countAsEnded(true)) {
                return; // it has been redriven in the meantime: what ends it then comes here
            }
            int bytes = packed + execution.textLength() + OVERHEAD;
            ended.add(new Ended(execution, bytes));
            count = endedCount.incrementAndGet();
            all = endedBytes.addAndGet(bytes);
        }
        while (count > endedKept || all > endedBytesKept) {
            Ended oldest = ended.poll();
            if (oldest == null) {
                return;
            }
            count = endedCount.decrementAndGet();
            all = endedBytes.addAndGet(-oldest.bytes());
            StartedExecution forgotten = oldest.execution();
            Instant stopped = forgotten.execution().stopDate().orElseGet(clock::instant);
            namesOfForgotten.add(forgotten.arn(), stopped);
            if (records != null) {
                records.nameKept(ForgottenNames.shortened(forgotten.arn()), stopped);
            }
            forget(forgotten);
        }
    }

    private void forget(StartedExecution execution) {
        byArn.remove(execution.arn(), execution);
        if (records != null) {
            records.removed(execution);
        }
        String task = execution.startedBy().task();
        if (task != null) {
            byTask.remove(task, execution);
        }
        NavigableMap<Long, StartedExecution> siblings =
                byMachine.get(execution.request().stateMachineArn());
        if (siblings != null) {
            siblings.remove(execution.sequence());
        }
        execution.tokens().forEach(token -> byToken.remove(token, execution));
    }

    private static AwsError alreadyExists(String arn) {
        return new AwsError("ExecutionAlreadyExists", "Execution Already Exists: '" + arn + "'");
    }
}
