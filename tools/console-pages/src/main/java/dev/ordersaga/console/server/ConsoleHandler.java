package dev.ordersaga.console.server;

import dev.ordersaga.console.page.Console;
import dev.ordersaga.console.web.BrowserAnswer;
import dev.ordersaga.console.web.BrowserRequest;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.sse.ServerSentEventHandler;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Answers for a {@link Console}. A request is answered on a thread that may wait; a stream of events holds none.
 */
public final class ConsoleHandler implements HttpHandler {

    /** An input of a quarter of a megabyte, each of its bytes percent-encoded, and room for the rest of the form. */
    private static final long MAX_FORM_SIZE = 1_000_000;

    private final String base;
    private final Supplier<Console> console;

    /**
     * For requests whose path begins with a base.
     *
     * @param base without a slash at its end; empty for the server's root
     * @param console asked for with each request, so that it can be made by the first
     */
    public ConsoleHandler(String base, Supplier<Console> console) {
        this.base = base;
        this.console = console;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.setMaxEntitySize(MAX_FORM_SIZE);
        exchange.getRequestReceiver()
                .receiveFullBytes((whole, body) -> whole.dispatch(() -> answer(whole, body)), (broken, failure) -> {
                    broken.setStatusCode(StatusCodes.REQUEST_ENTITY_TOO_LARGE);
                    broken.setPersistent(false);
                    broken.endExchange();
                });
    }

    private void answer(HttpServerExchange exchange, byte[] body) {
        try {
            BrowserAnswer answer = answer(request(exchange, body));
            if (answer instanceof BrowserAnswer.Events events) {
                head(exchange, events);
                stream(exchange, events);
            } else if (answer instanceof BrowserAnswer.Whole whole) {
                end(exchange, () -> {
                    head(exchange, whole);
                    exchange.getResponseSender().send(ByteBuffer.wrap(whole.body()));
                });
            }
        } catch (IllegalArgumentException e) {
            end(exchange, () -> exchange.setStatusCode(StatusCodes.BAD_REQUEST).endExchange());
        } catch (Exception | Error e) {
            // An Error, too, such as a class that cannot be loaded any more: nobody else would end the exchange, and
            // the browser would wait.
            end(
                    exchange,
                    () -> exchange.setStatusCode(StatusCodes.INTERNAL_SERVER_ERROR)
                            .endExchange());
            System.err.println("console: " + exchange.getRequestURI() + ": " + e);
        }
    }

    /**
     * Ends it on the connection's own thread, which reads its requests, too. Ended by another, reading would be turned on while that thread,
     * which finds nobody who reads, turns it off, and the connection's next request might never be read.
     */
    private static void end(HttpServerExchange exchange, Runnable end) {
        try {
            exchange.getIoThread().execute(end);
        } catch (RejectedExecutionException e) {
            // The port is closing, and every connection with it.
        }
    }

    private BrowserAnswer answer(BrowserRequest request) {
        return console.get().answer(request);
    }

    private BrowserRequest request(HttpServerExchange exchange, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        for (HeaderValues values : exchange.getRequestHeaders()) {
            headers.put(values.getHeaderName().toString().toLowerCase(Locale.ROOT), values.getFirst());
        }
        String path = exchange.getRequestURI();
        if (exchange.isHostIncludedInRequestURI()) {
            int slash = path.indexOf('/', path.indexOf("//") + 2);
            path = slash < 0 ? "/" : path.substring(slash);
        }
        return BrowserRequest.of(
                exchange.getRequestMethod().toString(),
                path.startsWith(base) ? path.substring(base.length()) : path,
                exchange.getQueryString(),
                headers,
                body);
    }

    private static void head(HttpServerExchange exchange, BrowserAnswer answer) {
        exchange.setStatusCode(answer.status());
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
    }

    private static void stream(HttpServerExchange exchange, BrowserAnswer.Events events) throws Exception {
        new ServerSentEventHandler((connection, last) -> {
                    connection.setKeepAliveTime(SentEvents.KEEP_ALIVE_MILLIS);
                    events.feed().fill(new SentEvents(connection));
                })
                .handleRequest(exchange);
    }
}
