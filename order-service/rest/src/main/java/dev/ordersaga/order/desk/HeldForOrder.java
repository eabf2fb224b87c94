package dev.ordersaga.order.desk;

import dev.ordersaga.order.Money;
import dev.ordersaga.order.OrderId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The money and the stock that are held for an order, as payment-service and inventory-service say by the actions that they
 * publish. A service that is away is told so and hides nothing else.
 */
final class HeldForOrder {

    /**
     * What one service says.
     *
     * @param text what it holds, in words; why it is not known, where it is not
     * @param known whether the service has answered
     */
    record Held(String service, String text, boolean known) {}

    /** What both say. */
    record Both(Held money, Held stock) {

        boolean known() {
            return money.known() && stock.known();
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(HeldForOrder.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private final Supplier<LambdaClient> lambda;
    private final String paymentFunction;
    private final String inventoryFunction;

    /** With functions by name or ARN with their alias; empty where this place does not tell them. */
    HeldForOrder(Supplier<LambdaClient> lambda, String paymentFunction, String inventoryFunction) {
        this.lambda = lambda;
        this.paymentFunction = paymentFunction;
        this.inventoryFunction = inventoryFunction;
    }

    /** Asks both at the same time. */
    Both of(OrderId order) {
        CompletableFuture<Held> stock = CompletableFuture.supplyAsync(() -> ask(
                "inventory-service",
                inventoryFunction,
                Map.of("action", "describeReservation", "orderId", order.value()),
                HeldForOrder::stock));
        Held money = ask(
                "payment-service",
                paymentFunction,
                Map.of("action", "describePayment", "orderId", order.value()),
                HeldForOrder::money);
        return new Both(money, stock.join());
    }

    private Held ask(String service, String function, Map<String, Object> question, Function<JsonNode, String> read) {
        if (function.isEmpty()) {
            return new Held(service, "not told here", true);
        }
        try {
            InvokeResponse answer = lambda.get()
                    .invoke(invoke -> invoke.functionName(function)
                            .payload(SdkBytes.fromUtf8String(JSON.writeValueAsString(question)))
                            .overrideConfiguration(
                                    limits -> limits.apiCallTimeout(TIMEOUT).apiCallAttemptTimeout(TIMEOUT)));
            if (answer.functionError() == null) {
                return new Held(
                        service, read.apply(JSON.readTree(answer.payload().asUtf8String())), true);
            }
            LOG.warn("{} answered with an error: {}", service, answer.functionError());
        } catch (SdkException | JacksonException away) {
            LOG.warn("{} does not answer: {}", service, away.toString());
        }
        return new Held(service, service + " does not answer", false);
    }

    private static String money(JsonNode payment) {
        String charged = amount(payment.path("charged"));
        String kept = amount(payment.path("kept"));
        String status = payment.path("status").asString("");
        return switch (status) {
            case "NONE" -> "nothing charged";
            case "DECLINED" -> "declined, nothing charged";
            case "PENDING" -> "being charged";
            case "CHARGED" -> charged + " charged, " + kept + " kept";
            case "REFUNDED" -> charged + " charged and refunded";
            default -> Wording.words(status);
        };
    }

    private static String stock(JsonNode reservation) {
        String status = reservation.path("status").asString("");
        return switch (status) {
            case "NONE" -> "nothing reserved";
            case "RESERVED" -> "reserved";
            case "RELEASED" -> "released, back in stock";
            default -> Wording.words(status);
        };
    }

    private static String amount(@Nullable JsonNode money) {
        return money == null || !money.path("amount").isIntegralNumber()
                ? "nothing"
                : Wording.money(new Money(
                        money.path("amount").longValue(), money.path("currency").asString("")));
    }
}
