package dev.ordersaga.order;

import java.util.Optional;
import java.util.function.Function;

/**
 * Where orders move. A move may be called more than once, each time with what was last written; what it answers is written
 * only if nothing else was written in between. May throw {@link Unavailable}: then the move may have been written or not,
 * and the same move again is safe.
 */
public interface OrderMoves {

    /**
     * Moves an order.
     *
     * @param move gets the order, if it was written; answering the very same writes nothing
     */
    Order change(OrderId id, Function<Optional<Order>, Order> move);
}
