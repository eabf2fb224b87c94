package dev.ordersaga.local.events;

import dev.ordersaga.local.http.AwsError;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** The services that rules can tell, by the name that stands in ARNs. They are connected once all are there. */
public final class EventTargets {

    /** The service of event buses, which are targets themselves. */
    static final String BUSES = "events";

    private final Map<String, EventTarget> byService = new ConcurrentHashMap<>();

    /** Events for ARNs of {@code service} go to {@code target} from now on. */
    public void connect(String service, EventTarget target) {
        byService.put(service, target);
    }

    CompletionStage<?> deliver(String service, EventTarget.Told told) {
        EventTarget target = byService.get(service);
        if (target == null) {
            return CompletableFuture.failedFuture(
                    new AwsError("UnsupportedTarget", "local-aws has no " + service + " that could be told"));
        }
        try {
            return target.deliver(told);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Whether the same may go well later. */
    static boolean passes(Throwable failure) {
        Throwable why =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return !(why instanceof AwsError refused) || refused.status() == 429 || refused.status() >= 500;
    }
}
