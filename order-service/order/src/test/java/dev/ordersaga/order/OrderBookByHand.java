package dev.ordersaga.order;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Orders in a map. */
final class OrderBookByHand implements OrderBook {

    private final Map<OrderId, Order> written = new HashMap<>();

    Order put(Order order) {
        written.put(order.id(), order);
        return order;
    }

    Optional<Order> find(OrderId id) {
        return Optional.ofNullable(written.get(id));
    }

    @Override
    public void create(Order order) {
        written.putIfAbsent(order.id(), order);
    }

    @Override
    public Ending undoCreate(OrderId id, Function<Optional<Order>, Order> move) {
        Order ended = change(id, move);
        return new Ending(ended.status(), ended.reason() == null ? "" : ended.reason());
    }

    @Override
    public Order change(OrderId id, Function<Optional<Order>, Order> move) {
        return put(move.apply(find(id)));
    }
}
