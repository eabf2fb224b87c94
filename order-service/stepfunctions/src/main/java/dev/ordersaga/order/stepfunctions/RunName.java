package dev.ordersaga.order.stepfunctions;

import dev.ordersaga.order.OrderId;
import java.util.Optional;

/** What the executions of an order's saga are called: the first by the order's id, the next with {@code -2} behind it, and so on. */
final class RunName {

    /** An order is not run more often than this. */
    static final int MAX_RUNS = 5;

    /** The longest name that an execution may have. */
    private static final int MAX_LENGTH = 80;

    private RunName() {}

    /** The name of a run; empty when the id leaves no room for it. */
    static Optional<String> of(OrderId id, int number) {
        String name = number == 1 ? id.value() : id.value() + "-" + number;
        return name.length() <= MAX_LENGTH ? Optional.of(name) : Optional.empty();
    }
}
