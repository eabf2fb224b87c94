package dev.ordersaga.participant.function;

import dev.ordersaga.participant.TransientErrors;
import dev.ordersaga.participant.json.JsonMismatch;
import dev.ordersaga.participant.json.Place;
import dev.ordersaga.participant.json.RecordReader;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import tools.jackson.databind.json.JsonMapper;

/** One action: binds its request, logs one line, writes its answer. The payload itself is never logged. */
final class Action<I extends Record, C, O> {

    private static final Logger log = LoggerFactory.getLogger(Action.class);

    private static final int MAX_ID_LENGTH = 128;

    private static final JsonMapper ANSWERS = JsonMapper.builder().build();

    private final String name;
    private final RecordReader<I> request;
    private final Function<I, C> toCommand;
    private final Function<C, O> handler;
    private final String correlation;
    private final Function<String, ? extends RuntimeException> invalidPayload;

    /** @throws IllegalArgumentException if the record has a component of the envelope's, or one that cannot be read from JSON */
    Action(
            String name,
            Class<I> request,
            Function<I, C> toCommand,
            Function<C, O> handler,
            String correlation,
            Function<String, ? extends RuntimeException> invalidPayload) {
        this.name = name;
        this.request = new RecordReader<>(request);
        this.toCommand = toCommand;
        this.handler = handler;
        this.correlation = correlation;
        this.invalidPayload = invalidPayload;
        this.request.fields().stream().filter(Invocation.ENVELOPE::contains).forEach(field -> {
            throw new IllegalArgumentException(
                    request.getName() + "." + field + " could never be read: the field belongs to the envelope");
        });
    }

    Set<String> fields() {
        return request.fields();
    }

    byte[] answer(Invocation invocation) {
        long started = System.nanoTime();
        try {
            byte[] answer = ANSWERS.writeValueAsBytes(handler.apply(command(invocation)));
            logLine(log.atInfo(), invocation, started, "answered").log("{} answered", name);
            return answer;
        } catch (SdkException e) {
            throw logged(invocation, started, TransientErrors.named(name, e));
        } catch (RuntimeException e) {
            throw logged(invocation, started, e);
        }
    }

    private RuntimeException logged(Invocation invocation, long started, RuntimeException e) {
        // The caller gets the exception itself; the log needs its name and message only.
        logLine(log.atWarn(), invocation, started, e.getClass().getName()).log("{} threw {}", name, e.toString());
        return e;
    }

    private C command(Invocation invocation) {
        try {
            return toCommand(request.read(invocation.body()));
        } catch (JsonMismatch e) {
            throw invalidPayload.apply(String.valueOf(e.getMessage()));
        }
    }

    private C toCommand(I read) {
        try {
            return toCommand.apply(read);
        } catch (IllegalArgumentException e) {
            throw new JsonMismatch(Place.ROOT, String.valueOf(e.getMessage()));
        }
    }

    /** A text that is too long for an id is refused. */
    private static @Nullable String loggable(@Nullable String id) {
        return id == null || id.length() <= MAX_ID_LENGTH ? id : "…";
    }

    private LoggingEventBuilder logLine(
            LoggingEventBuilder event, Invocation invocation, long started, String outcome) {
        LoggingEventBuilder line =
                event.addKeyValue("action", name).addKeyValue(correlation, loggable(invocation.text(correlation)));
        if (invocation.execution() != null) {
            line = line.addKeyValue("execution", invocation.execution());
        }
        return line.addKeyValue("outcome", outcome)
                .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    }
}
