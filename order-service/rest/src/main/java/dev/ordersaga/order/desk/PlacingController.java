package dev.ordersaga.order.desk;

import dev.ordersaga.cardnumber.CardNumber;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.access.Requester;
import dev.ordersaga.order.catalogue.Catalogue;
import dev.ordersaga.order.catalogue.Product;
import dev.ordersaga.order.desk.Shell.Section;
import dev.ordersaga.order.request.IdempotencyKey;
import dev.ordersaga.order.request.InvalidOrder;
import dev.ordersaga.order.request.KeyReused;
import dev.ordersaga.order.request.OrderRequest;
import dev.ordersaga.order.request.PlaceOrder;
import dev.ordersaga.order.request.RequestedItem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Places orders with the simulated gateway's payment methods, where that is all there is. */
@Controller
@RequestMapping("/desk/place")
final class PlacingController {

    private static final String QUANTITY = "quantity.";

    private final Pages pages;
    private final DeskSettings settings;
    private final Catalogue catalogue;
    private final PlaceOrder placeOrder;

    PlacingController(Pages pages, DeskSettings settings, Catalogue catalogue, PlaceOrder placeOrder) {
        this.pages = pages;
        this.settings = settings;
        this.catalogue = catalogue;
        this.placeOrder = placeOrder;
    }

    /** A product with what was asked of it. */
    record Offer(Product product, String quantity) {

        String field() {
            return QUANTITY + product.sku();
        }

        String price() {
            return Wording.money(product.unitPrice());
        }
    }

    @GetMapping
    ResponseEntity<String> form(HttpServletRequest request, Requester requester) {
        return settings.places() ? form(HttpStatus.OK, request, requester, "") : nothing(request);
    }

    /** Sent twice it is one order: its key came with the form. */
    @PostMapping
    ResponseEntity<String> place(HttpServletRequest request, Requester requester) {
        if (!settings.places()) {
            return nothing(request);
        }
        String customer = requester.operator() ? value(request, "customer").strip() : requester.subject();
        String method = value(request, "method");
        try {
            if (CardNumber.isIn(customer) || !TestPaymentMethod.isOne(method)) {
                return form(HttpStatus.BAD_REQUEST, request, requester, "Choose a customer and a payment method.");
            }
            requester.requireOrdersFor(customer);
            Order order = placeOrder.place(
                    requester.subject(),
                    new IdempotencyKey(value(request, "key")),
                    new OrderRequest(customer, items(request), method));
            return HomeController.goOn("/desk/orders/" + order.id());
        } catch (InvalidOrder refused) {
            String why = refused.violations().stream()
                    .map(violation -> violation.field() + " " + violation.message())
                    .collect(Collectors.joining("; "));
            return form(HttpStatus.BAD_REQUEST, request, requester, "No order was placed: " + why + ".");
        } catch (KeyReused reused) {
            return form(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    request,
                    requester,
                    "This form was sent before with other contents. It is a new one now.");
        }
    }

    private static List<RequestedItem> items(HttpServletRequest request) {
        List<RequestedItem> items = new ArrayList<>();
        request.getParameterMap().forEach((name, values) -> {
            String quantity = values[0].strip();
            if (name.startsWith(QUANTITY) && !quantity.isEmpty() && !quantity.equals("0")) {
                items.add(new RequestedItem(
                        name.substring(QUANTITY.length()),
                        quantity.matches("[0-9]{1,4}") ? Integer.parseInt(quantity) : -1));
            }
        });
        return items;
    }

    private ResponseEntity<String> form(
            HttpStatus status, HttpServletRequest request, Requester requester, String problem) {
        Map<String, Object> model = new HashMap<>();
        List<Offer> offers = catalogue.products().stream()
                .map(product -> new Offer(product, value(request, QUANTITY + product.sku())))
                .toList();
        model.put("offers", offers);
        model.put("methods", List.of(TestPaymentMethod.values()));
        model.put("method", value(request, "method"));
        model.put("customer", requester.operator() ? value(request, "customer") : requester.subject());
        model.put("problem", problem);
        // A form that was refused placed nothing, and so is the same form still; one whose key is used up is not.
        String key = value(request, "key");
        model.put(
                "key",
                status == HttpStatus.BAD_REQUEST && key.matches("[0-9a-f-]{36}")
                        ? key
                        : UUID.randomUUID().toString());
        return pages.page(status, request, "Place an order", Section.PLACE, "place", model);
    }

    private ResponseEntity<String> nothing(HttpServletRequest request) {
        return pages.notice(
                request, HttpStatus.NOT_FOUND, "There is no such page", "Orders are not placed at this desk.");
    }

    private static String value(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }
}
