package dev.ordersaga.order.web;

import dev.ordersaga.order.Order;

/**
 * Who sent a request.
 *
 * @param subject names them; a customer's is their customer id
 * @param operator whether they may see every order, review and repair
 */
record Caller(String subject, boolean operator) {

    /** The role of those who order for themselves. */
    static final String CUSTOMER = "customer";

    /** The role of those who see every order, review and repair. */
    static final String OPERATOR = "operator";

    /** Whether an order is theirs to see and to take back. */
    boolean mayTouch(Order order) {
        return operator || order.details().customerId().equals(subject);
    }

    /** @throws Forbidden unless the order would be their own, or they are an operator */
    void requireOrdersFor(String customerId) {
        if (!operator && !customerId.equals(subject)) {
            throw new Forbidden("customerId must be the customer whom the token names");
        }
    }

    /** @throws Forbidden unless they are an operator */
    void requireOperator() {
        if (!operator) {
            throw new Forbidden("only operators may do this");
        }
    }
}
