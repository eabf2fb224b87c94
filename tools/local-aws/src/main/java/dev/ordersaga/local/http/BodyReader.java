package dev.ordersaga.local.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/** Reads a request's body as it arrives, without a thread that waits for it. */
final class BodyReader {

    private static final byte[] NONE = {};
    private static final int FIRST_PIECE = 16 * 1024;

    private final HttpLimits limits;

    BodyReader(HttpLimits limits) {
        this.limits = limits;
    }

    /** What becomes of a body. Either is called once, on the thread that read its end. */
    interface Outcome {

        void whole(byte[] body);

        /** It was read to its end, so that the client gets to read the answer, but not kept. */
        void tooLarge();
    }

    void read(HttpServerExchange exchange, Outcome outcome) {
        if (exchange.isRequestComplete()) {
            outcome.whole(NONE);
            return;
        }
        Reading reading = new Reading(outcome);
        exchange.getRequestReceiver().receivePartialBytes(reading::take, (failed, why) -> {
            // The client closed the connection before its request was complete.
            reading.done();
            IoUtils.safeClose(failed.getConnection());
        });
        reading.watch(exchange, limits.bodyWithin());
    }

    private final class Reading {

        private final Outcome outcome;
        private final AtomicBoolean done = new AtomicBoolean();
        private XnioExecutor.@Nullable Key timer;
        private @Nullable ByteArrayOutputStream body;
        private long length;

        Reading(Outcome outcome) {
            this.outcome = outcome;
        }

        void take(HttpServerExchange exchange, byte[] piece, boolean last) {
            length += piece.length;
            if (length > 2L * limits.body()) {
                // So much more that reading on is no kindness.
                done();
                IoUtils.safeClose(exchange.getConnection());
                return;
            }
            if (last && body == null && length == piece.length && length <= limits.body()) {
                done();
                outcome.whole(piece);
                return;
            }
            if (length <= limits.body()) {
                if (body == null) {
                    body = new ByteArrayOutputStream(first(exchange));
                }
                body.write(piece, 0, piece.length);
            } else {
                body = null;
            }
            if (last) {
                done();
                if (length > limits.body()) {
                    outcome.tooLarge();
                } else {
                    outcome.whole(body == null ? NONE : body.toByteArray());
                }
            }
        }

        /** Nothing is set aside for what a client says that it will send. */
        private int first(HttpServerExchange exchange) {
            String said = exchange.getRequestHeaders().getFirst(Headers.CONTENT_LENGTH);
            return said != null && said.length() < 5 ? Integer.parseInt(said) : FIRST_PIECE;
        }

        void watch(HttpServerExchange exchange, Duration within) {
            if (!done.get()) {
                XnioExecutor.Key set = exchange.getIoThread()
                        .executeAfter(
                                () -> {
                                    if (!done.get()) {
                                        IoUtils.safeClose(exchange.getConnection());
                                    }
                                },
                                within.toMillis(),
                                TimeUnit.MILLISECONDS);
                timer = set;
                if (done.get()) {
                    set.remove();
                }
            }
        }

        void done() {
            done.set(true);
            XnioExecutor.Key set = timer;
            if (set != null) {
                set.remove();
            }
        }
    }
}
