package dev.ordersaga.order.web;

import dev.ordersaga.order.DecideRepair;
import dev.ordersaga.order.DecideReview;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.order.RequestCancellation;
import dev.ordersaga.order.access.Requester;
import dev.ordersaga.order.saga.FindOrder;
import dev.ordersaga.order.web.DecisionReader.Cancellation;
import dev.ordersaga.order.web.DecisionReader.RepairRequest;
import dev.ordersaga.order.web.DecisionReader.ReviewDecision;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes orders back for customers, and decides about them for operators. Each request may be sent again. */
@RestController
@RequestMapping(path = "/orders/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
final class DecisionController {

    private final FindOrder findOrder;
    private final RequestCancellation requestCancellation;
    private final DecideReview decideReview;
    private final DecideRepair decideRepair;

    DecisionController(
            FindOrder findOrder,
            RequestCancellation requestCancellation,
            DecideReview decideReview,
            DecideRepair decideRepair) {
        this.findOrder = findOrder;
        this.requestCancellation = requestCancellation;
        this.decideReview = decideReview;
        this.decideRepair = decideRepair;
    }

    @PostMapping("/cancellation")
    ResponseEntity<OrderJson> cancel(@PathVariable String id, HttpServletRequest request, Requester requester)
            throws HttpMediaTypeNotSupportedException {
        RequestBody.refuseEncoded(request);
        byte[] body = RequestBody.read(request);
        if (body.length > 0 && !isJson(request)) {
            throw new HttpMediaTypeNotSupportedException("a body must be application/json");
        }
        Cancellation cancellation = Cancellation.read(body);
        Order order = requestCancellation.cancel(find(id, requester), requester.subject(), cancellation.reason());
        HttpStatus status = order.status() == OrderStatus.CANCELLED ? HttpStatus.OK : HttpStatus.ACCEPTED;
        return ResponseEntity.status(status).body(OrderJson.of(order, requester));
    }

    @PostMapping(path = "/review", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<OrderJson> review(@PathVariable String id, HttpServletRequest request, Requester requester)
            throws HttpMediaTypeNotSupportedException {
        requester.requireOperator();
        RequestBody.refuseEncoded(request);
        ReviewDecision decided = ReviewDecision.read(RequestBody.read(request));
        Order order = decideReview.decide(
                find(id, requester).id(), decided.decision(), requester.subject(), decided.reason());
        return ResponseEntity.accepted().body(OrderJson.of(order, requester));
    }

    @PostMapping(path = "/repair", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<OrderJson> repair(@PathVariable String id, HttpServletRequest request, Requester requester)
            throws HttpMediaTypeNotSupportedException {
        requester.requireOperator();
        RequestBody.refuseEncoded(request);
        RepairRequest decided = RepairRequest.read(RequestBody.read(request));
        Order order = decideRepair.decide(
                find(id, requester).id(), decided.resolution(), requester.subject(), decided.reason());
        return ResponseEntity.accepted().body(OrderJson.of(order, requester));
    }

    private Order find(String id, Requester requester) {
        return OrderId.parse(id)
                .flatMap(findOrder::find)
                .filter(requester::mayTouch)
                .orElseThrow(() -> new NotFound("there is no such order"));
    }

    private static boolean isJson(HttpServletRequest request) {
        try {
            String type = request.getContentType();
            return type != null && MediaType.APPLICATION_JSON.isCompatibleWith(MediaType.parseMediaType(type));
        } catch (InvalidMediaTypeException none) {
            return false;
        }
    }
}
