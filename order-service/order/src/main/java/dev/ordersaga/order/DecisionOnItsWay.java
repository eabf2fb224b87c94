package dev.ordersaga.order;

/** Another decision about the order's repair is on its way to the saga. */
public final class DecisionOnItsWay extends RuntimeException {

    public DecisionOnItsWay(String message) {
        super(message);
    }
}
