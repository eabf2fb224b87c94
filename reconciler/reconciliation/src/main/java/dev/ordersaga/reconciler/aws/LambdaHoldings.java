package dev.ordersaga.reconciler.aws;

import dev.ordersaga.reconciler.Holding;
import dev.ordersaga.reconciler.Holding.State;
import dev.ordersaga.reconciler.Holdings;
import dev.ordersaga.reconciler.Unavailable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.LambdaClient;
import tools.jackson.databind.JsonNode;

/** What payment-service and inventory-service hold for orders, as their functions answer. */
final class LambdaHoldings implements Holdings {

    private static final int PAGE = 1_000;

    private final ServiceFunction service;
    private final Words words;

    private LambdaHoldings(ServiceFunction service, Words words) {
        this.service = service;
        this.words = words;
    }

    /**
     * The money.
     *
     * @param function payment-service's function, by name or ARN, with the alias
     */
    static LambdaHoldings ofPayments(LambdaClient lambda, String function) {
        return new LambdaHoldings(
                new ServiceFunction(lambda, "payment-service", function),
                new Words(
                        "listPayments",
                        "payments",
                        "describePayment",
                        "refundPayment",
                        "NOTHING_CHARGED",
                        payment -> money(payment.path("amount"))));
    }

    /**
     * The pieces.
     *
     * @param function inventory-service's function, by name or ARN, with the alias
     */
    static LambdaHoldings ofReservations(LambdaClient lambda, String function) {
        return new LambdaHoldings(
                new ServiceFunction(lambda, "inventory-service", function),
                new Words(
                        "listReservations",
                        "reservations",
                        "describeReservation",
                        "releaseInventory",
                        "NOTHING_RESERVED",
                        reservation -> reservation.path("pieces").asLong() + " pieces"));
    }

    @Override
    public Page page(@Nullable String after, @Nullable Instant since) {
        Map<String, Object> question = new HashMap<>();
        question.put("action", words.list);
        question.put("limit", PAGE);
        if (after != null) {
            question.put("after", after);
        }
        if (since != null) {
            question.put("since", since.toString());
        }
        JsonNode answer = read(question);
        return new Page(
                answer.path(words.listed).valueStream().map(this::holding).toList(),
                answer.path("next").isString() ? answer.path("next").stringValue() : null);
    }

    @Override
    public State find(String orderId) {
        return state(read(Map.of("action", words.describe, "orderId", orderId)));
    }

    @Override
    public boolean giveBack(String orderId) throws Refused {
        try {
            JsonNode answer = service.call(Map.of("action", words.giveBack, "orderId", orderId));
            return !answer.path("outcome").asString("").equals(words.nothing);
        } catch (ServiceFunction.Failed failed) {
            throw new Refused(String.valueOf(failed.getMessage()));
        }
    }

    /** Reading cannot be refused: an error is a service that is not well. */
    private JsonNode read(Map<String, Object> question) {
        try {
            return service.call(question);
        } catch (ServiceFunction.Failed failed) {
            throw new Unavailable(service.service(), failed);
        }
    }

    private Holding holding(JsonNode listed) {
        return new Holding(
                listed.path("orderId").stringValue(),
                state(listed),
                words.what.apply(listed),
                Instant.parse(listed.path("updatedAt").stringValue()));
    }

    private static State state(JsonNode listed) {
        String status = listed.path("status").asString("");
        return switch (status) {
            case "NONE", "DECLINED" -> State.NONE;
            case "PENDING" -> State.INTENDED;
            case "CHARGED", "RESERVED" -> State.HELD;
            case "REFUNDED", "RELEASED" -> State.GIVEN_BACK;
            default -> throw new IllegalStateException("a status that is not known: " + status);
        };
    }

    private static String money(JsonNode amount) {
        return amount.path("amount").asLong() + " minor units of "
                + amount.path("currency").asString("");
    }

    /** How a service calls things. */
    private record Words(
            String list,
            String listed,
            String describe,
            String giveBack,
            String nothing,
            Function<JsonNode, String> what) {}
}
