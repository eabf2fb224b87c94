package dev.ordersaga.console.live;

import dev.ordersaga.analysis.Outline;
import dev.ordersaga.console.endpoint.EndpointAway;
import dev.ordersaga.console.endpoint.EndpointExecutions;
import dev.ordersaga.console.endpoint.EndpointRefused;
import dev.ordersaga.console.endpoint.ExecutionDetails;
import dev.ordersaga.console.endpoint.StateMachineText;
import dev.ordersaga.view.ExecutionView;
import dev.ordersaga.view.RecordedEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs as they were last read, so that of a long one only what is new has to be asked for. A few are kept while somebody looks at them, and
 * none for long after.
 */
public final class SeenRuns {

    /** About 1 KB each; a history has 25,000 at most. */
    private static final int MAX_EVENTS = 60_000;

    private static final Duration KEPT = Duration.ofSeconds(60);

    /** What a run that moves is asked again after, at the soonest. */
    private static final Duration FRESH = Duration.ofMillis(100);

    private final EndpointExecutions executions;
    private final InstantSource clock;
    private final Executor background;
    private final Map<String, Entry> byArn = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Of an endpoint.
     *
     * @param background reads on what a page does not wait for
     */
    public SeenRuns(EndpointExecutions executions, InstantSource clock, Executor background) {
        this.executions = executions;
        this.clock = clock;
        this.background = background;
    }

    /**
     * The run as it stands now, or, where its history takes longer to read than a person should wait for a page, as if nothing of it had
     * happened yet; then the rest is read in the background.
     *
     * @param meanwhile what can be done with the run's definition while its history is read
     * @throws EndpointRefused as {@link #read} does
     */
    public SeenRun readWithin(String executionArn, Duration timeout, Consumer<SeenRun> meanwhile) {
        if (isKnown(executionArn)) {
            return read(executionArn);
        }
        long until = clock.millis() + timeout.toMillis();
        CompletableFuture<SeenRun> whole = CompletableFuture.supplyAsync(() -> read(executionArn), background);
        ExecutionDetails details = executions.describeExecution(executionArn);
        StateMachineText machine = executions.definition(executionArn);
        SeenRun before = read(machine, outline(machine), details, List.of(), List.of());
        meanwhile.accept(before);
        try {
            return whole.get(Math.max(0, until - clock.millis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return before;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException why) {
                throw why;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EndpointAway("interrupted", e);
        }
    }

    /**
     * The run as it stands now; may wait for the endpoint.
     *
     * @throws EndpointRefused where there is none, or its definition cannot be read
     */
    public SeenRun read(String executionArn) {
        Entry entry;
        synchronized (byArn) {
            entry = byArn.computeIfAbsent(executionArn, arn -> new Entry());
        }
        SeenRun run;
        synchronized (entry) {
            long now = clock.millis();
            SeenRun seen = entry.run;
            if (seen == null) {
                run = first(executionArn);
            } else if (now - entry.asked < FRESH.toMillis()) {
                run = seen;
            } else {
                run = again(executionArn, seen);
            }
            entry.run = run;
            entry.asked = clock.millis();
            entry.events = run.events().size();
        }
        forgetOthers(executionArn);
        return run;
    }

    private boolean isKnown(String arn) {
        synchronized (byArn) {
            Entry entry = byArn.get(arn);
            return entry != null && entry.asked > 0;
        }
    }

    /** Forgets what nobody has looked at for a while. */
    public void tidy() {
        synchronized (byArn) {
            long before = clock.millis() - KEPT.toMillis();
            byArn.values().removeIf(entry -> entry.asked < before && entry.asked > 0);
        }
    }

    private void forgetOthers(String arn) {
        tidy();
        synchronized (byArn) {
            long sum = byArn.values().stream().mapToLong(entry -> entry.events).sum();
            Iterator<Map.Entry<String, Entry>> oldestFirst = byArn.entrySet().iterator();
            while (sum > MAX_EVENTS && oldestFirst.hasNext()) {
                Map.Entry<String, Entry> oldest = oldestFirst.next();
                if (!oldest.getKey().equals(arn)) {
                    sum -= oldest.getValue().events;
                    oldestFirst.remove();
                }
            }
        }
    }

    private SeenRun first(String arn) {
        ExecutionDetails details = executions.describeExecution(arn);
        StateMachineText machine = executions.definition(arn);
        return read(machine, outline(machine), details, List.of(), executions.eventsAfter(arn, 0));
    }

    private static Outline outline(StateMachineText machine) {
        try {
            return Outline.of(machine.definition());
        } catch (IllegalArgumentException e) {
            throw new EndpointRefused("InvalidDefinition", String.valueOf(e.getMessage()));
        }
    }

    private SeenRun again(String arn, SeenRun seen) {
        ExecutionDetails details = executions.describeExecution(arn);
        if (seen.hasEnded() && details.equals(seen.details())) {
            return seen;
        }
        List<ObjectNode> fresh = executions.eventsAfter(arn, seen.events().size());
        if (fresh.isEmpty()) {
            return details.equals(seen.details())
                    ? seen
                    : new SeenRun(seen.machine(), seen.outline(), details, seen.events(), seen.view());
        }
        return read(seen.machine(), seen.outline(), details, seen.events(), fresh);
    }

    private static SeenRun read(
            StateMachineText machine,
            Outline outline,
            ExecutionDetails details,
            List<RecordedEvent> known,
            List<ObjectNode> fresh) {
        List<RecordedEvent> events = new ArrayList<>(known.size() + fresh.size());
        events.addAll(known);
        try {
            fresh.forEach(event -> events.add(RecordedEvent.read(event)));
        } catch (IllegalArgumentException e) {
            throw new EndpointRefused("UnreadableHistory", String.valueOf(e.getMessage()));
        }
        return new SeenRun(machine, outline, details, events, ExecutionView.of(outline, events));
    }

    private static final class Entry {
        private @Nullable SeenRun run;
        private volatile long asked;
        private volatile int events;
    }
}
