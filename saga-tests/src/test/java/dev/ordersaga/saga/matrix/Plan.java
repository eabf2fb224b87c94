package dev.ordersaga.saga.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that makes one run what it is; its text makes the same run again.
 *
 * @param card the customer's payment method, one of the simulated gateway's
 * @param stock pieces on hand, of which the order takes {@value #QUANTITY}; negative where the stock never had the sku
 * @param second another execution of the same order
 * @param operator what an operator answers, when asked
 * @param seed of the waits between retries, and of the order of deliveries where that is left to chance
 */
record Plan(String card, long stock, List<Fault> faults, Optional<Second> second, Operator operator, long seed) {

    static final int QUANTITY = 2;
    static final Plan HAPPY = new Plan("pm_card_visa", 5, List.of(), Optional.empty(), Operator.RETRIES, 1);

    /** How an operator answers a request for repair; in the end, RETRY once what was wrong is mended. */
    enum Operator {
        RETRIES,
        /** Nobody answers the first request within its time-out. */
        AWAY_FIRST,
        /** The first answer is a word that nobody knows. */
        MUMBLES_FIRST,
        SAYS_DONE,
        SKIPS
    }

    /** Which of two executions goes first while both can go on. */
    enum Turns {
        FIRST_GOES_ON,
        SECOND_OVERTAKES,
        BY_TURNS,
        /** The second is held up, until the first has ended or waits for an operator. */
        SECOND_HELD,
        BY_CHANCE
    }

    /**
     * A second execution with the same input.
     *
     * @param start it starts after so many deliveries of the first
     * @param held under {@link Turns#SECOND_HELD}: how many deliveries of its own it makes before it is held up
     */
    record Second(int start, Turns turns, int held) {

        @Override
        public String toString() {
            return start + "/" + turns + "/" + held;
        }

        static Second parse(String text) {
            String[] parts = text.split("/", -1);
            return new Second(Integer.parseInt(parts[0]), Turns.valueOf(parts[1]), Integer.parseInt(parts[2]));
        }
    }

    Plan {
        faults = List.copyOf(faults);
    }

    Plan card(String card) {
        return new Plan(card, stock, faults, second, operator, seed);
    }

    Plan stock(long stock) {
        return new Plan(card, stock, faults, second, operator, seed);
    }

    Plan with(Fault fault) {
        List<Fault> more = new ArrayList<>(faults);
        more.add(fault);
        return new Plan(card, stock, more, second, operator, seed);
    }

    Plan second(int start, Turns turns, int held) {
        return new Plan(card, stock, faults, Optional.of(new Second(start, turns, held)), operator, seed);
    }

    Plan operator(Operator operator) {
        return new Plan(card, stock, faults, second, operator, seed);
    }

    Plan seed(long seed) {
        return new Plan(card, stock, faults, second, operator, seed);
    }

    /** Reads what {@link #toString} wrote. */
    static Plan parse(String text) {
        Plan plan = HAPPY;
        for (String part : text.strip().split("\\s+", -1)) {
            int is = part.indexOf('=');
            String value = part.substring(is + 1);
            switch (part.substring(0, Math.max(is, 0))) {
                case "card" -> plan = plan.card(value);
                case "stock" -> plan = plan.stock(Long.parseLong(value));
                case "faults" -> {
                    for (String fault : value.split(",", -1)) {
                        plan = plan.with(Fault.parse(fault));
                    }
                }
                case "second" -> {
                    Second second = Second.parse(value);
                    plan = plan.second(second.start(), second.turns(), second.held());
                }
                case "operator" -> plan = plan.operator(Operator.valueOf(value));
                case "seed" -> plan = plan.seed(Long.parseLong(value));
                default -> throw new IllegalArgumentException("not a part of a plan: " + part);
            }
        }
        return plan;
    }

    @Override
    public String toString() {
        return "card=" + card + " stock=" + stock
                + (faults.isEmpty()
                        ? ""
                        : " faults=" + faults.stream().map(Fault::toString).collect(Collectors.joining(",")))
                + second.map(two -> " second=" + two).orElse("")
                + (operator == Operator.RETRIES ? "" : " operator=" + operator)
                + " seed=" + seed;
    }
}
