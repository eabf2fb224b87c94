package dev.ordersaga.saga.matrix;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that makes one run what it is, by name; its text makes the same run again. */
final class Plan {

    static final int QUANTITY = 2;
    static final String HAPPY_CARD = "pm_card_visa";
    static final int AMPLE = 5;

    /** An order on which nothing fails. */
    static final Plan HAPPY = new Plan(Map.of());

    private static final String CARD = "card";
    private static final String STOCK = "stock";
    private static final String RESTOCKED = "restocked";
    private static final String LARGE = "large";
    private static final String REVIEWER = "reviewer";
    private static final String CANCELLED = "cancelled";
    private static final String BY_HAND = "refund-by-hand";
    private static final String FAULTS = "faults";
    private static final String SECOND = "second";
    private static final String OPERATOR = "operator";
    private static final String SEED = "seed";
    private static final Set<String> NAMES =
            Set.of(CARD, STOCK, RESTOCKED, LARGE, REVIEWER, CANCELLED, BY_HAND, FAULTS, SECOND, OPERATOR, SEED);

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

    /** What becomes of a review. */
    enum Reviewer {
        APPROVES,
        REFUSES,
        SILENT,
        /** The decision is written, and the process that should have woken the saga dies. */
        APPROVES_AND_DIES,
        REFUSES_AND_DIES
    }

    /** Which of two executions goes first while both can go on. */
    enum Turns {
        FIRST_GOES_ON,
        SECOND_OVERTAKES,
        BY_TURNS,
        /** The second is held up, until the first has ended or waits for somebody. */
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

        static Second parse(String text) {
            String[] parts = text.split("/", -1);
            return new Second(Integer.parseInt(parts[0]), Turns.valueOf(parts[1]), Integer.parseInt(parts[2]));
        }
    }

    private final Map<String, String> parts;
    private final List<Fault> faults;

    private Plan(Map<String, String> parts) {
        this.parts = new TreeMap<>(parts);
        String faulty = parts.get(FAULTS);
        this.faults = faulty == null
                ? List.of()
                : Arrays.stream(faulty.split(",", -1)).map(Fault::parse).toList();
    }

    private Plan set(String name, Object value) {
        Map<String, String> more = new TreeMap<>(parts);
        more.put(name, value.toString());
        return new Plan(more);
    }

    private @Nullable String get(String name) {
        return parts.get(name);
    }

    /** @param card one of the simulated gateway's payment methods */
    Plan card(String card) {
        return set(CARD, card);
    }

    String card() {
        return parts.getOrDefault(CARD, HAPPY_CARD);
    }

    /** @param pieces on hand, of which the order takes {@value #QUANTITY}; negative where the stock never had the sku */
    Plan stock(long pieces) {
        return set(STOCK, pieces);
    }

    long stock() {
        return Long.parseLong(parts.getOrDefault(STOCK, Integer.toString(AMPLE)));
    }

    /** As many pieces as the order takes are delivered as soon as its reservation was refused. */
    Plan restocked() {
        return set(RESTOCKED, "yes");
    }

    boolean isRestocked() {
        return get(RESTOCKED) != null;
    }

    /** The order is so large that a person must look at it. */
    Plan reviewed(Reviewer reviewer) {
        return set(LARGE, "yes").set(REVIEWER, reviewer);
    }

    boolean isLarge() {
        return get(LARGE) != null;
    }

    Reviewer reviewer() {
        return Reviewer.valueOf(parts.getOrDefault(REVIEWER, Reviewer.APPROVES.name()));
    }

    /** The customer takes the order back after so many deliveries, or when there are no more. */
    Plan cancelledAfter(int deliveries) {
        return set(CANCELLED, deliveries);
    }

    Optional<Integer> cancelled() {
        return Optional.ofNullable(get(CANCELLED)).map(Integer::valueOf);
    }

    /** Somebody starts the refund saga by hand after so many deliveries. */
    Plan refundedByHandAfter(int deliveries) {
        return set(BY_HAND, deliveries);
    }

    Optional<Integer> refundByHand() {
        return Optional.ofNullable(get(BY_HAND)).map(Integer::valueOf);
    }

    Plan with(Fault fault) {
        return set(
                FAULTS,
                Stream.concat(faults.stream(), Stream.of(fault))
                        .map(Fault::toString)
                        .collect(Collectors.joining(",")));
    }

    List<Fault> faults() {
        return faults;
    }

    Plan second(int start, Turns turns, int held) {
        return set(SECOND, start + "/" + turns + "/" + held);
    }

    Optional<Second> second() {
        return Optional.ofNullable(get(SECOND)).map(Second::parse);
    }

    Plan operator(Operator operator) {
        return set(OPERATOR, operator);
    }

    Operator operator() {
        return Operator.valueOf(parts.getOrDefault(OPERATOR, Operator.RETRIES.name()));
    }

    /** @param seed of the waits between retries, and of the order of deliveries where that is left to chance */
    Plan seed(long seed) {
        return set(SEED, seed);
    }

    long seed() {
        return Long.parseLong(parts.getOrDefault(SEED, "1"));
    }

    /** Reads what {@link #toString} wrote. */
    static Plan parse(String text) {
        Plan plan = HAPPY;
        for (String part : text.strip().split("\\s+", -1)) {
            int is = part.indexOf('=');
            if (!NAMES.contains(part.substring(0, Math.max(is, 0)))) {
                throw new IllegalArgumentException("not a part of a plan: " + part);
            }
            plan = plan.set(part.substring(0, is), part.substring(is + 1));
        }
        return plan;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Plan plan && plan.parts.equals(parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    @Override
    public String toString() {
        return set(CARD, card()).parts.entrySet().stream()
                .map(part -> part.getKey() + "=" + part.getValue())
                .collect(Collectors.joining(" "));
    }
}
