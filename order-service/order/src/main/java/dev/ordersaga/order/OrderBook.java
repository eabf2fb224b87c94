package dev.ordersaga.order;

import java.util.Optional;
import java.util.function.Function;

/** Where the steps of a saga write orders: CreateOrder and its undoing, besides every other move. */
public interface OrderBook extends OrderMoves {

    /**
     * Writes a new order: the step CreateOrder. A second delivery changes nothing.
     *
     * @throws dev.ordersaga.participant.StepAlreadyCompensated after {@link #undoCreate}
     */
    void create(Order order);

    /**
     * Undoes CreateOrder, and bars it from coming later.
     *
     * @param move gets the order, if it was written, and answers how it ends
     * @return how it ended: by this call, or by the one that came first
     */
    Ending undoCreate(OrderId id, Function<Optional<Order>, Order> move);

    /**
     * How an order ended.
     *
     * @param reason a stable code, empty if there is none
     */
    record Ending(OrderStatus status, String reason) {}
}
