package dev.ordersaga.tour;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a person reads of an order that went through. */
final class StoryReport {

    private static final Set<String> COMPENSATIONS =
            Set.of("ReleaseInventory", "RefundPayment", "RejectOrder", "CancelOrder");

    private final PrintStream out;

    StoryReport(PrintStream out) {
        this.out = out;
    }

    void print(
            int number,
            Story story,
            JsonNode order,
            JsonNode saga,
            Optional<DemoData.Charge> charge,
            Map<String, Long> before,
            Map<String, Long> after) {
        out.printf(
                "%n%d. %s%n   order %s · %s%n",
                number, story.title(), order.path("id").asString(), story.paymentMethod());
        Set<String> undone = new LinkedHashSet<>(printSteps(saga));
        Decision decision = story.decision();
        if (decision != null) {
            out.println("   " + decision.who() + " POST /orders/{id}/" + decision.what() + " "
                    + JsonMapper.shared().writeValueAsString(new TreeMap<>(decision.body())));
        }
        // What a customer takes back after it was confirmed, a saga of its own undoes.
        undone.addAll(printSteps(saga.path("refund")));
        out.println("   undone  " + (undone.isEmpty() ? "nothing" : String.join(", ", undone)));
        String reason = order.path("reason").asString("");
        out.println("   order   " + order.path("status").asString() + (reason.isEmpty() ? "" : " (" + reason + ")"));
        out.println("   charge  " + said(charge));
        List<String> stock = new ArrayList<>();
        List<String> untrue = new ArrayList<>();
        boolean confirmed = order.path("status").asString().equals("CONFIRMED");
        if (!confirmed && charge.isPresent() && charge.get().kept() > 0) {
            untrue.add(money(charge.get().kept(), charge.get().currency()) + " is kept");
        }
        after.forEach((sku, onHand) -> {
            long had = before.getOrDefault(sku, 0L);
            if (!confirmed && had != onHand) {
                untrue.add((had - onHand) + " " + sku + " are gone");
            }
            stock.add(sku + " " + (had == onHand ? onHand + " as before" : had + " -> " + onHand));
        });
        out.println("   stock   " + String.join(", ", stock));
        if (!untrue.isEmpty()) {
            out.println("   WRONG   " + String.join(" and ", untrue) + ", and the order is not confirmed");
        }
        String ended = saga.path("executionStatus").asString();
        if (!ended.equals("SUCCEEDED")) {
            out.println("   saga    " + ended);
        }
        out.flush();
    }

    /** Gives back what was undone. */
    private Set<String> printSteps(JsonNode saga) {
        Set<String> undone = new LinkedHashSet<>();
        for (JsonNode step : saga.path("steps")) {
            String state = step.path("state").asString();
            String outcome = step.path("outcome").asString();
            if (COMPENSATIONS.contains(state) && outcome.equals("SUCCEEDED")) {
                undone.add(state);
            }
            out.println("     " + line(step, state, outcome).stripTrailing());
        }
        return undone;
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

    private static String said(Optional<DemoData.Charge> charge) {
        if (charge.isEmpty()) {
            return "nothing charged";
        }
        DemoData.Charge entry = charge.get();
        if (entry.charged() == 0) {
            return entry.status().equals("DECLINED") ? "declined, nothing charged" : "nothing charged";
        }
        return money(entry.charged(), entry.currency()) + " charged, " + money(entry.kept(), entry.currency())
                + " kept";
    }

    private static String money(long minorUnits, String currency) {
        return BigDecimal.valueOf(minorUnits, 2) + " " + currency;
    }
}
