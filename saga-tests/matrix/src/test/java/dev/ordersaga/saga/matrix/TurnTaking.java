package dev.ordersaga.saga.matrix;

import dev.ordersaga.asl.execution.TaskCallback;
import dev.ordersaga.asl.execution.TaskRequest;
import dev.ordersaga.asl.execution.VirtualTimers;
import dev.ordersaga.saga.matrix.Plan.Turns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Which of the calls that executions have asked for is delivered next, where two of them carry the same order. */
final class TurnTaking {

    /** A task that an execution has asked for. */
    record Call(RunningSaga saga, TaskRequest task, TaskCallback callback) {}

    private final Plan plan;
    private final List<RunningSaga> started;
    private final VirtualTimers timers;
    private final Random random;
    private final List<Call> calls = new ArrayList<>();
    private int turn;

    /** Takes turns among {@code started}, the first of which is the order's first execution. */
    TurnTaking(Plan plan, List<RunningSaga> started, VirtualTimers timers, Random random) {
        this.plan = plan;
        this.started = started;
        this.timers = timers;
        this.random = random;
    }

    void asked(Call call) {
        calls.add(call);
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** Nothing more happens by itself. */
    boolean isAtRest() {
        return calls.isEmpty() && started.stream().allMatch(TurnTaking::isAtRest);
    }

    static boolean isAtRest(RunningSaga saga) {
        return saga.hasEnded() || saga.isWaiting();
    }

    /** The second execution of the same order, once it has been started. */
    Optional<RunningSaga> twin() {
        return started.stream()
                .skip(1)
                .filter(saga -> saga.kind() == RunningSaga.Kind.ORDER)
                .findFirst();
    }

    /** Takes the next call out; nothing where none is asked for, or time has to pass. */
    Optional<Call> take(boolean healed) {
        Optional<Call> next = next(healed);
        next.ifPresent(calls::remove);
        return next;
    }

    private Optional<Call> next(boolean healed) {
        Turns turns = plan.second().map(Plan.Second::turns).orElse(Turns.FIRST_GOES_ON);
        if (calls.isEmpty()) {
            return Optional.empty();
        }
        return switch (turns) {
            case FIRST_GOES_ON -> Stream.concat(of(0), of(1)).findFirst();
            case SECOND_OVERTAKES -> Stream.concat(of(1), of(0)).findFirst();
            case BY_TURNS -> {
                turn++;
                yield Stream.concat(of(turn % 2), of(1 - turn % 2)).findFirst();
            }
            case SECOND_HELD ->
                isSecondHeld(healed)
                        ? of(0).findFirst()
                        : Stream.concat(of(1), of(0)).findFirst();
            case BY_CHANCE -> {
                int pick = random.nextInt(calls.size() + 1);
                // One chance in many is that time passes before anything is delivered.
                yield pick < calls.size() || (!healed && timers.advanceToNextAlarm())
                        ? Optional.ofNullable(calls.isEmpty() ? null : calls.get(Math.min(pick, calls.size() - 1)))
                        : Optional.of(calls.get(0));
            }
        };
    }

    /** What is asked for: by the second execution (1), by any other (0). */
    private Stream<Call> of(int index) {
        return calls.stream()
                .filter(call -> twin().filter(second -> call.saga() == second).isPresent() == (index == 1));
    }

    private boolean isSecondHeld(boolean healed) {
        int held = plan.second().map(Plan.Second::held).orElse(0);
        return !healed
                && !isAtRest(started.get(0))
                && twin().filter(second -> second.deliveries() >= held).isPresent();
    }
}
