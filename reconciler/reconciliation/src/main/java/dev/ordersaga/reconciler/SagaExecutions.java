package dev.ordersaga.reconciler;

import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.Unavailable;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The executions of one kind of saga, all runs of each order. Every method may throw {@link Unavailable}. */
public interface Runs {

    /** An order is not run more often than this: what failed five times needs a person. */
    int MOST = 5;

    /** The longest name that an execution may have. */
    int LONGEST_NAME = 80;

    /** The name of a run's execution. */
    static String nameOf(OrderId id, int number) {
        return number == 1 ? id.value() : id.value() + "-" + number;
    }

    /** Whether a run of that number can have a name at all. */
    static boolean fits(OrderId id, int number) {
        return nameOf(id, number).length() <= LONGEST_NAME;
    }

    /** The run that would come after one of this name, if it is an order's; empty after the last. */
    static Optional<Numbered> nextOf(String name) {
        Matcher form = Pattern.compile("(.+)-([2-" + MOST + "])").matcher(name);
        int number = form.matches() ? Integer.parseInt(form.group(2)) : 1;
        return OrderId.parse(number == 1 ? name : form.group(1))
                .filter(id -> number < MOST)
                .map(id -> new Numbered(id, number + 1));
    }

    /** Gives away every execution that ended otherwise than by succeeding, the last one started first, until told to stop. */
    void endedBadly(Predicate<EndedRun> goOn);

    /**
     * The order whose saga an execution of this name is.
     *
     * @return empty when it is none of ours: its input is no order's, or its name is not its order's
     */
    Optional<NamedRun> named(String name);

    /** A run of an order; empty when it was never started, or is forgotten, which AWS does after 90 days. */
    Optional<Run> find(OrderId id, int number);

    /**
     * Starts a run, unless there is one of that number.
     *
     * @return false when that number is taken, by a run that has ended or that has another input
     */
    boolean start(OrderId id, int number, String input);

    /** What the first run of an order is started with. */
    String inputOf(Order order);

    /** The state that a run is in; empty when that cannot be told. */
    Optional<String> stateOf(OrderId id, int number);

    /** Which run of which order. */
    record Numbered(OrderId order, int number) {}

    /** A run and whose it is. */
    record NamedRun(OrderId order, Run run) {}
}
