package dev.ordersaga.order.request;

import java.util.List;
import java.util.stream.Collectors;

/** A request for an order that cannot be one; carries every violation found. */
public final class InvalidOrder extends RuntimeException {

    private final transient List<Violation> violations;

    /** @param violations at least one */
    public InvalidOrder(List<Violation> violations) {
        super(violations.stream()
                .map(violation -> violation.field() + ": " + violation.message())
                .collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
        return violations;
    }
}
