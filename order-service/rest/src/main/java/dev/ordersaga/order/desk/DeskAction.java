package dev.ordersaga.order.desk;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody decides about an order. */
enum DeskAction {
    APPROVE("Approve", "approved", true),
    REFUSE("Refuse", "refused", true),
    RETRY("Retry the undoing", "its undoing is tried again", true),
    DONE("Done by hand", "taken as undone by hand", true),
    SKIP("Skip, with a reason", "left as it is", true),
    CANCEL("Take back", "being taken back", false);

    private final String label;
    private final String done;
    private final boolean operators;

    DeskAction(String label, String done, boolean operators) {
        this.label = label;
        this.done = done;
        this.operators = operators;
    }

    static Optional<DeskAction> of(@Nullable String value) {
        return Arrays.stream(values())
                .filter(action -> action.value().equals(value))
                .findFirst();
    }

    /** As forms send it. */
    String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    String label() {
        return label;
    }

    /** What became of an order, in words. */
    String done() {
        return done;
    }

    boolean needsAnOperator() {
        return operators;
    }
}
