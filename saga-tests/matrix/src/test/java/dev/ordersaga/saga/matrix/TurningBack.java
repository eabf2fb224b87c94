package dev.ordersaga.saga.matrix;

import dev.ordersaga.asl.execution.HistoryEvent;
import java.util.List;
import java.util.Set;

/** Why an execution of the order saga turned back, read from its history: what customers are to be told. */
final class TurningBack {

    /** What says that a call has not been done, or that nobody knows, and that it may be done later. */
    private static final Set<String> COME_LATER = Set.of(
            "Lambda.TooManyRequestsException",
            "Lambda.SnapStartNotReadyException",
            "Lambda.ServiceException",
            "Lambda.SdkClientException",
            "Lambda.ClientExecutionTimeoutException",
            "dev.ordersaga.participant.ParticipantBusy");

    private TurningBack() {}

    /** The code of the first thing that led back; empty where nothing did. */
    static String reason(List<HistoryEvent> history) {
        String state = "";
        String error = "";
        String cause = "";
        for (HistoryEvent event : history) {
            String type = event.type();
            if (type.equals("TaskFailed") || type.equals("TaskTimedOut") || type.equals("EvaluationFailed")) {
                error = text(event, "error");
                cause = text(event, "cause");
            } else if (type.equals("TaskScheduled")) {
                error = "";
            } else if (type.endsWith("StateEntered")) {
                state = text(event, "name");
                error = "";
                String code = state.equals("IsApproved") ? ofReview(text(event, "input")) : "";
                if (!code.isEmpty()) {
                    return code;
                }
            } else if (type.equals("TaskStateExited")) {
                String code = error.isEmpty() ? "" : code(state, error, cause);
                if (!code.isEmpty()) {
                    return code;
                }
            }
        }
        return "";
    }

    /** The code that the execution itself went back with; empty where it did not. */
    static String assigned(List<HistoryEvent> history) {
        return history.stream()
                .filter(event -> event.details() != null)
                .map(event -> event.details()
                        .path("assignedVariables")
                        .path("reason")
                        .asString("")
                        .replace("\"", ""))
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String code(String state, String error, String cause) {
        if (error.equals("dev.ordersaga.participant.StepAlreadyCompensated")) {
            return "INTERRUPTED";
        }
        if (COME_LATER.contains(error)
                && Set.of("CreateOrder", "SettleReview", "ProcessPayment", "ReserveInventory", "ConfirmOrder")
                        .contains(state)) {
            return "SYSTEM_BUSY";
        }
        return switch (state) {
            case "CreateOrder" -> "ORDER_NOT_CREATED";
            case "SettleReview" -> "REVIEW_FAILED";
            case "ProcessPayment" ->
                error.equals("dev.ordersaga.payment.CardDeclined") ? declined(cause) : "PAYMENT_FAILED";
            case "ReserveInventory" ->
                error.startsWith("dev.ordersaga.inventory.") ? "OUT_OF_STOCK" : "RESERVATION_FAILED";
            case "ConfirmOrder" ->
                switch (error) {
                    case "dev.ordersaga.order.OrderCancelled" -> "CANCELLED_BY_CUSTOMER";
                    case "dev.ordersaga.order.OrderNotPending" -> "CONFIRMATION_REFUSED";
                    default -> "CONFIRMATION_FAILED";
                };
            default -> "";
        };
    }

    private static String declined(String cause) {
        return List.of("INSUFFICIENT_FUNDS", "UNKNOWN_PAYMENT_METHOD").stream()
                .filter(cause::contains)
                .findFirst()
                .orElse("CARD_DECLINED");
    }

    /** What SettleReview answered. */
    private static String ofReview(String decision) {
        if (decision.contains("APPROVED")) {
            return "";
        }
        if (decision.contains("CANCELLED")) {
            return "CANCELLED_BY_CUSTOMER";
        }
        if (decision.contains("NOT_ASKED")) {
            return "SYSTEM_BUSY";
        }
        return decision.contains("REFUSED") ? "REVIEW_REFUSED" : "REVIEW_TIMED_OUT";
    }

    private static String text(HistoryEvent event, String name) {
        return event.details() == null ? "" : event.details().path(name).asString("");
    }
}
