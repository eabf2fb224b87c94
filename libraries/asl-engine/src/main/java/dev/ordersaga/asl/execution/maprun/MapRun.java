package dev.ordersaga.asl.execution.maprun;

import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionStatus;
import dev.ordersaga.asl.execution.MapRunRequest;
import dev.ordersaga.asl.execution.MapRunRequest.Tolerance;
import dev.ordersaga.asl.execution.TaskCallback;
import dev.ordersaga.asl.expression.EvaluationFailure;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One run of a distributed Map: starts a child execution for each item or batch, so many at once as it may, and ends when all have
 * ended or too many have failed. After a redrive it goes on with those children that did not succeed.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-examine-map-run.html">Map Runs</a>
 */
public final class MapRun {

    static final String TOO_MANY_FAILED = "States.ExceedToleratedFailureThreshold";
    static final String READER_FAILED = "States.ItemReaderFailed";
    static final String WRITER_FAILED = "States.ResultWriterFailed";

    /** "The Distributed Map can run up to 10,000 parallel child workflow executions." */
    private static final long MAX_AT_ONCE = 10_000;

    private final ChildExecutions executions;
    private final ObjectStore store;
    private final MapRunKeeper keeper;
    private final Supplier<Instant> now;
    private final Instant startDate;

    private MapRunRequest request;
    private @Nullable TaskCallback callback;
    private Status status = Status.RUNNING;
    private @Nullable Instant stopDate;
    private @Nullable Instant redriveDate;
    private int redrives;
    private long maxConcurrency;
    private Tolerance tolerance;
    private @Nullable List<Child> children;
    private final Deque<Child> waiting = new ArrayDeque<>();
    private Counts executionsEnded = Counts.NONE;
    private Counts itemsEnded = Counts.NONE;
    private long items;
    private long failedItems;
    private int open;
    private boolean tooManyFailed;
    private boolean pumping;

    /** Counts the redrives, so that the end of a child that was aborted before one does not count after it. */
    private int round;

    /** How a Map Run stands, in the words of DescribeMapRun. */
    public enum Status {
        RUNNING,
        SUCCEEDED,
        FAILED,
        ABORTED
    }

    /**
     * A run that is to begin, or one that another process began.
     *
     * @param before what is known of it from before; what was changed of its limits holds
     */
    MapRun(
            MapRunRequest request,
            Optional<MapRunFacts> before,
            ChildExecutions executions,
            ObjectStore store,
            MapRunKeeper keeper,
            Supplier<Instant> now) {
        this.request = request;
        this.executions = executions;
        this.store = store;
        this.keeper = keeper;
        this.now = now;
        this.startDate = before.map(MapRunFacts::startDate).orElseGet(now);
        this.redriveDate = before.flatMap(MapRunFacts::redriveDate).orElse(null);
        this.redrives = before.map(MapRunFacts::redriveCount).orElse(0);
        this.maxConcurrency = before.map(MapRunFacts::maxConcurrency).orElse(request.maxConcurrency());
        this.tolerance = before.map(MapRunFacts::tolerance).orElse(request.tolerance());
    }

    // How it runs

    /** Runs it, or goes on with it after a redrive. */
    void run(MapRunRequest asked, TaskCallback answer) {
        synchronized (this) {
            request = asked;
            callback = answer;
            status = Status.RUNNING;
            stopDate = null;
            tooManyFailed = false;
            failedItems = 0;
            open = 0;
            round++;
            if (asked.redriveCount() > redrives) {
                redriveDate = now.get();
            }
            redrives = asked.redriveCount();
            keeper.changed(facts());
        }
        answer.whenAborted(this::abort);
        try {
            plan(asked);
        } catch (ObjectStore.Refused e) {
            fail(READER_FAILED, String.valueOf(e.getMessage()));
            return;
        } catch (EvaluationFailure e) {
            fail(e.error(), e.cause());
            return;
        }
        pump();
    }

    private void plan(MapRunRequest asked) throws ObjectStore.Refused {
        List<Child> planned;
        synchronized (this) {
            planned = children;
        }
        if (planned == null) {
            planned = Child.all(asked, store);
        }
        synchronized (this) {
            children = planned;
            waiting.clear();
            items = planned.stream().mapToLong(child -> child.items).sum();
            for (Child child : planned) {
                if (child.ended != ExecutionStatus.SUCCEEDED) {
                    child.ended = null;
                    child.execution = asked.express() ? null : child.execution; // an Express child is started anew
                    waiting.add(child);
                }
            }
        }
    }

    /** Starts children as long as there is room. Whoever finds another at it leaves it to him. */
    private void pump() {
        synchronized (this) {
            if (pumping) {
                return;
            }
            pumping = true;
        }
        while (true) {
            Child next;
            synchronized (this) {
                next = mayStart() ? waiting.poll() : null;
                if (next == null) {
                    pumping = false;
                    break;
                }
                open++;
            }
            start(next);
        }
        finishWhenOver();
    }

    private boolean mayStart() {
        long most = maxConcurrency == 0 ? MAX_AT_ONCE : maxConcurrency;
        return status == Status.RUNNING && !tooManyFailed && open < most;
    }

    private void start(Child child) {
        Execution before;
        int inRound;
        synchronized (this) {
            before = child.execution;
            inRound = round;
        }
        if (before != null) {
            redrive(child, before, inRound);
            return;
        }
        try {
            MapRunRequest asked = request;
            JsonNode input = asked.batching().isPresent()
                    ? child.given().value()
                    : asked.items().selection().of(child.index, child.given());
            Execution begun = executions.start(asked, ChildRequests.of(asked, child.index, input.toString()));
            synchronized (this) {
                child.execution = begun;
            }
            if (isOfAnEarlierRound(begun, asked)) {
                redrive(child, begun, inRound);
            } else {
                begun.whenEnded(() -> ended(child, inRound));
            }
        } catch (EvaluationFailure e) {
            synchronized (this) {
                open--;
                waiting.clear();
            }
            fail(e.error(), e.cause());
        }
    }

    private void redrive(Child child, Execution before, int inRound) {
        var unused = executions
                .redrive(before)
                .whenComplete((again, failure) -> before.whenEnded(() -> ended(child, inRound)));
    }

    /** Whether a child that was there already, as after a restart, had ended without success before the run was redriven. */
    private static boolean isOfAnEarlierRound(Execution child, MapRunRequest asked) {
        return !asked.express()
                && child.redriveCount() < asked.redriveCount()
                && child.status() != ExecutionStatus.RUNNING
                && child.status() != ExecutionStatus.SUCCEEDED;
    }

    private void ended(Child child, int inRound) {
        List<Execution> running = List.of();
        synchronized (this) {
            if (inRound != round) {
                return;
            }
            Execution execution = child.execution;
            child.ended = execution == null ? ExecutionStatus.FAILED : execution.status();
            if (request.express() && execution != null) {
                execution.pack();
            }
            open--;
            if (child.ended != ExecutionStatus.SUCCEEDED) {
                failedItems += child.items;
            }
            if (status == Status.RUNNING && !tooManyFailed && tolerance.isExceeded(failedItems, items)) {
                tooManyFailed = true;
                running = running();
            }
            if (status != Status.RUNNING && open == 0) {
                keeper.changed(facts()); // the last of those that were stopped at its end
            }
        }
        running.forEach(execution -> execution.stop(null, null));
        pump();
    }

    private List<Execution> running() {
        List<Execution> running = new ArrayList<>();
        for (Child child : known()) {
            Execution execution = child.execution;
            if (execution != null && child.ended == null) {
                running.add(execution);
            }
        }
        return running;
    }

    private List<Child> known() {
        return children == null ? List.of() : children;
    }

    private void abort() {
        List<Execution> running;
        synchronized (this) {
            if (status != Status.RUNNING) {
                return;
            }
            waiting.clear();
            end(Status.ABORTED);
            running = running();
        }
        running.forEach(execution -> execution.stop(null, null));
    }

    // How it ends

    private void finishWhenOver() {
        synchronized (this) {
            if (status != Status.RUNNING || open > 0 || (!waiting.isEmpty() && !tooManyFailed)) {
                return;
            }
            waiting.clear();
        }
        JsonNode result;
        try {
            result = new Results(request, known(), store).told();
        } catch (ObjectStore.Refused e) {
            fail(WRITER_FAILED, String.valueOf(e.getMessage()));
            return;
        }
        if (tooManyFailed) {
            fail(TOO_MANY_FAILED, "The specified tolerated failure threshold was exceeded");
            return;
        }
        TaskCallback answer;
        synchronized (this) {
            if (status != Status.RUNNING) {
                return;
            }
            answer = callback;
            end(Status.SUCCEEDED);
        }
        if (answer != null) {
            answer.succeeded(result);
        }
    }

    private void fail(String error, String cause) {
        TaskCallback answer;
        List<Execution> running;
        synchronized (this) {
            if (status != Status.RUNNING) {
                return;
            }
            answer = callback;
            end(Status.FAILED);
            running = running();
        }
        running.forEach(execution -> execution.stop(null, null));
        if (answer != null) {
            answer.failed(error, cause);
        }
    }

    /** Of a run that succeeded only numbers are kept; any other may be redriven. */
    private void end(Status how) {
        status = how;
        stopDate = now.get();
        callback = null;
        if (how == Status.SUCCEEDED) {
            executionsEnded = count(false);
            itemsEnded = count(true);
            children = List.of();
        }
        keeper.changed(facts());
    }

    // What others may know and change

    String mapRunArn() {
        return facts().mapRunArn();
    }

    synchronized Status status() {
        return status;
    }

    /** How it stands. */
    synchronized MapRunFacts facts() {
        boolean over = status == Status.SUCCEEDED;
        return new MapRunFacts(
                request.mapRunArn(),
                request.parent().executionArn(),
                request.parent().stateMachineArn(),
                status,
                startDate,
                Optional.ofNullable(stopDate),
                Optional.ofNullable(redriveDate),
                redrives,
                maxConcurrency,
                tolerance,
                over ? itemsEnded : count(true),
                over ? executionsEnded : count(false));
    }

    /** Changes what an open run may do; it holds from the next child on. */
    void update(Optional<Long> atOnce, Optional<Long> count, Optional<Double> percentage) {
        synchronized (this) {
            if (status != Status.RUNNING) {
                return;
            }
            maxConcurrency = atOnce.orElse(maxConcurrency);
            tolerance = new Tolerance(count.or(tolerance::count), percentage.or(tolerance::percentage));
            keeper.changed(facts());
        }
        pump();
    }

    private Counts count(boolean ofItems) {
        boolean written = status == Status.SUCCEEDED;
        Counts counts = Counts.NONE;
        for (Child child : known()) {
            counts = counts.plus(child, ofItems ? child.items : 1, written);
        }
        return counts;
    }
}
