package dev.ordersaga.reconciler;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The executions of one kind of saga, all runs of each order. Every method may throw {@link Unavailable}. */
public interface SagaExecutions {

    /** An order is not run more often than this: what failed five times needs a person. */
    int MAX_RUNS = 5;

    /** The longest name that an execution may have. */
    int MAX_NAME_LENGTH = 80;

    /** The name of a run's execution. */
    static String nameOf(OrderId id, int number) {
        return number == 1 ? id.value() : id.value() + "-" + number;
    }

    /** Whether a run of that number can have a name at all. */
    static boolean fits(OrderId id, int number) {
        return nameOf(id, number).length() <= MAX_NAME_LENGTH;
    }

    /** The run that would come after one of this name, if it is an order's; empty after the last. */
    static Optional<Numbered> nextOf(String name) {
        Matcher form = Pattern.compile("(.+)-([2-" + MAX_RUNS + "])").matcher(name);
        int number = form.matches() ? Integer.parseInt(form.group(2)) : 1;
        return OrderId.parse(number == 1 ? name : form.group(1))
                .filter(id -> number < MAX_RUNS)
                .map(id -> new Numbered(id, number + 1));
    }

    /** Gives away every execution that ended otherwise than by succeeding, the last one started first, until told to stop. */
    void endedBadly(Predicate<EndedExecution> goOn);

    /**
     * The order whose saga an execution of this name is.
     *
     * @return empty when it is none of ours: its input is no order's, or its name is not its order's
     */
    Optional<Named> named(String name);

    /** A run of an order; empty when it was never started, or is forgotten, which AWS does after 90 days. */
    Optional<SagaExecution> find(OrderId id, int number);

    /**
     * Starts a run, unless there is one of that number.
     *
     * @return false when that number is taken, by a run that has ended or that has another input
     */
    boolean start(OrderId id, int number, String input);

    /** The state that a run is in; empty when that cannot be told. */
    Optional<String> stateOf(OrderId id, int number);

    /** The newest run from a known one on. */
    default SagaExecution newest(OrderId id, SagaExecution known) {
        SagaExecution newest = known;
        for (int number = known.number() + 1; number <= MAX_RUNS; number++) {
            Optional<SagaExecution> next = find(id, number);
            if (next.isEmpty()) {
                break;
            }
            newest = next.get();
        }
        return newest;
    }

    /** The newest run of an order; the first ones may be forgotten already. */
    default Optional<SagaExecution> newest(OrderId id) {
        for (int number = 1; number <= MAX_RUNS; number++) {
            Optional<SagaExecution> run = find(id, number);
            if (run.isPresent()) {
                return Optional.of(newest(id, run.get()));
            }
        }
        return Optional.empty();
    }

    /** Which run of which order. */
    record Numbered(OrderId order, int number) {}

    /** A run and whose it is. */
    record Named(OrderId order, SagaExecution run) {}
}
