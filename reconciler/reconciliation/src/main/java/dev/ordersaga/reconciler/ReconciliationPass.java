package dev.ordersaga.reconciler;

import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderPage;
import dev.ordersaga.order.OrderPosition;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.order.Orders;
import dev.ordersaga.order.RepairDecision;
import dev.ordersaga.order.Review;
import dev.ordersaga.order.SagaStatus;
import dev.ordersaga.order.Unavailable;
import dev.ordersaga.reconciler.Holding.State;
import dev.ordersaga.reconciler.Runs.NamedRun;
import dev.ordersaga.reconciler.report.Finding;
import dev.ordersaga.reconciler.report.Finding.Kind;
import dev.ordersaga.reconciler.report.Finding.Outcome;
import dev.ordersaga.reconciler.report.Report;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One pass of the reconciler, used once. */
final class Pass {

    private static final int PAGE = 100;

    /** Step Functions remembers an execution for 90 days; who started it by hand was told long before. */
    private static final Duration TO_BE_TOLD = Duration.ofDays(1);

    private final Orders orders;
    private final Runs sagas;
    private final Runs refunds;
    private final Decisions decisions;
    private final Holdings payments;
    private final Holdings reservations;
    private final Clock clock;
    private final Limits limits;
    private final Instant began;
    private final List<Finding> findings = new ArrayList<>();

    /** Orders about which something was found: one thing at a time, the next pass sees what came of it. */
    private final Set<String> found = new HashSet<>();

    private boolean complete = true;
    private int executionsEndedBadly;
    private int ordersUndecided;
    private int ordersConfirmed;
    private int paymentsCompared;
    private int reservationsCompared;

    Pass(Reconciler.Parts parts, Clock clock, Limits limits) {
        this.orders = parts.orders();
        this.sagas = parts.sagas();
        this.refunds = parts.refunds();
        this.decisions = parts.decisions();
        this.payments = parts.payments();
        this.reservations = parts.reservations();
        this.clock = clock;
        this.limits = limits;
        this.began = clock.instant();
    }

    Report run() {
        executions(sagas);
        executions(refunds);
        undecided(OrderStatus.PENDING);
        undecided(OrderStatus.NEEDS_REPAIR);
        // First what is held, then the orders: an order that is confirmed meanwhile is not missed by its payment.
        Instant since = limits.lookBack() == null ? null : began.minus(limits.lookBack());
        Map<String, Holding> money = new HashMap<>();
        paymentsCompared = collect(payments, since, money);
        Map<String, Holding> pieces = new HashMap<>();
        reservationsCompared = collect(reservations, since, pieces);
        Set<String> accountedFor = confirmed(since, money, pieces);
        accountedFor.addAll(found);
        orphans(payments, money, accountedFor, Kind.CHARGE_WITHOUT_ORDER, "RefundPayment");
        orphans(reservations, pieces, accountedFor, Kind.RESERVATION_WITHOUT_ORDER, "ReleaseInventory");
        if (!complete) {
            findings.add(new Finding(
                    Kind.NOT_COMPARED, null, Outcome.REPORTED, "the time for one pass was up before all was compared"));
        }
        return new Report(
                began,
                clock.instant(),
                limits.dryRun(),
                complete,
                new Report.Compared(
                        executionsEndedBadly, ordersUndecided, ordersConfirmed, paymentsCompared, reservationsCompared),
                findings);
    }

    // ---- executions that ended badly ------------------------------------------------------------------------------

    private void executions(Runs runs) {
        Set<OrderId> seen = new HashSet<>();
        runs.endedBadly(ended -> {
            if (!timeLeft()) {
                return false;
            }
            executionsEndedBadly++;
            if (isOld(ended.ended())) {
                look(ended.name(), () -> ended(runs, ended, seen));
            }
            return true;
        });
    }

    private void ended(Runs runs, EndedRun ended, Set<OrderId> seen) {
        // Of most that are still remembered the next run was well, and one look tells.
        if (Runs.nextOf(ended.name())
                .flatMap(next -> runs.find(next.order(), next.number()))
                .filter(next -> next.ofOrder() && (next.isRunning() || next.status() == SagaStatus.SUCCEEDED))
                .isPresent()) {
            return;
        }
        Optional<NamedRun> named = runs.named(ended.name());
        if (named.isEmpty()) {
            if (ended.ended().isBefore(began.minus(TO_BE_TOLD))) {
                return;
            }
            report(
                    Kind.EXECUTION_UNKNOWN,
                    null,
                    "execution " + ended.name() + " is " + ended.status()
                            + " and is no order's: started by hand, and left alone");
            return;
        }
        OrderId id = named.get().order();
        // The last one started comes first, and the runs before it are behind us.
        if (!seen.add(id) || found.contains(id.value())) {
            return;
        }
        Run newest = newest(runs, id, named.get().run());
        if (!newest.isRunning() && newest.status() != SagaStatus.SUCCEEDED && isOld(newest.ended())) {
            again(runs, id, newest);
        }
    }

    /** Runs the saga again that has ended, whichever way. */
    private void again(Runs runs, OrderId id, Run ended) {
        String what = "run " + ended.number() + " is " + ended.status();
        if (!ended.ofOrder()) {
            report(Kind.EXECUTION_ENDED, id.value(), what + ", and was started by hand with another input");
        } else if (ended.number() >= Runs.MOST) {
            report(
                    Kind.EXECUTION_ENDED,
                    id.value(),
                    what + ", as were all before it: find out why, then redrive its execution");
        } else {
            start(runs, id, ended.number() + 1, ended.input(), Kind.EXECUTION_ENDED, what);
        }
    }

    private void start(Runs runs, OrderId id, int number, String input, Kind kind, String what) {
        if (!Runs.fits(id, number)) {
            report(kind, id.value(), what + "; its id leaves no room for the name of another run");
        } else if (limits.dryRun()) {
            add(kind, id.value(), Outcome.PROPOSED, what + "; would be started as run " + number);
        } else if (runs.start(id, number, input)) {
            add(kind, id.value(), Outcome.REPAIRED, what + "; started as run " + number);
        } else {
            // Whoever was quicker, another reconciler or a person, the next pass sees what came of it.
            boolean ours = runs.find(id, number).filter(Run::ofOrder).isPresent();
            add(
                    kind,
                    id.value(),
                    ours ? Outcome.REPAIRED : Outcome.REPORTED,
                    what + "; run " + number
                            + (ours ? " was started meanwhile" : " cannot be started: its name is taken by another"));
        }
    }

    /** The newest run from a known one on. */
    private static Run newest(Runs runs, OrderId id, Run known) {
        Run newest = known;
        for (int number = known.number() + 1; number <= Runs.MOST; number++) {
            Optional<Run> next = runs.find(id, number);
            if (next.isEmpty()) {
                break;
            }
            newest = next.get();
        }
        return newest;
    }

    /** The newest run of an order; the first ones may be forgotten already. */
    private static Optional<Run> newest(Runs runs, OrderId id) {
        for (int number = 1; number <= Runs.MOST; number++) {
            Optional<Run> run = runs.find(id, number);
            if (run.isPresent()) {
                return Optional.of(newest(runs, id, run.get()));
            }
        }
        return Optional.empty();
    }

    // ---- orders that are not decided ------------------------------------------------------------------------------

    private void undecided(OrderStatus status) {
        each(status, order -> {
            ordersUndecided++;
            if (isOld(order.details().placedAt()) && !found.contains(order.id().value())) {
                look(order.id().value(), () -> undecided(order.id(), status));
            }
            return true;
        });
    }

    private void undecided(OrderId id, OrderStatus status) {
        Optional<Order> read = orders.find(id).filter(order -> order.status() == status);
        if (read.isEmpty()) {
            return;
        }
        Optional<Run> newest = newest(sagas, id);
        if (newest.isPresent() && newest.get().isRunning()) {
            running(read.get(), sagas, newest.get());
            return;
        }
        // A customer took it back when it was confirmed: then it is the refund that carries it.
        Optional<Run> refund = read.get().cancellation() == null ? Optional.empty() : newest(refunds, id);
        if (refund.isPresent() && refund.get().isRunning()) {
            running(read.get(), refunds, refund.get());
            return;
        }
        // It may have been decided between the two looks, and that is why nothing runs.
        Optional<Order> order = orders.find(id).filter(again -> again.status() == status);
        if (order.isEmpty()) {
            return;
        }
        if (refund.isPresent()) {
            againIfOld(refunds, id, refund.get());
        } else if (newest.isPresent()) {
            againIfOld(sagas, id, newest.get());
        } else {
            start(
                    sagas,
                    id,
                    1,
                    sagas.inputOf(order.get()),
                    Kind.EXECUTION_MISSING,
                    "it is " + status + ", and Step Functions knows of no execution");
        }
    }

    private void againIfOld(Runs runs, OrderId id, Run ended) {
        if (isOld(ended.ended())) {
            again(runs, id, ended);
        }
    }

    private void running(Order order, Runs runs, Run run) {
        if (order.status() == OrderStatus.NEEDS_REPAIR) {
            repair(order);
            return;
        }
        Review review = order.review();
        if (review != null && review.isWaiting()) {
            return; // for a person, who may take the time that the saga gives
        }
        Instant decidedAt = review == null ? null : review.decidedAt();
        boolean decided = review != null && !review.tokens().isEmpty() && isOld(decidedAt);
        // The time that the saga waited for a person is not its own.
        Instant since = decidedAt != null && decidedAt.isAfter(run.started()) ? decidedAt : run.started();
        boolean stuck = !since.plus(limits.stuckAfter()).isAfter(began);
        if (!stuck && !decided) {
            return;
        }
        Optional<String> state = runs.stateOf(order.id(), run.number());
        if (decided && state.filter("RequestReview"::equals).isPresent()) {
            deliver(order, "its review is decided", decisions::wakeReview);
        } else if (stuck) {
            report(
                    Kind.ORDER_STUCK,
                    order.id().value(),
                    "it is PENDING, and its run " + run.number() + " has been going on since " + since
                            + state.map(at -> " in " + at).orElse(""));
        }
    }

    private void repair(Order order) {
        if (order.repairs().isEmpty()) {
            return;
        }
        RepairDecision last = order.repairs().get(order.repairs().size() - 1);
        if (!last.delivered() && isOld(last.stated().at())) {
            deliver(
                    order,
                    last.stated().by() + " decided " + last.resolution() + " about its repair",
                    decisions::deliverRepair);
        }
    }

    private void deliver(Order order, String what, Predicate<Order> delivery) {
        String id = order.id().value();
        if (limits.dryRun()) {
            add(Kind.DECISION_NOT_DELIVERED, id, Outcome.PROPOSED, what + "; its saga would be told");
        } else if (delivery.test(order)) {
            add(Kind.DECISION_NOT_DELIVERED, id, Outcome.REPAIRED, what + "; its saga is told now");
        }
        // Otherwise the saga is between two questions: it has the answer already, or asks again, and the next pass
        // sees.
    }

    // ---- what is held, and for which orders -----------------------------------------------------------------------

    private int collect(Holdings holdings, @Nullable Instant since, Map<String, Holding> into) {
        String after = null;
        do {
            if (!timeLeft()) {
                break;
            }
            Holdings.Page page = holdings.page(after, since);
            page.holdings().forEach(holding -> into.put(holding.orderId(), holding));
            after = page.next();
        } while (after != null);
        return into.size();
    }

    /** The confirmed orders; each must have what it was confirmed with. */
    private Set<String> confirmed(@Nullable Instant since, Map<String, Holding> money, Map<String, Holding> pieces) {
        Set<String> confirmed = new HashSet<>();
        each(OrderStatus.CONFIRMED, order -> {
            if (since != null && order.details().placedAt().isBefore(since)) {
                return false;
            }
            ordersConfirmed++;
            String id = order.id().value();
            confirmed.add(id);
            if (order.cancellation() != null) {
                if (isOld(order.cancellation().at()) && !found.contains(id)) {
                    look(id, () -> takenBack(order.id()));
                }
            } else if (isOld(order.details().placedAt()) && !found.contains(id)) {
                look(id, () -> {
                    holds(order.id(), payments, money.get(id), Kind.CONFIRMED_WITHOUT_CHARGE, "its payment is ");
                    holds(
                            order.id(),
                            reservations,
                            pieces.get(id),
                            Kind.CONFIRMED_WITHOUT_RESERVATION,
                            "its reservation is ");
                });
            }
            return true;
        });
        return confirmed;
    }

    /** Whoever took a confirmed order back is owed the money: a refund runs until it is CANCELLED. */
    private void takenBack(OrderId id) {
        Optional<Run> newest = newest(refunds, id);
        if (newest.isPresent() && newest.get().isRunning()) {
            return;
        }
        Optional<Order> order = orders.find(id).filter(Pass::isTakenBack);
        if (order.isEmpty()) {
            return;
        }
        if (newest.isPresent()) {
            againIfOld(refunds, id, newest.get());
        } else {
            start(
                    refunds,
                    id,
                    1,
                    refunds.inputOf(order.get()),
                    Kind.REFUND_MISSING,
                    "its customer took it back, and Step Functions knows of no refund");
        }
    }

    private static boolean isTakenBack(Order order) {
        return order.status() == OrderStatus.CONFIRMED && order.cancellation() != null;
    }

    private void holds(OrderId id, Holdings holdings, @Nullable Holding listed, Kind kind, String what) {
        if (listed != null && listed.state() == State.HELD) {
            return;
        }
        State state = holdings.find(id.value());
        if (state != State.HELD
                && orders.find(id)
                        .filter(order -> order.status() == OrderStatus.CONFIRMED && order.cancellation() == null)
                        .isPresent()) {
            report(kind, id.value(), "it is CONFIRMED, and " + what + state);
        }
    }

    /** What is held for no order: it is given back. */
    private void orphans(
            Holdings holdings, Map<String, Holding> held, Set<String> accountedFor, Kind kind, String undo) {
        for (Holding holding : held.values()) {
            if (!timeLeft()) {
                return;
            }
            String id = holding.orderId();
            if (mayBeGivenBack(holding.state()) && isOld(holding.changed()) && !accountedFor.contains(id)) {
                look(id, () -> orphan(holdings, holding, kind, undo));
            }
        }
    }

    private void orphan(Holdings holdings, Holding holding, Kind kind, String undo) {
        Optional<OrderId> id = OrderId.parse(holding.orderId());
        if (id.isPresent()
                && (orders.find(id.get()).filter(order -> mayHold(order, undo)).isPresent()
                        || isAtWork(sagas, id.get())
                        || isAtWork(refunds, id.get()))) {
            return;
        }
        Optional<Order> order = id.flatMap(orders::find);
        if (order.filter(it -> mayHold(it, undo)).isPresent() || !mayBeGivenBack(holdings.find(holding.orderId()))) {
            return;
        }
        String what = holding.what() + " held, and the order "
                + order.map(ended -> "is " + ended.status()).orElse("does not exist");
        if (limits.dryRun()) {
            add(kind, holding.orderId(), Outcome.PROPOSED, what + "; would be given back");
            return;
        }
        try {
            if (holdings.giveBack(holding.orderId()) || holdings.find(holding.orderId()) == State.GIVEN_BACK) {
                add(kind, holding.orderId(), Outcome.REPAIRED, what + "; given back");
            } else if (holding.state() == State.INTENDED) {
                add(kind, holding.orderId(), Outcome.REPAIRED, what + "; nothing had been taken, and none will be");
            } else {
                report(kind, holding.orderId(), what + "; the service knows of nothing to give back");
            }
        } catch (Holdings.Refused refused) {
            report(kind, holding.orderId(), what + "; it is not given back: " + refused.getMessage());
        }
    }

    private static boolean mayBeGivenBack(State state) {
        return state == State.HELD || state == State.INTENDED;
    }

    /** A saga that runs gives back what it took; one that ended badly is run again, and then does. */
    private static boolean isAtWork(Runs runs, OrderId id) {
        return newest(runs, id)
                .filter(run -> run.status() != SagaStatus.SUCCEEDED)
                .isPresent();
    }

    /**
     * Whether something may rightly be held for an order: it is confirmed, or its saga is not done with it, or an operator said
     * that this is not to be undone, or is undone by other means.
     */
    private static boolean mayHold(Order order, String undo) {
        return (order.status() != OrderStatus.REJECTED && order.status() != OrderStatus.CANCELLED)
                || order.repairs().stream()
                        .filter(repair -> repair.resolution() != RepairDecision.Resolution.RETRY)
                        .flatMap(repair -> repair.residuals().stream())
                        .anyMatch(left -> left.step().equals(undo));
    }

    // ---- for all of them ------------------------------------------------------------------------------------------

    /** Each order of a status, newest first, until told to stop. */
    private void each(OrderStatus status, Predicate<Order> goOn) {
        OrderPosition after = null;
        do {
            OrderPage page = orders.page(status, PAGE, after);
            for (Order order : page.orders()) {
                if (!timeLeft() || !goOn.test(order)) {
                    return;
                }
            }
            after = page.next();
        } while (after != null);
    }

    /** Old enough that what is wrong with it is not merely on its way. */
    private boolean isOld(@Nullable Instant moment) {
        // Without grace nothing is too young, also not by a clock that is ahead of ours.
        return moment != null
                && (limits.grace().isZero() || !moment.plus(limits.grace()).isAfter(clock.instant()));
    }

    private boolean timeLeft() {
        if (clock.instant().isAfter(began.plus(limits.budget()))) {
            complete = false;
        }
        return complete;
    }

    /** Looks at one thing; that it cannot be looked at now is no reason not to look at the next. */
    private void look(String at, Runnable comparison) {
        try {
            comparison.run();
        } catch (Unavailable away) {
            add(
                    Kind.NOT_COMPARED,
                    at,
                    Outcome.REPORTED,
                    away.getMessage() + "; the next pass looks again"
                            + (away.getCause() == null
                                    ? ""
                                    : " (" + away.getCause().getMessage() + ")"));
        }
    }

    private void report(Kind kind, @Nullable String order, String detail) {
        add(kind, order, Outcome.REPORTED, detail);
    }

    private void add(Kind kind, @Nullable String order, Outcome outcome, String detail) {
        findings.add(new Finding(kind, order, outcome, detail));
        if (order != null) {
            found.add(order);
        }
    }
}
