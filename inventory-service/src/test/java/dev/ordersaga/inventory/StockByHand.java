package dev.ordersaga.inventory;

import dev.ordersaga.inventory.ReceiveStock.Delivery;
import dev.ordersaga.inventory.ReceiveStock.Received;
import dev.ordersaga.inventory.ReleaseInventory.Released;
import dev.ordersaga.inventory.ReserveInventory.Reserved;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** A stock that asks for every decision, and remembers what was taken. */
final class StockByHand implements Stock {

    final Map<String, Long> onHand = new HashMap<>();
    final Map<String, Reservation> taken = new HashMap<>();

    @Override
    public Map<String, Long> onHand(Collection<String> skus) {
        return onHand.entrySet().stream()
                .filter(level -> skus.contains(level.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public Reserved take(Reservation reservation, Function<Map<String, Long>, Reserved> decision) {
        Reserved answer = decision.apply(
                onHand(reservation.lines().stream().map(Line::sku).toList()));
        taken.put(reservation.orderId(), reservation);
        return answer;
    }

    @Override
    public Released putBack(String orderId, Function<Optional<Reservation>, Released> decision) {
        return decision.apply(Optional.ofNullable(taken.remove(orderId)));
    }

    @Override
    public Received add(Delivery delivery, LongFunction<Received> decision) {
        return decision.apply(onHand.getOrDefault(delivery.line().sku(), 0L));
    }
}
