package dev.ordersaga.tour;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a person reads of an order that went through. */
final class Report {

    private static final Set<String> COMPENSATIONS = Set.of("ReleaseInventory", "RefundPayment", "RejectOrder");

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void print(
            int number,
            Story story,
            JsonNode order,
            JsonNode saga,
            JsonNode payment,
            Map<String, Long> before,
            Map<String, Long> after) {
        out.printf(
                "%n%d. %s%n   order %s · %s%n",
                number, story.title(), order.path("id").asString(), story.paymentMethod());
        Set<String> undone = new LinkedHashSet<>();
        for (JsonNode step : saga.path("steps")) {
            String state = step.path("state").asString();
            String outcome = step.path("outcome").asString();
            if (COMPENSATIONS.contains(state) && outcome.equals("SUCCEEDED")) {
                undone.add(state);
            }
            out.println("     " + line(step, state, outcome).stripTrailing());
        }
        out.println("   undone  " + (undone.isEmpty() ? "nothing" : String.join(", ", undone)));
        String reason = order.path("reason").asString("");
        out.println("   order   " + order.path("status").asString() + (reason.isEmpty() ? "" : " (" + reason + ")"));
        out.println("   charge  " + charge(payment));
        List<String> stock = new ArrayList<>();
        after.forEach((sku, onHand) -> {
            long had = before.getOrDefault(sku, 0L);
            stock.add(sku + " " + (had == onHand ? onHand + " as before" : had + " -> " + onHand));
        });
        out.println("   stock   " + String.join(", ", stock));
        out.flush();
    }

    private static String line(JsonNode step, String state, String outcome) {
        String error = step.path("error").asString("");
        String attempt = step.path("attempt").asInt(1) > 1
                ? "attempt " + step.path("attempt").asInt()
                : "";
        return String.format(
                "%-22s %-18s %-10s %s %s",
                state,
                step.path("service").asString(""),
                attempt,
                outcome,
                error.substring(error.lastIndexOf('.') + 1));
    }

    private static String charge(JsonNode payment) {
        String status = payment.path("status").asString();
        if (!payment.path("charged").isObject()) {
            return status.equals("DECLINED") ? "declined, nothing charged" : "nothing charged";
        }
        return money(payment.path("charged")) + " charged, " + money(payment.path("kept")) + " kept";
    }

    private static String money(JsonNode money) {
        return BigDecimal.valueOf(money.path("amount").asLong(), 2) + " "
                + money.path("currency").asString("");
    }
}
