package dev.ordersaga.order.function;

import dev.ordersaga.order.Attribution;
import dev.ordersaga.order.Money;
import dev.ordersaga.order.OrderDetails;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderItem;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.order.Residual;
import dev.ordersaga.order.Review;
import dev.ordersaga.order.SettleConfirmation.Decision;
import dev.ordersaga.order.catalogue.Product;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the actions are asked and what they answer, field by field as the state machine writes and reads it. */
final class Payloads {

    private Payloads() {}

    record CreateOrderRequest(
            String orderId,
            String customerId,
            List<OrderItem> items,
            Money total,
            String paymentMethod,
            String fingerprint,
            String placedAt) {

        CreateOrderRequest {
            new OrderId(orderId);
            new Contents(customerId, items, total, paymentMethod, fingerprint, placedAt);
        }

        OrderDetails details() {
            return new Contents(customerId, items, total, paymentMethod, fingerprint, placedAt).details();
        }
    }

    record OrderIdRequest(String orderId) {
        OrderIdRequest {
            new OrderId(orderId);
        }
    }

    record RejectOrderRequest(String orderId, String reason, List<LeftOver> residuals, Contents order) {
        RejectOrderRequest {
            new OrderId(orderId);
            requireReason(reason);
            residuals = List.copyOf(residuals);
        }
    }

    record RequestRepairRequest(
            String orderId, String reason, List<LeftOver> residuals, String taskToken, Contents order) {
        RequestRepairRequest {
            new OrderId(orderId);
            requireReason(reason);
            requireTaskToken(taskToken);
            residuals = List.copyOf(residuals);
        }
    }

    record RequestReviewRequest(String orderId, String taskToken) {
        RequestReviewRequest {
            new OrderId(orderId);
            requireTaskToken(taskToken);
        }
    }

    record BeginCancellationRequest(String orderId, CancellationContents cancellation) {
        BeginCancellationRequest {
            new OrderId(orderId);
        }
    }

    /** Who took an order back. */
    record CancellationContents(
            String by, String at, @Nullable String reason) {
        CancellationContents {
            attribution(by, at, reason);
        }

        Attribution attribution() {
            return attribution(by, at, reason);
        }

        private static Attribution attribution(String by, String at, @Nullable String reason) {
            return new Attribution(by, instant("at", at), reason);
        }
    }

    record CancelOrderRequest(String orderId, List<LeftOver> residuals) {
        CancelOrderRequest {
            new OrderId(orderId);
            residuals = List.copyOf(residuals);
        }
    }

    record ListProductRequest(String sku, String name, Money unitPrice) {
        ListProductRequest {
            new Product(sku, name, unitPrice);
        }

        Product product() {
            return new Product(sku, name, unitPrice);
        }
    }

    /** A residual as a Catch writes it: some errors, a time-out for one, come without a cause. */
    record LeftOver(
            String step, @Nullable String error, @Nullable String cause) {

        static List<Residual> residuals(List<LeftOver> leftOvers) {
            return leftOvers.stream()
                    .map(left -> new Residual(
                            left.step,
                            Objects.requireNonNullElse(left.error, ""),
                            Objects.requireNonNullElse(left.cause, "")))
                    .toList();
        }
    }

    /** An order's contents, as the undoing of CreateOrder needs them when CreateOrder never came. */
    record Contents(
            String customerId,
            List<OrderItem> items,
            Money total,
            String paymentMethod,
            String fingerprint,
            String placedAt) {

        Contents {
            items = List.copyOf(items);
            details(customerId, items, total, paymentMethod, fingerprint, placedAt);
        }

        OrderDetails details() {
            return details(customerId, items, total, paymentMethod, fingerprint, placedAt);
        }

        private static OrderDetails details(
                String customerId,
                List<OrderItem> items,
                Money total,
                String paymentMethod,
                String fingerprint,
                String placedAt) {
            return new OrderDetails(
                    customerId, items, total, paymentMethod, fingerprint, instant("placedAt", placedAt));
        }
    }

    record StatusAnswer(String orderId, OrderStatus status) {}

    record RejectOrderAnswer(String orderId, OrderStatus status, String reason) {}

    record SettleConfirmationAnswer(String orderId, Decision decision) {}

    record ListProductAnswer(String sku) {}

    record SettleReviewAnswer(String orderId, Review.State decision) {}

    private static void requireTaskToken(String taskToken) {
        if (taskToken.isBlank()) {
            throw new IllegalArgumentException("taskToken must not be blank");
        }
    }

    private static Instant instant(String field, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notAnInstant) {
            throw new IllegalArgumentException(
                    field + " must be an instant such as 2026-01-31T12:00:00Z", notAnInstant);
        }
    }

    private static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("reason must not be blank");
        }
    }
}
