package dev.ordersaga.console.live;

import dev.ordersaga.console.endpoint.EndpointAway;
import dev.ordersaga.console.endpoint.EndpointRefused;
import dev.ordersaga.console.web.EventStream;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells that a list is another than it was; the page then asks for it. */
public final class ChangedList implements LiveSource {

    private final Supplier<? extends Object> list;
    private Optional<Object> last = Optional.empty();
    private boolean away;

    /**
     * Watches a list.
     *
     * @param list asks the endpoint; what it gives can be compared by equals
     */
    public ChangedList(Supplier<? extends Object> list) {
        this.list = list;
    }

    @Override
    public boolean tell(EventStream stream) {
        try {
            Object now = list.get();
            if (away) {
                away = !stream.offer("back", "{}");
            } else if (!last.equals(Optional.of(now)) && stream.offer("changed", "{}")) {
                last = Optional.of(now);
            }
            return true;
        } catch (EndpointAway e) {
            away = away || stream.offer("away", "{}");
            return true;
        } catch (EndpointRefused e) {
            return false;
        }
    }
}
