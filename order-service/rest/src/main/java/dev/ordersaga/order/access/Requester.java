package dev.ordersaga.order.access;

import dev.ordersaga.order.Order;
import org.springframework.security.core.Authentication;

/**
 * Who sent a request.
 *
 * @param subject names them; a customer's is their customer id
 * @param operator whether they may see every order, review and repair
 */
public record Requester(String subject, boolean operator) {

    /** The role of those who order for themselves. */
    public static final String CUSTOMER = "customer";

    /** The role of those who see every order, review and repair. */
    public static final String OPERATOR = "operator";

    /** Whom a chain of filters has let in. */
    public static Requester of(Authentication known) {
        return new Requester(
                known.getName(),
                known.getAuthorities().stream().anyMatch(authority -> OPERATOR.equals(authority.getAuthority())));
    }

    /** Whether an order is theirs to see and to take back. */
    public boolean mayTouch(Order order) {
        return operator || order.details().customerId().equals(subject);
    }

    /**
     * Lets them place orders for a customer.
     *
     * @throws Forbidden unless the order would be their own, or they are an operator
     */
    public void requireOrdersFor(String customerId) {
        if (!operator && !customerId.equals(subject)) {
            throw new Forbidden("customerId must be the customer whom the token names");
        }
    }

    /**
     * Lets operators through.
     *
     * @throws Forbidden unless they are one
     */
    public void requireOperator() {
        if (!operator) {
            throw new Forbidden("only operators may do this");
        }
    }
}
