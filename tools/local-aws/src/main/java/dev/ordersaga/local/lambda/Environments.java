package dev.ordersaga.local.lambda;

import dev.ordersaga.local.lambda.ExecutionEnvironment.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/** The processes of a pool that have not ended, with the places for invocations that each has. Guarded by the pool. */
final class Environments {

    /** How many invocations a process takes at once. */
    private final int places;

    /** The one that asked last stands first, so that the others come to rest. */
    private final Deque<ExecutionEnvironment> all = new ArrayDeque<>();

    Environments(int places) {
        this.places = places;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    List<ExecutionEnvironment> list() {
        return List.copyOf(all);
    }

    ExecutionEnvironment add() {
        ExecutionEnvironment environment = new ExecutionEnvironment();
        all.addLast(environment);
        return environment;
    }

    void asked(ExecutionEnvironment environment) {
        all.remove(environment);
        all.addFirst(environment);
    }

    /** No call from it means anything from now on; what it was given is the caller's to answer. */
    void end(ExecutionEnvironment environment) {
        environment.state = State.ENDED;
        for (PendingInvocation work : environment.running.values()) {
            Future<?> limit = work.limit;
            if (limit != null) {
                limit.cancel(false);
            }
        }
        environment.running.clear();
        environment.waiting.clear();
        all.remove(environment);
    }

    int places() {
        return places * all.size();
    }

    /** Whether its every place is held by an invocation that is overdue. */
    boolean isStuck(ExecutionEnvironment environment) {
        return environment.running.size() >= places
                && environment.running.values().stream().allMatch(each -> each.overdue);
    }

    /** Places that no invocation holds, those of processes that begin included. */
    int free() {
        return free(environment -> true);
    }

    /** Places that no invocation holds, of processes that have begun. */
    int freeAndRunning() {
        return free(environment -> environment.state == State.RUNNING);
    }

    private int free(Predicate<ExecutionEnvironment> which) {
        return all.stream()
                .filter(which)
                .mapToInt(environment -> places - environment.running.size())
                .sum();
    }

    List<PendingInvocation> underWay() {
        List<PendingInvocation> underWay = new ArrayList<>();
        all.forEach(environment -> underWay.addAll(environment.running.values()));
        return underWay;
    }

    /** Ends those without an invocation and gives them, to be killed. */
    List<ExecutionEnvironment> endThoseWithoutWork() {
        List<ExecutionEnvironment> idle =
                all.stream().filter(each -> each.running.isEmpty()).toList();
        idle.forEach(this::end);
        return idle;
    }

    /** Ends the one that has had no invocation for the longest time and gives it, to be killed. */
    Optional<ExecutionEnvironment> endOneThatIsIdle() {
        Optional<ExecutionEnvironment> idle = all.stream()
                .filter(each -> each.state == State.RUNNING && each.running.isEmpty())
                .reduce((earlier, later) -> later);
        idle.ifPresent(this::end);
        return idle;
    }
}
