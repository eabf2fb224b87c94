package dev.ordersaga.inventory;

import dev.ordersaga.inventory.ReceiveStock.Delivery;
import dev.ordersaga.inventory.ReceiveStock.Received;
import dev.ordersaga.inventory.ReleaseInventory.Released;
import dev.ordersaga.inventory.ReserveInventory.Reserved;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * The port to the stock. It keeps what is on hand and what was taken out for whom, and lets every change be made once: a change
 * that is asked for again is not decided again, and gets the first decision's answer. A decision commits together with what it
 * changes, or not at all; it is made anew when the stock has changed meanwhile, so it must have no side effects.
 */
public interface Stock {

    /** Pieces on hand by sku, as of now; a sku that the stock never had is not in it. */
    Map<String, Long> onHand(Collection<String> skus);

    /**
     * Takes a reservation's pieces out, once an order.
     *
     * @param decision gets the pieces on hand by sku, at first as many as the reservation needs: what it then decides is kept
     *     only if they are there. Gives the answer, or refuses finally by throwing {@link OutOfStock} or {@link UnknownSku}
     * @throws dev.ordersaga.participant.StepAlreadyCompensated when the order was put back before
     */
    Reserved take(Reservation reservation, Function<Map<String, Long>, Reserved> decision);

    /**
     * Puts back what an order took, once, and lets it take nothing from then on.
     *
     * @param decision gets what it took, if it took anything; gives the answer
     */
    Released putBack(String orderId, Function<Optional<Reservation>, Released> decision);

    /**
     * Adds a delivery to what is on hand, once.
     *
     * @param decision gets the pieces on hand before; gives the answer
     */
    Received add(Delivery delivery, LongFunction<Received> decision);
}
