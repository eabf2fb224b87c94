package dev.ordersaga.participant.function;

import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** One action: reads its request strictly, logs one line, writes its answer. The payload itself is never logged. */
final class Action<I extends Record, O> implements Function<byte[], byte[]> {

    private static final Logger log = LoggerFactory.getLogger(Action.class);

    private final String name;
    private final StrictPayload<I> payload;
    private final Function<I, O> handler;
    private final String correlation;

    Action(
            String name,
            Class<I> request,
            Function<I, O> handler,
            String correlation,
            Function<String, ? extends RuntimeException> invalidPayload) {
        this.name = name;
        this.payload = new StrictPayload<>(request, invalidPayload);
        this.handler = handler;
        this.correlation = correlation;
    }

    void refuseUnknownFields(byte[] json) {
        payload.refuseUnknownFields(json);
    }

    void rehearse() {
        payload.rehearse();
    }

    @Override
    public byte[] apply(byte[] json) {
        long started = System.nanoTime();
        try {
            byte[] answer = StrictPayload.write(handler.apply(payload.read(json)));
            line(log.atInfo(), json, started, "answered").log("{} answered", name);
            return answer;
        } catch (RuntimeException e) {
            // The caller gets the exception itself, stack and all; here its name says enough.
            line(log.atWarn(), json, started, e.getClass().getName()).log("{} threw {}", name, e.toString());
            throw e;
        }
    }

    private LoggingEventBuilder line(LoggingEventBuilder event, byte[] json, long started, String outcome) {
        LoggingEventBuilder line =
                event.addKeyValue("action", name).addKeyValue(correlation, StrictPayload.text(json, correlation));
        String execution = StrictPayload.execution(json);
        if (execution != null) {
            line = line.addKeyValue("execution", execution);
        }
        return line.addKeyValue("outcome", outcome)
                .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    }
}
