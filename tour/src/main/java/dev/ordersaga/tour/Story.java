package dev.ordersaga.tour;

import java.util.List;

/**
 * One order of the tour.
 *
 * @param title what is about to happen, for the reader
 * @param paymentMethod one of the card gateway's test payment methods
 */
record Story(String title, String paymentMethod, List<Line> items) {

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

    List<String> skus() {
        return items.stream().map(Line::sku).toList();
    }
}
