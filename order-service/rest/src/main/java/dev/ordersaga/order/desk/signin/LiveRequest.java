package dev.ordersaga.order.desk.signin;

/** A request that a page makes by itself to stay up to date; no person waits for where it leads. */
public final class LiveRequest {

    /** There, whatever it holds, when it is one. */
    public static final String HEADER = "Desk-Live";

    /** In the answer: which service is away. */
    public static final String AWAY = "Desk-Away";

    private LiveRequest() {}
}
