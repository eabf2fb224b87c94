package dev.ordersaga.reconciler;

import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderPage;
import dev.ordersaga.order.OrderPosition;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.order.Orders;
import dev.ordersaga.order.Review;
import dev.ordersaga.order.SagaStatus;
import dev.ordersaga.order.Unavailable;
import dev.ordersaga.reconciler.Holding.State;
import dev.ordersaga.reconciler.report.Report;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a reconciler compares, all of it in memory and as a test puts it. */
final class World extends Clock implements Orders {

    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    final Executions sagas = new Executions();
    final Executions refunds = new Executions();
    final List<String> told = new ArrayList<>();

    /** Whether a saga waits for a decision. */
    boolean waiting = true;

    final Books payments = new Books();
    final Books reservations = new Books();

    /** Time that passes with each look at the clock. */
    Duration tick = Duration.ZERO;

    /** Called before each reading of an order: what others do meanwhile. */
    Runnable meanwhile = () -> {};

    private final Map<String, Order> written = new TreeMap<>();
    private Instant now = NOW;

    Report reconcile() {
        return reconcile(false);
    }

    Report reconcile(boolean dryRun) {
        return reconcile(new Limits(Duration.ofMinutes(5), Duration.ofMinutes(15), null, Duration.ofHours(1), dryRun));
    }

    Report reconcile(Limits limits) {
        Decisions decisions = new Decisions() {
            @Override
            public boolean deliverRepair(Order order) {
                return waiting && told.add("repair of " + order.id());
            }

            @Override
            public boolean wakeReview(Order order) {
                return waiting && told.add("review of " + order.id());
            }
        };
        return new Reconciler(new Reconciler.Parts(this, sagas, refunds, decisions, payments, reservations), this)
                .reconcile(limits);
    }

    /** An order as it stands from now on. */
    void has(Order order) {
        written.put(order.id().value(), order);
    }

    static Instant ago(long minutes) {
        return NOW.minus(Duration.ofMinutes(minutes));
    }

    @Override
    public Optional<Order> find(OrderId id) {
        meanwhile.run();
        return Optional.ofNullable(written.get(id.value()));
    }

    @Override
    public OrderPage page(
            OrderStatus status,
            @Nullable String customer,
            Review.@Nullable State review,
            int limit,
            @Nullable OrderPosition after) {
        List<Order> all = written.values().stream()
                .filter(order -> order.status() == status)
                .filter(order ->
                        after == null || order.id().value().compareTo(after.id().value()) > 0)
                .toList();
        if (all.size() <= limit) {
            return new OrderPage(all, null);
        }
        Order last = all.get(limit - 1);
        return new OrderPage(
                all.subList(0, limit), new OrderPosition(last.details().placedAt(), last.id()));
    }

    @Override
    public Instant instant() {
        now = now.plus(tick);
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    /** The executions of one state machine, by name. */
    static final class Executions implements Runs {
        final Map<String, Run> byName = new LinkedHashMap<>();
        final List<String> started = new ArrayList<>();

        /** What a list still tells, though it has changed. */
        final List<EndedRun> stale = new ArrayList<>();

        boolean away;
        String state = "ReserveInventory";

        /** What another does right before a start. */
        Runnable beforeStart = () -> {};

        void run(OrderId id, int number, SagaStatus status, @Nullable Instant ended) {
            byName.put(Runs.nameOf(id, number), new Run(number, status, ago(60), ended, "input of " + id, true));
        }

        void running(OrderId id, int number, Instant started) {
            byName.put(
                    Runs.nameOf(id, number),
                    new Run(number, SagaStatus.RUNNING, started, null, "input of " + id, true));
        }

        void byHand(String name, SagaStatus status) {
            byName.put(name, new Run(1, status, ago(60), ago(30), "{}", false));
        }

        @Override
        public void endedBadly(Predicate<EndedRun> goOn) {
            List<EndedRun> all = new ArrayList<>(stale);
            byName.forEach((name, run) -> {
                if (run.status() != SagaStatus.RUNNING && run.status() != SagaStatus.SUCCEEDED && run.ended() != null) {
                    all.add(new EndedRun(name, run.status(), run.ended()));
                }
            });
            all.sort(Comparator.comparing(EndedRun::ended).reversed());
            for (EndedRun run : all) {
                if (!goOn.test(run)) {
                    return;
                }
            }
        }

        @Override
        public Optional<NamedRun> named(String name) {
            available();
            Run run = byName.get(name);
            return run == null || !run.ofOrder()
                    ? Optional.empty()
                    : Optional.of(new NamedRun(new OrderId(run.input().replace("input of ", "")), run));
        }

        @Override
        public Optional<Run> find(OrderId id, int number) {
            available();
            return Optional.ofNullable(byName.get(Runs.nameOf(id, number)));
        }

        @Override
        public boolean start(OrderId id, int number, String input) {
            beforeStart.run();
            String name = Runs.nameOf(id, number);
            if (byName.containsKey(name) && !byName.get(name).isRunning()) {
                return false;
            }
            started.add(name + " with " + input);
            byName.put(name, new Run(number, SagaStatus.RUNNING, NOW, null, input, true));
            return true;
        }

        @Override
        public String inputOf(Order order) {
            return "input of " + order.id();
        }

        @Override
        public Optional<String> stateOf(OrderId id, int number) {
            return Optional.of(state);
        }

        private void available() {
            if (away) {
                throw new Unavailable("Step Functions", new IllegalStateException("throttled"));
            }
        }
    }

    /** What a service holds. */
    static final class Books implements Holdings {
        final Map<String, Holding> byOrder = new TreeMap<>();
        final Map<String, Holding> asListed = new HashMap<>();
        final List<String> givenBack = new ArrayList<>();
        boolean refuses;
        boolean knowsNothing;

        void holds(String orderId, State state) {
            byOrder.put(orderId, new Holding(orderId, state, "9.00 EUR", ago(30)));
        }

        void holdsSince(String orderId, State state, Instant changed) {
            byOrder.put(orderId, new Holding(orderId, state, "9.00 EUR", changed));
        }

        /** A list tells what was true a moment ago. */
        void listsAs(String orderId, State state) {
            asListed.put(orderId, new Holding(orderId, state, "9.00 EUR", ago(30)));
        }

        @Override
        public Page page(@Nullable String after, @Nullable Instant since) {
            Map<String, Holding> all = new TreeMap<>(byOrder);
            all.putAll(asListed);
            // One at a time: pages are asked for until there are none.
            List<Holding> left = all.values().stream()
                    .filter(holding -> after == null || holding.orderId().compareTo(after) > 0)
                    .toList();
            if (left.isEmpty()) {
                return new Page(List.of(), null);
            }
            Holding first = left.get(0);
            boolean listed = since == null || !first.changed().isBefore(since);
            return new Page(listed ? List.of(first) : List.of(), left.size() == 1 ? null : first.orderId());
        }

        @Override
        public State find(String orderId) {
            Holding holding = byOrder.get(orderId);
            return holding == null ? State.NONE : holding.state();
        }

        @Override
        public boolean giveBack(String orderId) throws Refused {
            if (refuses) {
                throw new Refused("RefundRefused: REFUND_REFUSED");
            }
            if (knowsNothing) {
                return false;
            }
            givenBack.add(orderId);
            holds(orderId, State.GIVEN_BACK);
            return true;
        }
    }
}
