package dev.ordersaga.order.request;

import dev.ordersaga.order.Money;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderDetails;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderItem;
import dev.ordersaga.order.Orders;
import dev.ordersaga.order.Unavailable;
import dev.ordersaga.order.catalogue.Catalogue;
import dev.ordersaga.order.catalogue.Product;
import dev.ordersaga.order.saga.FindOrder;
import dev.ordersaga.order.saga.Sagas;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Places an order once, however often and from however many sides it is asked to.
 *
 * <p>The order's id follows from the idempotency key, and starting the saga under that name is the one durable step:
 * before it nothing has happened, after it the order will be carried to its end. So a caller who got no answer asks
 * again with the same key.
 */
public final class PlaceOrder {

    private final Orders orders;
    private final Catalogue catalogue;
    private final Sagas sagas;
    private final FindOrder findOrder;
    private final Clock clock;

    public PlaceOrder(Orders orders, Catalogue catalogue, Sagas sagas, FindOrder findOrder, Clock clock) {
        this.orders = orders;
        this.catalogue = catalogue;
        this.sagas = sagas;
        this.findOrder = findOrder;
        this.clock = clock;
    }

    /**
     * Places an order, or finds the one that was placed with this key.
     *
     * @param requester whose key it is
     * @return the order of this key: new, or as it stands by now
     * @throws KeyReused if the key's order has other contents
     * @throws InvalidOrder if it cannot be priced
     * @throws Unavailable if it is not known whether the order was placed; the same call again will tell
     */
    public Order place(String requester, IdempotencyKey key, OrderRequest request) {
        OrderId id = OrderId.of(requester, key.value());
        Optional<Order> written = orders.find(id);
        if (written.isPresent()) {
            return findOrder.asItStands(sameContents(written.get(), request));
        }
        Order order;
        try {
            order = Order.pending(id, price(request));
        } catch (InvalidOrder unpriceable) {
            // The catalogue may have changed since the order was accepted: what was accepted stands.
            return placedBefore(id, request).orElseThrow(() -> unpriceable);
        }
        if (sagas.start(order)) {
            return order;
        }
        return placedBefore(id, request)
                .orElseThrow(() -> new Unavailable(
                        "Step Functions", new IllegalStateException("execution " + id + " exists but is not found")));
    }

    private Optional<Order> placedBefore(OrderId id, OrderRequest request) {
        return sagas.find(id).map(saga -> {
            Order began = saga.order();
            if (began == null) {
                throw new KeyReused(id);
            }
            sameContents(began, request);
            return findOrder.carriedBy(saga, id).orElse(began);
        });
    }

    private static Order sameContents(Order order, OrderRequest request) {
        if (!order.details().fingerprint().equals(request.fingerprint())) {
            throw new KeyReused(order.id());
        }
        return order;
    }

    private OrderDetails price(OrderRequest request) {
        Set<String> skus = new LinkedHashSet<>();
        request.items().forEach(item -> skus.add(item.sku()));
        Map<String, Product> products = catalogue.find(skus);
        List<OrderItem> items = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < request.items().size(); i++) {
            RequestedItem wanted = request.items().get(i);
            Product product = products.get(wanted.sku());
            if (product == null) {
                violations.add(new Violation("items[" + i + "].sku", "is not in the catalogue"));
                continue;
            }
            if (!items.isEmpty()
                    && !items.get(0)
                            .unitPrice()
                            .currency()
                            .equals(product.unitPrice().currency())) {
                violations.add(
                        new Violation("items[" + i + "].sku", "is sold in another currency than the items before it"));
                continue;
            }
            items.add(new OrderItem(wanted.sku(), wanted.quantity(), product.unitPrice()));
        }
        if (!violations.isEmpty()) {
            throw new InvalidOrder(violations);
        }
        return new OrderDetails(
                request.customerId(),
                items,
                total(items),
                request.paymentMethod(),
                request.fingerprint(),
                clock.instant());
    }

    private static Money total(List<OrderItem> items) {
        try {
            return items.stream()
                    .map(item -> item.unitPrice().times(item.quantity()))
                    .reduce(Money::plus)
                    .orElseThrow();
        } catch (ArithmeticException tooLarge) {
            throw new InvalidOrder(List.of(new Violation("items", "cost more than an order may")));
        }
    }
}
