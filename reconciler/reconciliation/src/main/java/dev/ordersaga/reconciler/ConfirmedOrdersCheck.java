package dev.ordersaga.reconciler;

import dev.ordersaga.reconciler.Holding.State;
import dev.ordersaga.reconciler.PublishedOrder.Status;
import dev.ordersaga.reconciler.report.Discrepancy.Kind;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Confirmed orders: each has what it was confirmed with, or a refund runs for the customer who took it back. */
final class ConfirmedOrdersCheck {

    private final Reconciler.Parts parts;
    private final OrderList list;
    private final PassProgress progress;
    private final SagaRestarts restarts;

    ConfirmedOrdersCheck(Reconciler.Parts parts, OrderList list, PassProgress progress, SagaRestarts restarts) {
        this.parts = parts;
        this.list = list;
        this.progress = progress;
        this.restarts = restarts;
    }

    /**
     * Looks at them, newest first.
     *
     * @param since orders that were placed before are not looked at, null for all
     * @return the ids of those that were
     */
    Set<String> check(@Nullable Instant since, Map<String, Holding> money, Map<String, Holding> pieces) {
        Set<String> confirmed = new HashSet<>();
        list.each(Status.CONFIRMED, order -> {
            if (since != null && order.placedAt().isBefore(since)) {
                return false;
            }
            String id = order.id().value();
            confirmed.add(id);
            if (progress.isFound(order.id())) {
                return true;
            }
            if (order.isTakenBack()) {
                if (progress.isOld(order.cancelledAt())) {
                    progress.look(id, () -> takenBack(order.id()));
                }
            } else if (progress.isOld(order.placedAt())) {
                progress.look(id, () -> {
                    holds(
                            order.id(),
                            parts.payments(),
                            money.get(id),
                            Kind.CONFIRMED_WITHOUT_CHARGE,
                            "its payment is ");
                    holds(
                            order.id(),
                            parts.reservations(),
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
        Optional<SagaExecution> newest = parts.refunds().newest(id);
        if (newest.isPresent() && newest.get().isRunning()) {
            return;
        }
        if (parts.orders().find(id).filter(PublishedOrder::isTakenBack).isEmpty()) {
            return;
        }
        if (newest.isPresent()) {
            restarts.againIfOld(parts.refunds(), id, newest.get());
        } else {
            restarts.start(
                    parts.refunds(),
                    id,
                    1,
                    parts.orders().refundInput(id),
                    Kind.REFUND_MISSING,
                    "its customer took it back, and Step Functions knows of no refund");
        }
    }

    private void holds(OrderId id, Holdings holdings, @Nullable Holding listed, Kind kind, String what) {
        if (listed != null && listed.state() == State.HELD) {
            return;
        }
        State state = holdings.find(id.value());
        if (state != State.HELD
                && parts.orders()
                        .find(id)
                        .filter(order -> order.status() == Status.CONFIRMED && order.cancelledAt() == null)
                        .isPresent()) {
            progress.report(kind, id.value(), "it is CONFIRMED, and " + what + state);
        }
    }
}
