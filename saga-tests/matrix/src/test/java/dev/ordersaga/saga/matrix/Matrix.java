package dev.ordersaga.saga.matrix;

import static java.util.Objects.requireNonNull;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.definition.OrderSaga;
import dev.ordersaga.definition.RefundSaga;
import dev.ordersaga.saga.matrix.Plan.Operator;
import dev.ordersaga.saga.matrix.Plan.Reviewer;
import dev.ordersaga.saga.matrix.Plan.Turns;
import dev.ordersaga.saga.matrix.RunningSaga.Kind;
import dev.ordersaga.saga.matrix.SagaRun.Delivery;
import dev.ordersaga.saga.services.Participants;
import dev.ordersaga.saga.services.Stores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which runs there are, and how they are run. Which states there are to fail it learns from the runs themselves. */
final class Matrix {

    /** After more deliveries than there are: when nothing happens by itself any more. */
    static final int LAST = 999;

    /** Orders on which nothing fails but the business. */
    static final List<Plan> CUSTOMERS = Stream.concat(
                    Stream.of(
                            Plan.HAPPY,
                            Plan.HAPPY.stock(Plan.QUANTITY),
                            Plan.HAPPY.card("pm_card_declined"),
                            Plan.HAPPY.card("pm_card_insufficient_funds"),
                            Plan.HAPPY.card("pm_card_unheard_of"),
                            Plan.HAPPY.card("pm_card_unavailable_twice"),
                            Plan.HAPPY.card("pm_card_timeout_after_charge"),
                            Plan.HAPPY.stock(1),
                            Plan.HAPPY.stock(1).restocked(),
                            Plan.HAPPY.stock(-1),
                            Plan.HAPPY.card("pm_card_refund_fails_twice").stock(1),
                            Plan.HAPPY.card("pm_card_refund_refused").stock(0),
                            Plan.HAPPY.card("pm_card_refund_refused").cancelledAfter(LAST)),
                    Arrays.stream(Reviewer.values()).map(Plan.HAPPY::reviewed))
            .toList();

    private static final List<FaultKind> OUTSIDE =
            Arrays.stream(FaultKind.values()).filter(kind -> !kind.isInside()).toList();

    private final Stores stores;
    private final Map<Kind, StateMachine> machines;
    private final Wire.Tamper tamper;
    private final Map<Kind, Coverage> coverage = new EnumMap<>(Kind.class);
    private final int threads;

    Matrix(Stores stores, Map<Kind, StateMachine> machines, Wire.Tamper tamper, int threads) {
        this.stores = stores;
        this.machines = machines;
        this.tamper = tamper;
        machines.forEach((kind, machine) -> coverage.put(kind, new Coverage(machine)));
        this.threads = threads;
    }

    /** The definitions as shipped, with the places filled. */
    static Map<Kind, StateMachine> shipped() {
        return Map.of(
                Kind.ORDER, StateMachine.parse(OrderSaga.definition(Participants.PLACES)),
                Kind.REFUND, StateMachine.parse(RefundSaga.definition(Participants.PLACES)));
    }

    Map<Kind, Coverage> coverage() {
        return coverage;
    }

    Report run(Plan plan) {
        Report report = new SagaRun(stores, machines, plan, tamper).run();
        report.sagas()
                .forEach(saga -> requireNonNull(coverage.get(saga.kind()))
                        .visit(plan, saga.execution().history()));
        return report;
    }

    List<Report> run(List<Plan> plans) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Report> reports = new ArrayList<>();
            for (Future<Report> report : executor.invokeAll(plans.stream()
                    .map(plan -> (java.util.concurrent.Callable<Report>) () -> run(plan))
                    .toList())) {
                reports.add(report.get());
            }
            return reports;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            executor.shutdownNow();
        }
    }

    /** Every fault, once and until the retries end, of every call that the run made. */
    static List<Plan> faultsAround(Report report) {
        return states(report).stream()
                .flatMap(state -> faultsAround(report, state).stream())
                .toList();
    }

    /** Every fault inside every call that the run made. */
    static List<Plan> faultsInside(Report report) {
        return states(report).stream()
                .flatMap(state -> faultsInside(report, state).stream())
                .toList();
    }

    /** Every fault of a whole call to this state. */
    static List<Plan> faultsAround(Report report, String state) {
        List<Plan> plans = new ArrayList<>();
        for (FaultKind kind : OUTSIDE) {
            for (Fault fault : List.of(Fault.once(state, kind), Fault.lasting(state, kind))) {
                plans.add(report.plan().with(fault));
                if (kind.isLater()) {
                    following(report, state)
                            .forEach(after -> plans.add(report.plan().with(fault.arrivingAfter(after))));
                }
            }
        }
        return plans;
    }

    /** Every fault at each call to DynamoDB that this state's handler makes. */
    static List<Plan> faultsInside(Report report, String state) {
        int calls = report.deliveries().stream()
                .filter(delivery -> delivery.state().equals(state))
                .mapToInt(Delivery::calls)
                .max()
                .orElse(0);
        List<Plan> plans = new ArrayList<>();
        for (int call = 1; call <= calls; call++) {
            for (FaultKind kind : FaultKind.values()) {
                if (!kind.isInside() || (kind == FaultKind.RIVAL && !state.equals("ReserveInventory"))) {
                    continue;
                }
                plans.add(report.plan().with(Fault.once(state, kind).at(call)));
                if (kind != FaultKind.CANCELLED) {
                    plans.add(report.plan().with(Fault.lasting(state, kind).at(call)));
                }
                if (kind.isLater()) {
                    for (String after : following(report, state)) {
                        plans.add(report.plan()
                                .with(Fault.once(state, kind).at(call).arrivingAfter(after)));
                    }
                }
            }
        }
        return plans;
    }

    /** The states that made calls, in the order in which they first did. */
    static Set<String> states(Report report) {
        Set<String> states = new LinkedHashSet<>();
        report.deliveries().forEach(delivery -> states.add(delivery.state()));
        return states;
    }

    /** Where what is late may arrive: after each later step, and after the same step's next delivery. */
    private static Set<String> following(Report report, String state) {
        List<String> states = List.copyOf(states(report));
        return new LinkedHashSet<>(states.subList(states.indexOf(state), states.size()));
    }

    /** A fault on the way there and one on the way back, for each step back that the first fault led to. */
    static List<Plan> pairs(List<Report> first, Set<String> forward) {
        return first.stream()
                .flatMap(report -> states(report).stream()
                        .filter(state -> !forward.contains(state))
                        .flatMap(state -> OUTSIDE.stream()
                                .flatMap(kind -> Stream.of(Fault.once(state, kind), Fault.lasting(state, kind)))
                                .map(report.plan()::with)))
                .toList();
    }

    /** A second execution which starts at each point of the first, in each order. */
    static List<Plan> seconds(Report report) {
        int length = Math.min(report.deliveries().size(), 10);
        List<Plan> plans = new ArrayList<>();
        for (int start = 0; start <= length; start++) {
            for (Turns turns : List.of(Turns.FIRST_GOES_ON, Turns.SECOND_OVERTAKES, Turns.BY_TURNS)) {
                plans.add(report.plan().second(start, turns, 0));
            }
            for (int held = 0; held <= 3; held++) {
                plans.add(report.plan().second(start, Turns.SECOND_HELD, held));
            }
        }
        return plans;
    }

    /** The customer takes the order back after each delivery of the run, and when it has come to rest. */
    static List<Plan> cancellations(Report report) {
        return IntStream.concat(IntStream.range(0, Math.min(report.deliveries().size(), 14)), IntStream.of(LAST))
                .mapToObj(report.plan()::cancelledAfter)
                .toList();
    }

    /** A cancellation whose own process dies, or loses sight of DynamoDB, at each of its points. */
    static List<Plan> cancellationsThatFail(Plan plan) {
        List<Plan> plans = new ArrayList<>();
        for (int after : List.of(0, 1, 3, LAST)) {
            Plan cancelled = plan.cancelledAfter(after);
            plans.add(cancelled.with(Fault.once(Interventions.CANCELLATION, FaultKind.CRASH_AFTER)));
            for (int call = 1; call <= 3; call++) {
                for (FaultKind kind : List.of(
                        FaultKind.CRASH_IN, FaultKind.DYNAMODB_LOST, FaultKind.DYNAMODB_AWAY, FaultKind.STALLED)) {
                    plans.add(cancelled.with(
                            Fault.once(Interventions.CANCELLATION, kind).at(call)));
                    for (String state : List.of("ConfirmOrder", "RejectOrder", "CreateOrder")) {
                        if (kind == FaultKind.STALLED) {
                            plans.add(cancelled.with(Fault.once(Interventions.CANCELLATION, kind)
                                    .at(call)
                                    .arrivingAfter(state)));
                        }
                    }
                }
            }
        }
        return plans;
    }

    /** So many runs left to chance, each with a seed of its own. */
    static List<Plan> walks(long seed, int count, List<String> states) {
        return IntStream.range(0, count)
                .mapToObj(number -> walk(new Random(seed * 1_000_003 + number), states))
                .toList();
    }

    private static Plan walk(Random random, List<String> states) {
        Plan plan = any(random, CUSTOMERS).seed(random.nextInt(Integer.MAX_VALUE));
        int faults = 1 + random.nextInt(5);
        for (int i = 0; i < faults; i++) {
            FaultKind kind = any(random, List.of(FaultKind.values()));
            String state = kind == FaultKind.RIVAL ? "ReserveInventory" : any(random, states);
            Fault fault = random.nextInt(3) == 0 ? Fault.lasting(state, kind) : Fault.once(state, kind);
            if (kind.isInside()) {
                fault = fault.at(1 + random.nextInt(6));
            }
            if (kind.isLater() && random.nextBoolean()) {
                fault = fault.arrivingAfter(any(random, states));
            }
            plan = plan.with(fault);
        }
        if (random.nextInt(3) == 0) {
            plan = plan.second(random.nextInt(10), any(random, List.of(Turns.values())), random.nextInt(6));
        }
        if (random.nextInt(3) == 0) {
            plan = plan.cancelledAfter(random.nextInt(4) == 0 ? LAST : random.nextInt(12));
        }
        return plan.operator(any(random, List.of(Operator.RETRIES, Operator.AWAY_FIRST, Operator.MUMBLES_FIRST)));
    }

    private static <T> T any(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
