package dev.ordersaga.reconciler;

import dev.ordersaga.reconciler.Holding.State;
import dev.ordersaga.reconciler.report.ReconciliationReport;
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
final class World extends Clock implements OrderService {

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

    private final Map<String, PublishedOrder> written = new TreeMap<>();
    private Instant now = NOW;

    ReconciliationReport reconcile() {
        return reconcile(false);
    }

    ReconciliationReport reconcile(boolean dryRun) {
        return reconcile(new ReconciliationLimits(
                Duration.ofMinutes(5), Duration.ofMinutes(15), null, Duration.ofHours(1), dryRun));
    }

    ReconciliationReport reconcile(ReconciliationLimits limits) {
        return new Reconciler(new Reconciler.Parts(this, sagas, refunds, payments, reservations), this)
                .reconcile(limits);
    }

    /** An order as it stands from now on. */
    void has(PublishedOrder order) {
        written.put(order.id().value(), order);
    }

    static Instant ago(long minutes) {
        return NOW.minus(Duration.ofMinutes(minutes));
    }

    @Override
    public Optional<PublishedOrder> find(OrderId id) {
        meanwhile.run();
        return Optional.ofNullable(written.get(id.value()));
    }

    @Override
    public OrderService.Page page(PublishedOrder.Status status, int limit, @Nullable String after) {
        List<PublishedOrder> all = written.values().stream()
                .filter(order -> order.status() == status)
                .filter(order -> after == null || order.id().value().compareTo(after) > 0)
                .toList();
        if (all.size() <= limit) {
            return new OrderService.Page(all, null);
        }
        return new OrderService.Page(
                all.subList(0, limit), all.get(limit - 1).id().value());
    }

    @Override
    public String sagaInput(OrderId id) {
        return "input of " + id;
    }

    @Override
    public String refundInput(OrderId id) {
        return "input of " + id;
    }

    @Override
    public boolean deliverDecision(OrderId id) {
        boolean repair = find(id).orElseThrow().status() == PublishedOrder.Status.NEEDS_REPAIR;
        return waiting && told.add((repair ? "repair of " : "review of ") + id);
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
    static final class Executions implements SagaExecutions {
        final Map<String, SagaExecution> byName = new LinkedHashMap<>();
        final List<String> started = new ArrayList<>();

        /** What a list still tells, though it has changed. */
        final List<EndedExecution> stale = new ArrayList<>();

        boolean away;
        String state = "ReserveInventory";

        /** What another does right before a start. */
        Runnable beforeStart = () -> {};

        void run(OrderId id, int number, SagaExecution.Status status, @Nullable Instant ended) {
            byName.put(
                    SagaExecutions.nameOf(id, number),
                    new SagaExecution(number, status, ago(60), ended, "input of " + id, true));
        }

        void running(OrderId id, int number, Instant started) {
            byName.put(
                    SagaExecutions.nameOf(id, number),
                    new SagaExecution(number, SagaExecution.Status.RUNNING, started, null, "input of " + id, true));
        }

        void byHand(String name, SagaExecution.Status status) {
            byName.put(name, new SagaExecution(1, status, ago(60), ago(30), "{}", false));
        }

        @Override
        public void endedBadly(Predicate<EndedExecution> goOn) {
            List<EndedExecution> all = new ArrayList<>(stale);
            byName.forEach((name, run) -> {
                if (run.status() != SagaExecution.Status.RUNNING
                        && run.status() != SagaExecution.Status.SUCCEEDED
                        && run.ended() != null) {
                    all.add(new EndedExecution(name, run.status(), run.ended()));
                }
            });
            all.sort(Comparator.comparing(EndedExecution::ended).reversed());
            for (EndedExecution run : all) {
                if (!goOn.test(run)) {
                    return;
                }
            }
        }

        @Override
        public Optional<Named> named(String name) {
            available();
            SagaExecution run = byName.get(name);
            return run == null || !run.ofOrder()
                    ? Optional.empty()
                    : Optional.of(new Named(new OrderId(run.input().replace("input of ", "")), run));
        }

        @Override
        public Optional<SagaExecution> find(OrderId id, int number) {
            available();
            return Optional.ofNullable(byName.get(SagaExecutions.nameOf(id, number)));
        }

        @Override
        public boolean start(OrderId id, int number, String input) {
            beforeStart.run();
            String name = SagaExecutions.nameOf(id, number);
            if (byName.containsKey(name) && !byName.get(name).isRunning()) {
                return false;
            }
            started.add(name + " with " + input);
            byName.put(name, new SagaExecution(number, SagaExecution.Status.RUNNING, NOW, null, input, true));
            return true;
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
        public Holdings.Page page(@Nullable String after, @Nullable Instant since) {
            Map<String, Holding> all = new TreeMap<>(byOrder);
            all.putAll(asListed);
            // One at a time: pages are asked for until there are none.
            List<Holding> left = all.values().stream()
                    .filter(holding -> after == null || holding.orderId().compareTo(after) > 0)
                    .toList();
            if (left.isEmpty()) {
                return new Holdings.Page(List.of(), null);
            }
            Holding first = left.get(0);
            boolean listed = since == null || !first.changed().isBefore(since);
            return new Holdings.Page(listed ? List.of(first) : List.of(), left.size() == 1 ? null : first.orderId());
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
