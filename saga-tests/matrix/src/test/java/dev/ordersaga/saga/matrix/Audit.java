package dev.ordersaga.saga.matrix;

import dev.ordersaga.asl.execution.ExecutionStatus;
import dev.ordersaga.asl.execution.HistoryEvent;
import dev.ordersaga.saga.services.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Compares what the order says with the gateway's books and the stock, as somebody does who trusts none of the services. */
final class Audit {

    private final Stores stores;
    private final String orderId;
    private final String sku;

    Audit(Stores stores, String orderId, String sku) {
        this.stores = stores;
        this.orderId = orderId;
        this.sku = sku;
    }

    /**
     * Every way in which they disagree.
     *
     * @param stock the pieces that would be on hand without this order
     * @param mayBeLeft an operator has said that nothing need be undone any more
     */
    List<String> of(
            Plan plan,
            List<RunningSaga> sagas,
            List<String> events,
            Set<Fault> happened,
            long stock,
            long total,
            boolean cancelled,
            boolean mayBeLeft) {
        List<String> problems = new ArrayList<>();
        Stores.Books books = stores.books(orderId, sku);
        Map<String, AttributeValue> order = books.of(Stores.ORDERS);
        String status = Stores.text(order, "status");
        String payment = Stores.text(books.of(Stores.PAYMENTS), "status");
        String reservation = Stores.text(books.of(Stores.RESERVATIONS), "status");
        long kept = books.kept();
        long onHand = books.onHand();
        long gone = Math.max(stock, 0) - onHand;
        if (onHand < 0) {
            problems.add("the stock is below zero: " + onHand);
        }
        switch (status) {
            case "CONFIRMED" -> {
                expect(problems, "money kept for a confirmed order", total, kept);
                expect(problems, "pieces gone for a confirmed order", Plan.QUANTITY, gone);
                expect(problems, "the payment of a confirmed order", "CHARGED", payment);
                expect(problems, "the reservation of a confirmed order", "RESERVED", reservation);
            }
            case "REJECTED", "CANCELLED" -> {
                if (!mayBeLeft) {
                    expect(problems, "money kept for a " + status + " order", 0, kept);
                    expect(problems, "pieces gone for a " + status + " order", 0, gone);
                    if (Set.of("PENDING", "CHARGED").contains(payment)) {
                        problems.add("the order is " + status + " and its payment " + payment);
                    }
                    if (reservation.equals("RESERVED")) {
                        problems.add("the order is " + status + " and its pieces are reserved");
                    }
                }
            }
            case "NEEDS_REPAIR" -> leftOver(problems, plan, order, sagas, happened, kept, gone);
            default -> problems.add("the order is left '" + status + "'");
        }
        if (cancelled && !status.equals("CANCELLED") && !status.equals("NEEDS_REPAIR")) {
            problems.add("its customer was told that the order is taken back, and it is " + status);
        }
        if (status.equals("CONFIRMED") && order.containsKey("cancellation")) {
            problems.add("the order is CONFIRMED and taken back");
        }
        if (status.equals("CONFIRMED") && plan.isLarge() && !approved(order)) {
            problems.add("the order is CONFIRMED and nobody approved it");
        }
        boolean refunding = sagas.stream().anyMatch(saga -> saga.kind() == RunningSaga.Kind.REFUND);
        executions(problems, sagas, status, refunding);
        events(problems, events, status, sagas, refunding);
        reason(problems, sagas, order, status);
        return problems;
    }

    private static boolean approved(Map<String, AttributeValue> order) {
        AttributeValue review = order.get("review");
        return review != null && Stores.text(review.m(), "state").equals("APPROVED");
    }

    private static void expect(List<String> problems, String what, Object expected, Object found) {
        if (!String.valueOf(expected).equals(String.valueOf(found))) {
            problems.add(what + ": " + found + " and not " + expected);
        }
    }

    private static void leftOver(
            List<String> problems,
            Plan plan,
            Map<String, AttributeValue> order,
            List<RunningSaga> sagas,
            Set<Fault> happened,
            long kept,
            long gone) {
        if (sagas.stream().noneMatch(RunningSaga::isWaiting)) {
            problems.add("the order needs repair and no saga waits for it");
        }
        Set<String> named = Stores.maps(order, "residuals").stream()
                .map(residual -> Stores.text(residual, "step"))
                .collect(Collectors.toCollection(TreeSet::new));
        if (named.contains("SettleConfirmation")) {
            // Nobody could tell whether the order is confirmed, so nothing was undone: all of it is left, or none yet.
            others(problems, named, happened);
            return;
        }
        Set<String> heldUp = heldUp(plan, order);
        if (kept > 0 != named.contains("RefundPayment") && !maybe(happened, heldUp, "RefundPayment", kept)) {
            problems.add(kept + " of money are kept and the residuals are " + named);
        }
        if (gone > 0 != named.contains("ReleaseInventory") && !maybe(happened, heldUp, "ReleaseInventory", gone)) {
            problems.add(gone + " pieces are gone and the residuals are " + named);
        }
        others(problems, named, happened);
        if (sagas.stream()
                .filter(RunningSaga::isWaiting)
                .noneMatch(saga -> StreamSupport.stream(
                                saga.waitingPayload().path("residuals").spliterator(), false)
                        .map(residual -> residual.path("step").asString(""))
                        .collect(Collectors.toCollection(TreeSet::new))
                        .equals(named))) {
            problems.add("no saga waits because of just " + named);
        }
    }

    private static void others(List<String> problems, Set<String> named, Set<Fault> happened) {
        Set<String> others = new TreeSet<>(named);
        others.removeAll(Set.of("RefundPayment", "ReleaseInventory"));
        others.removeAll(happened.stream().map(Fault::state).toList());
        if (!others.isEmpty()) {
            problems.add("residuals for which there is no cause: " + others);
        }
    }

    /** The steps that a second execution, held up on its way, timed out of: what became of them it cannot know. */
    private static Set<String> heldUp(Plan plan, Map<String, AttributeValue> order) {
        if (plan.second()
                .filter(second -> second.turns() == Plan.Turns.SECOND_HELD)
                .isEmpty()) {
            return Set.of();
        }
        return Stores.maps(order, "residuals").stream()
                .filter(residual -> Stores.text(residual, "error").equals("States.Timeout"))
                .map(residual -> Stores.text(residual, "step"))
                .collect(Collectors.toSet());
    }

    /** Nothing is left, and a saga that was not told so must name it all the same. */
    private static boolean maybe(Set<Fault> happened, Set<String> heldUp, String step, long left) {
        return left == 0
                && (heldUp.contains(step)
                        || happened.stream().anyMatch(fault -> fault.state().equals(step)));
    }

    private static void executions(List<String> problems, List<RunningSaga> sagas, String status, boolean refunding) {
        for (RunningSaga saga : sagas) {
            if (saga.isWaiting()) {
                if (!saga.waitingState().equals("RequestRepair")) {
                    problems.add("an execution waits in " + saga.waitingState());
                }
                continue;
            }
            ExecutionStatus ended = saga.execution().status();
            if (ended != ExecutionStatus.SUCCEEDED) {
                problems.add("an execution is " + ended + ": "
                        + saga.execution().error().orElse(""));
            } else if (!truly(status, refunding, saga.execution().output().orElse(""))) {
                problems.add("the order is " + status + " and an execution ended with "
                        + saga.execution().output().orElse(""));
            }
        }
    }

    /** What an execution said when it ended: it may have been confirmed before it was taken back. */
    private static boolean truly(String status, boolean refunding, String output) {
        return output.contains("\"" + status + "\"")
                || (refunding && (output.contains("\"CONFIRMED\"") || output.contains("\"NOT_CONFIRMED\"")));
    }

    private static void events(
            List<String> problems, List<String> events, String status, List<RunningSaga> sagas, boolean refunding) {
        Map<String, String> of =
                Map.of("CONFIRMED", "OrderConfirmed", "REJECTED", "OrderRejected", "CANCELLED", "OrderCancelled");
        of.forEach((each, event) -> {
            boolean before = refunding && each.equals("CONFIRMED");
            if (events.contains(event) && !each.equals(status) && !before) {
                problems.add("the order is " + status + " and the event is " + event);
            }
        });
        if (of.containsKey(status)
                && (!status.equals("CONFIRMED") || !refunding)
                && sagas.stream().noneMatch(RunningSaga::isWaiting)
                && !events.contains(of.get(status))) {
            problems.add("nobody was told that the order is " + status);
        }
    }

    /** The customer is told why: what first led one of the order's executions back. */
    private static void reason(
            List<String> problems, List<RunningSaga> sagas, Map<String, AttributeValue> order, String status) {
        if (!Set.of("REJECTED", "NEEDS_REPAIR", "CANCELLED").contains(status)) {
            return;
        }
        String reason = Stores.text(order, "reason");
        Set<String> expected = new TreeSet<>();
        for (RunningSaga saga : sagas) {
            List<HistoryEvent> history = saga.execution().history();
            if (saga.kind() == RunningSaga.Kind.REFUND) {
                expected.add("CANCELLED_BY_CUSTOMER");
            } else {
                expected.add(TurningBack.reason(history));
                expect(
                        problems,
                        "the reason an execution went back with",
                        TurningBack.reason(history),
                        TurningBack.assigned(history));
            }
        }
        if (status.equals("CANCELLED")) {
            expected = Set.of("CANCELLED_BY_CUSTOMER");
        }
        if (!expected.contains(reason)) {
            problems.add("the reason is " + reason + " and not " + expected);
        }
    }
}
