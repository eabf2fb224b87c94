package dev.ordersaga.console.live;

import dev.ordersaga.console.web.EventStream;

/** Where a stream's news come from. */
@FunctionalInterface
public interface LiveSource {

    /**
     * Tells a stream what is new since the last time. May wait for the endpoint; throws nothing for an endpoint that is away.
     *
     * @return false once there is nothing more to come
     */
    boolean tell(EventStream stream);
}
