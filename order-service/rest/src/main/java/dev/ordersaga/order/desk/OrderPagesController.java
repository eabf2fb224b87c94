package dev.ordersaga.order.desk;

import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderLists;
import dev.ordersaga.order.OrderPage;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.order.Orders;
import dev.ordersaga.order.access.Requester;
import dev.ordersaga.order.desk.Shell.Section;
import dev.ordersaga.order.saga.FindOrder;
import dev.ordersaga.order.saga.SagaSteps;
import dev.ordersaga.order.saga.Sagas;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Lists orders, a customer's own or all of a status, and shows one. */
@Controller
@RequestMapping("/desk/orders")
final class OrderPagesController {

    private static final int ON_A_PAGE = 25;

    /** Read when the first order is looked at: a start pays for none. */
    private static final class Drawn {
        private static final SagaPicture ORDER_SAGA = SagaPicture.read("order-saga");
        private static final SagaPicture REFUND_SAGA = SagaPicture.read("refund-saga");
    }

    private final Pages pages;
    private final Orders orders;
    private final OrderLists lists;
    private final FindOrder findOrder;
    private final Sagas sagas;
    private final HeldForOrder holdings;
    private final DeskSettings settings;

    OrderPagesController(
            Pages pages,
            Orders orders,
            OrderLists lists,
            FindOrder findOrder,
            Sagas sagas,
            HeldForOrder holdings,
            DeskSettings settings) {
        this.pages = pages;
        this.orders = orders;
        this.lists = lists;
        this.findOrder = findOrder;
        this.sagas = sagas;
        this.holdings = holdings;
        this.settings = settings;
    }

    @GetMapping
    ResponseEntity<String> list(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String after,
            Requester requester) {
        OrderStatus wanted = Arrays.stream(OrderStatus.values())
                .filter(known -> known.name().equals(status))
                .findFirst()
                .orElse(OrderStatus.PENDING);
        OrderPage page = requester.operator()
                ? orders.page(wanted, ON_A_PAGE, ListPosition.read(after))
                : lists.ofCustomer(requester.subject(), ON_A_PAGE, ListPosition.read(after));
        Map<String, Object> model = new HashMap<>();
        model.put("orders", ListedOrder.all(page.orders(), settings.reviewTimeout()));
        model.put("status", wanted);
        model.put(
                "next",
                page.next() == null
                        ? ""
                        : "/desk/orders?" + (requester.operator() ? "status=" + wanted + "&" : "") + "after="
                                + ListPosition.write(page.next()));
        model.put("first", after == null);
        return pages.page(request, requester.operator() ? "Orders" : "Your orders", Section.ORDERS, "orders", model);
    }

    @GetMapping("/{id}")
    ResponseEntity<String> one(HttpServletRequest request, @PathVariable String id, Requester requester) {
        Optional<Order> order = OrderId.parse(id).flatMap(findOrder::find).filter(requester::mayTouch);
        if (order.isEmpty()) {
            return pages.notice(
                    request,
                    HttpStatus.NOT_FOUND,
                    "There is no such order",
                    "Its address is wrong, or it is not yours.");
        }
        Optional<SagaSteps> saga = sagas.steps(order.get().id());
        OrderSheet sheet = new OrderSheet(order.get(), saga.orElse(null), requester, settings.reviewTimeout());
        String tag = Pages.tag(sheet.state());
        if (tag.equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            // Nothing has happened to it, so that neither payment-service nor inventory-service need be asked.
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build();
        }
        HeldForOrder.Both held = holdings.of(sheet.order().id());
        ResponseEntity<String> page = pages.page(
                HttpStatus.OK,
                request,
                "Order " + sheet.brief(),
                Section.ORDERS,
                "order",
                Map.of(
                        "sheet",
                        sheet,
                        "held",
                        List.of(held.money(), held.stock()),
                        "picture",
                        saga.map(Drawn.ORDER_SAGA::of).orElse(""),
                        "refundPicture",
                        saga.map(SagaSteps::refund).map(Drawn.REFUND_SAGA::of).orElse("")));
        // Of a page that could not say all, the next is asked for soon.
        return held.known()
                ? ResponseEntity.status(page.getStatusCode())
                        .headers(page.getHeaders())
                        .eTag(tag)
                        .body(page.getBody())
                : page;
    }
}
