package dev.ordersaga.console.web;

/** An open stream of server-sent events. Safe for use by many threads. */
public interface EventStream {

    /**
     * Sends an event, without waiting for it to arrive.
     *
     * @return false where the one before is still on its way, or nobody listens any more: it was not sent
     */
    boolean offer(String name, String data);

    boolean isClosed();

    /** Closes it, after what is on its way; a browser then asks again after some seconds. */
    void close();
}
