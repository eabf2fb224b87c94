package dev.ordersaga.local.console;

import dev.ordersaga.console.endpoint.AwsStepFunctions;
import dev.ordersaga.console.endpoint.EndpointAway;
import dev.ordersaga.console.endpoint.EndpointRefused;
import dev.ordersaga.console.endpoint.Publications;
import dev.ordersaga.console.endpoint.SampleInputs;
import dev.ordersaga.console.endpoint.StepFunctionsEndpoint;
import dev.ordersaga.console.page.Console;
import dev.ordersaga.console.server.ConsoleHandler;
import dev.ordersaga.console.web.Gatekeeper;
import dev.ordersaga.local.events.PublishedEvents;
import dev.ordersaga.local.faults.Faults;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.stepfunctions.StepFunctionsService;
import io.undertow.server.HttpHandler;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The console at {@link #PATH}. It is made by the first request for it: until then it costs nothing. */
public final class LocalConsole implements AutoCloseable {

    public static final String PATH = "/_local/console";

    private static final Duration EVERY = Duration.ofMillis(250);
    private static final int ANSWER_SECONDS = 30;

    private final StepFunctionsService stepFunctions;
    private final PublishedEvents events;
    private final Faults faults;
    private final Path logDir;
    private final SampleInputs samples;
    private @Nullable Console console;
    private boolean closed;

    public LocalConsole(
            StepFunctionsService stepFunctions,
            PublishedEvents events,
            Faults faults,
            Path logDir,
            SampleInputs samples) {
        this.stepFunctions = stepFunctions;
        this.events = events;
        this.faults = faults;
        this.logDir = logDir;
        this.samples = samples;
    }

    /** What answers under {@link #PATH}. */
    public HttpHandler handler() {
        return new ConsoleHandler(PATH, this::console);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (console != null) {
            console.close();
        }
    }

    private synchronized Console console() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (console == null) {
            console = new Console(PATH, endpoint(), new Gatekeeper(new SecureRandom()));
        }
        return Objects.requireNonNull(console);
    }

    private StepFunctionsEndpoint endpoint() {
        AwsStepFunctions calls = new AwsStepFunctions(this::call);
        return new StepFunctionsEndpoint(
                "local-aws",
                calls,
                calls,
                Optional.of(calls),
                stepFunctions.operations().contains("RedriveExecution"),
                Optional.of(new LogFiles(logDir)),
                Optional.of(new LocalFaults(faults)),
                Optional.of(this::newest),
                Optional.of(samples),
                EVERY);
    }

    private ObjectNode call(String operation, ObjectNode input) {
        try {
            return stepFunctions.call(operation, input).toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (AwsError e) {
            throw new EndpointRefused(e.code(), e.text());
        } catch (java.util.concurrent.ExecutionException | CompletionException e) {
            if (e.getCause() instanceof AwsError refused) {
                throw new EndpointRefused(refused.code(), refused.text());
            }
            throw new EndpointAway(operation + " failed", e);
        } catch (TimeoutException e) {
            throw new EndpointAway(operation + " took too long", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EndpointAway(operation + " was interrupted", e);
        }
    }

    private List<Publications.Publication> newest(int most) {
        List<Publications.Publication> all = new ArrayList<>(events.all().stream()
                .map(event -> new Publications.Publication(
                        event.id(),
                        event.bus(),
                        event.source(),
                        event.detailType() == null ? "" : event.detailType(),
                        event.detail(),
                        event.time()))
                .toList());
        Collections.reverse(all);
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }
}
