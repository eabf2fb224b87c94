package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.Engine;
import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionRequest;
import dev.ordersaga.local.http.AwsError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The standard executions there are and the tokens they hold. Ended executions are kept while there is room for them; their names
 * are kept longer, so that a name once used stays refused as long as AWS refuses it.
 */
final class Executions {

    /** "If you reuse a name within 90 days of the execution's end, ExecutionAlreadyExists." */
    private static final Duration NAME_KEPT = Duration.ofDays(90);

    /** What ended executions may take in all, in bytes. */
    static final long MAX_ENDED_BYTES = 64L * 1024 * 1024;

    /** What an ended execution takes besides its history and its texts, about. */
    private static final int OVERHEAD = 700;

    /** How many names of forgotten executions are kept: 25 MB at most. */
    private static final int MAX_NAMES = 500_000;

    private final Clock clock;
    private final int endedKept;
    private final long endedBytesKept;
    private final AtomicLong sequence = new AtomicLong();
    private final Map<String, StartedExecution> byArn = new ConcurrentHashMap<>();
    private final Map<String, StartedExecution> byToken = new ConcurrentHashMap<>();
    private final Map<String, ConcurrentNavigableMap<Long, StartedExecution>> byMachine = new ConcurrentHashMap<>();
    private final ForgottenNames namesOfForgotten = new ForgottenNames(NAME_KEPT, MAX_NAMES);
    private final Queue<Ended> ended = new ConcurrentLinkedQueue<>();
    private final AtomicInteger endedCount = new AtomicInteger();
    private final AtomicLong endedBytes = new AtomicLong();

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
        this.clock = clock;
        this.endedKept = endedKept;
        this.endedBytesKept = endedBytesKept;
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
            if (usedUntil != null && !usedUntil.isBefore(clock.instant().minus(NAME_KEPT))) {
                throw alreadyExists(arn);
            }
            fresh.begin(engine);
            begun = true;
        } finally {
            if (!begun) {
                byArn.remove(arn, fresh);
            }
        }
        namesOfForgotten.remove(arn);
        byMachine
                .computeIfAbsent(fresh.request().stateMachineArn(), machine -> new ConcurrentSkipListMap<>())
                .put(fresh.sequence(), fresh);
        fresh.execution().whenEnded(() -> hasEnded(fresh));
    }

    Optional<StartedExecution> find(String arn) {
        return Optional.ofNullable(byArn.get(arn)).filter(found -> found.begun() != null);
    }

    Optional<StartedExecution> holding(String taskToken) {
        return Optional.ofNullable(byToken.get(taskToken));
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
    void terminate(String stateMachineArn) {
        NavigableMap<Long, StartedExecution> all = byMachine.get(stateMachineArn);
        if (all != null) {
            all.values().forEach(started -> started.execution().stopAtNextTransition());
        }
    }

    /** Redrives an execution, which then is an open one again; false where it cannot be. */
    CompletionStage<Boolean> redrive(StartedExecution execution) {
        return execution.execution().redrive().thenApply(again -> {
            if (again) {
                isOpenAgain(execution);
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
            namesOfForgotten.add(
                    forgotten.arn(), forgotten.execution().stopDate().orElseGet(clock::instant));
            forget(forgotten);
        }
    }

    private void forget(StartedExecution execution) {
        byArn.remove(execution.arn(), execution);
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
