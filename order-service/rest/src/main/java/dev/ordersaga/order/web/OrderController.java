package dev.ordersaga.order.web;

import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderPage;
import dev.ordersaga.order.OrderPosition;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.order.Orders;
import dev.ordersaga.order.Review;
import dev.ordersaga.order.access.Requester;
import dev.ordersaga.order.request.IdempotencyKey;
import dev.ordersaga.order.request.InvalidOrder;
import dev.ordersaga.order.request.OrderRequest;
import dev.ordersaga.order.request.PlaceOrder;
import dev.ordersaga.order.request.Violation;
import dev.ordersaga.order.saga.FindOrder;
import dev.ordersaga.order.saga.Sagas;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Places orders and tells how they stand. */
@RestController
@RequestMapping(path = "/orders")
final class OrderController {

    private static final int MAX_ON_A_PAGE = 100;

    private final PlaceOrder placeOrder;
    private final FindOrder findOrder;
    private final Orders orders;
    private final Sagas sagas;

    OrderController(PlaceOrder placeOrder, FindOrder findOrder, Orders orders, Sagas sagas) {
        this.placeOrder = placeOrder;
        this.findOrder = findOrder;
        this.orders = orders;
        this.sagas = sagas;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<OrderJson> place(HttpServletRequest request, Requester requester)
            throws HttpMediaTypeNotSupportedException {
        RequestBody.refuseEncoded(request);
        IdempotencyKey key = keyOf(request);
        OrderRequest wanted = OrderRequestReader.read(RequestBody.read(request));
        requester.requireOrdersFor(wanted.customerId());
        Order order = placeOrder.place(requester.subject(), key, wanted);
        return ResponseEntity.accepted()
                .location(URI.create("/orders/" + order.id()))
                .body(OrderJson.of(order, requester));
    }

    @GetMapping("/{id}")
    OrderJson order(@PathVariable String id, Requester requester) {
        return OrderId.parse(id)
                .flatMap(findOrder::find)
                .filter(requester::mayTouch)
                .map(order -> OrderJson.of(order, requester))
                .orElseThrow(() -> new NotFound("there is no such order"));
    }

    @GetMapping("/{id}/saga")
    SagaJson saga(@PathVariable String id, Requester requester) {
        return OrderId.parse(id)
                .filter(order -> requester.operator() || isOf(order, requester))
                .flatMap(sagas::steps)
                .map(saga -> SagaJson.of(id, saga))
                .orElseThrow(() -> new NotFound("there is no saga of such an order, or it is no longer kept"));
    }

    @GetMapping
    OrderPageJson orders(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String review,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String after,
            Requester requester) {
        OrderStatus wanted = statusIn(status);
        OrderPosition position = after == null ? null : PageToken.read(wanted, after);
        OrderPage page = orders.page(
                wanted, requester.operator() ? null : requester.subject(), reviewIn(review), limitIn(limit), position);
        return new OrderPageJson(
                page.orders().stream()
                        .map(order -> OrderJson.of(order, requester))
                        .toList(),
                page.next() == null ? null : PageToken.write(wanted, page.next()));
    }

    private boolean isOf(OrderId id, Requester requester) {
        return findOrder.find(id).filter(requester::mayTouch).isPresent();
    }

    private static Review.@Nullable State reviewIn(@Nullable String review) {
        if (review == null) {
            return null;
        }
        return Arrays.stream(Review.State.values())
                .filter(known -> known.name().equals(review))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidParameter("review", "must be one of " + Arrays.toString(Review.State.values())));
    }

    private static OrderStatus statusIn(@Nullable String status) {
        return Arrays.stream(OrderStatus.values())
                .filter(known -> known.name().equals(status))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidParameter("status", "must be one of " + Arrays.toString(OrderStatus.values())));
    }

    private static int limitIn(@Nullable String limit) {
        if (limit == null) {
            return 20;
        }
        if (limit.matches("[0-9]{1,3}")) {
            int number = Integer.parseInt(limit);
            if (number >= 1 && number <= MAX_ON_A_PAGE) {
                return number;
            }
        }
        throw new InvalidParameter("limit", "must be a whole number from 1 to " + MAX_ON_A_PAGE);
    }

    private static IdempotencyKey keyOf(HttpServletRequest request) {
        List<String> keys = Collections.list(request.getHeaders(IdempotencyKey.HEADER));
        if (keys.size() != 1) {
            throw new InvalidOrder(List.of(
                    new Violation(IdempotencyKey.HEADER, keys.isEmpty() ? "is missing" : "must be there only once")));
        }
        return new IdempotencyKey(keys.get(0));
    }
}
