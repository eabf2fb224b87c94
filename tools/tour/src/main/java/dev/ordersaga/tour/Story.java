package dev.ordersaga.tour;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One order of the tour.
 *
 * @param title what is about to happen, for the reader
 * @param paymentMethod one of the card gateway's test payment methods
 * @param decision what a person decides about it; null when none is asked
 */
record Story(
        String title,
        String paymentMethod,
        List<Line> items,
        @Nullable Decision decision) {

    Story(String title, String paymentMethod, List<Line> items) {
        this(title, paymentMethod, items, null);
    }

    record Line(String sku, int quantity) {}

    static final List<Story> FIVE = List.of(
            new Story(
                    "The card is good and everything is in stock",
                    "pm_card_visa",
                    List.of(new Line("espresso-beans-1kg", 2), new Line("v60-dripper", 1))),
            new Story("The card is declined", "pm_card_declined", List.of(new Line("burr-grinder", 1))),
            new Story("More is ordered than is in stock", "pm_card_visa", List.of(new Line("copper-kettle", 3))),
            new Story(
                    "The charge succeeds, but its call times out",
                    "pm_card_timeout_after_charge",
                    List.of(new Line("milk-jug", 2))),
            new Story(
                    "Nothing is in stock, and the refund fails twice before it works",
                    "pm_card_refund_fails_twice",
                    List.of(new Line("precision-scale", 2))));

    /** In which people have a say; each is told where the saga has the state that asks them. */
    static final List<Story> WITH_PEOPLE = List.of(
            new Story(
                    "Nothing is in stock, the refund is refused, and an operator has it tried again",
                    "pm_card_refund_refused_once",
                    List.of(new Line("precision-scale", 2)),
                    new Decision(
                            "operator",
                            "/status",
                            "NEEDS_REPAIR",
                            "repair",
                            Map.of("resolution", "retry", "reason", "the bank has been asked"),
                            "REJECTED",
                            "RequestRepair")),
            new Story(
                    "The order is a large one, and an operator approves it",
                    "pm_card_visa",
                    List.of(new Line("burr-grinder", 4)),
                    new Decision(
                            "operator",
                            "/review/state",
                            "WAITING",
                            "review",
                            Map.of("decision", "approve", "reason", "a customer of many years"),
                            "CONFIRMED",
                            "RequestReview")),
            new Story(
                    "The order is confirmed, and its customer takes it back",
                    "pm_card_visa",
                    List.of(new Line("milk-jug", 1)),
                    new Decision(
                            "customer",
                            "/status",
                            "CONFIRMED",
                            "cancellation",
                            Map.of("reason", "ordered twice"),
                            "CANCELLED",
                            "RequestReview")));

    List<String> skus() {
        return items.stream().map(Line::sku).toList();
    }
}
