package dev.ordersaga.local.http;

import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.channels.AcceptingChannel;

/**
 * One port on the loopback interface. A request is read whole, given to the first service that handles it, and answered
 * whole; no thread is held while it arrives or while the service works. Every request that is HTTP gets an answer, whatever its
 * service throws.
 */
public final class HttpPort implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int BACKLOG = 1024;
    private static final int BUFFER = 16 * 1024;
    private static final int MAX_HEADERS_SIZE = 64 * 1024;
    private static final int MAX_HEADERS = 200;

    /** What is larger takes long enough to parse that others should not wait for it. */
    private static final int QUICK_BODY = 64 * 1024;

    private static final HttpString REQUEST_ID = new HttpString("x-amzn-RequestId");

    private final AcceptingChannel<StreamConnection> accepting;
    private final HttpOpenListener connections;
    private final HttpThreads threads;
    private final boolean ownThreads;
    private final List<HttpService> services;
    private final BodyReader bodies;
    private final WebPages webPages;
    private final Map<String, HttpHandler> besides;

    private HttpPort(
            HttpThreads threads,
            boolean ownThreads,
            int port,
            List<HttpService> services,
            HttpLimits limits,
            WebPages webPages,
            Map<String, HttpHandler> besides)
            throws IOException {
        this.threads = threads;
        this.ownThreads = ownThreads;
        this.services = List.copyOf(services);
        this.bodies = new BodyReader(limits);
        this.webPages = webPages;
        this.besides = Map.copyOf(besides);
        this.connections = new HttpOpenListener(
                new DefaultByteBufferPool(true, BUFFER, -1, 4),
                OptionMap.builder()
                        .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int)
                                limits.headersWithin().toMillis())
                        .set(UndertowOptions.NO_REQUEST_TIMEOUT, (int)
                                limits.idle().toMillis())
                        // An answer may take as long as it likes: the Lambda Runtime API's next takes hours.
                        .set(Options.READ_TIMEOUT, 0)
                        .set(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADERS_SIZE)
                        .set(UndertowOptions.MAX_HEADERS, MAX_HEADERS)
                        .set(UndertowOptions.MAX_PARAMETERS, Integer.MAX_VALUE)
                        // BodyReader has its own limit, and reads on so that the refusal arrives.
                        .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                        .set(UndertowOptions.DECODE_URL, false)
                        .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                        .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                        .getMap());
        this.connections.setRootHandler(new HttpContinueReadHandler(this::routed));
        this.accepting = threads.worker()
                .createStreamConnectionServer(
                        new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port),
                        ChannelListeners.openListenerAdapter(connections),
                        OptionMap.builder()
                                .set(Options.TCP_NODELAY, true)
                                .set(Options.REUSE_ADDRESSES, true)
                                .set(Options.BACKLOG, BACKLOG)
                                .getMap());
        this.accepting.resumeAccepts();
    }

    /**
     * Listens on 127.0.0.1, with threads of its own.
     *
     * @param port 0 for any free one
     * @param services asked in this order
     * @throws java.net.BindException where the port is taken
     */
    public static HttpPort open(int port, List<HttpService> services) throws IOException {
        return open(port, services, Set.of());
    }

    /**
     * As the other.
     *
     * @param names names of this machine under which the port is reached, besides {@code localhost} and its like
     */
    public static HttpPort open(int port, List<HttpService> services, Set<String> names) throws IOException {
        return open(port, services, HttpLimits.USUAL, new WebPages(names));
    }

    /**
     * As the other.
     *
     * @param besides handlers that check their callers themselves, by path, without a slash at its end
     */
    public static HttpPort open(
            int port, List<HttpService> services, Set<String> names, Map<String, HttpHandler> besides)
            throws IOException {
        return open(port, services, HttpLimits.USUAL, new WebPages(names), besides);
    }

    /** Listens on any free port of 127.0.0.1 with threads that others use too; closing it leaves them. */
    public static HttpPort open(HttpThreads threads, List<HttpService> services) throws IOException {
        return new HttpPort(threads, false, 0, services, HttpLimits.USUAL, new WebPages(Set.of()), Map.of());
    }

    static HttpPort open(int port, List<HttpService> services, HttpLimits limits, WebPages webPages)
            throws IOException {
        return open(port, services, limits, webPages, Map.of());
    }

    private static HttpPort open(
            int port,
            List<HttpService> services,
            HttpLimits limits,
            WebPages webPages,
            Map<String, HttpHandler> besides)
            throws IOException {
        HttpThreads threads = HttpThreads.start();
        try {
            return new HttpPort(threads, true, port, services, limits, webPages, besides);
        } catch (IOException | RuntimeException e) {
            threads.close();
            throw e;
        }
    }

    public int port() {
        return accepting.getLocalAddress(InetSocketAddress.class).getPort();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    @Override
    public void close() {
        if (!threads.worker().isShutdown()) {
            // The threads have ended and closed it; waiting for them would never return.
            accepting.suspendAccepts();
            IoUtils.safeClose(accepting);
            connections.closeConnections();
        }
        if (ownThreads) {
            threads.close();
        }
    }

    private void routed(HttpServerExchange exchange) throws Exception {
        if (!hasKnownTransferCoding(exchange)) {
            refuseTransferCoding(exchange);
            return;
        }
        if (!besides.isEmpty()) {
            String path = path(exchange);
            for (Map.Entry<String, HttpHandler> other : besides.entrySet()) {
                if (path.equals(other.getKey()) || path.startsWith(other.getKey() + "/")) {
                    other.getValue().handleRequest(exchange);
                    return;
                }
            }
        }
        take(exchange);
    }

    private static boolean hasKnownTransferCoding(HttpServerExchange exchange) {
        HeaderValues codings = exchange.getRequestHeaders().get(Headers.TRANSFER_ENCODING);
        return codings == null || (codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked"));
    }

    /**
     * "A server that receives a request message with a transfer coding it does not understand SHOULD respond with 501" (RFC 9112, 6.1). Where
     * the body ends cannot be told, so it is not waited for and the connection is of no more use.
     */
    private static void refuseTransferCoding(HttpServerExchange exchange) {
        exchange.setPersistent(false);
        write(
                exchange,
                ErrorForm.of(request(exchange, new byte[0]))
                        .response(new AwsError(
                                501, "NotImplemented", "The only Transfer-Encoding that is understood is chunked")));
        try {
            exchange.getIoThread().executeAfter(() -> IoUtils.safeClose(exchange.getConnection()), 1, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            // The port is closing, and every connection with it.
        }
    }

    private void take(HttpServerExchange exchange) {
        bodies.read(exchange, new BodyReader.Outcome() {
            @Override
            public void whole(byte[] body) {
                answer(exchange, request(exchange, body));
            }

            @Override
            public void tooLarge() {
                write(
                        exchange,
                        ErrorForm.of(request(exchange, new byte[0]))
                                .response(new AwsError(
                                        413,
                                        "RequestEntityTooLargeException",
                                        "The body is larger than " + HttpLimits.MAX_BODY_SIZE + " bytes")));
            }
        });
    }

    private void answer(HttpServerExchange exchange, HttpRequest request) {
        Optional<String> refusal = webPages.refusal(request);
        if (refusal.isPresent()) {
            write(exchange, ErrorForm.of(request).response(new AwsError(403, "AccessDeniedException", refusal.get())));
            return;
        }
        HttpService service;
        boolean quick;
        try {
            service = service(request);
            quick = request.body().length <= QUICK_BODY && service != null && service.quick(request);
        } catch (Throwable e) {
            write(exchange, failed(request, e));
            return;
        }
        if (service == null) {
            write(exchange, ErrorForm.of(request).response(UnsupportedRequests.refusal(request)));
        } else if (quick) {
            CompletableFuture<HttpResponse> answer = answered(service, request);
            if (answer.isDone()) {
                whenDone(exchange, request, answer);
            } else {
                exchange.dispatch(SameThreadExecutor.INSTANCE, () -> whenDone(exchange, request, answer));
            }
        } else {
            exchange.dispatch(threads.waiting(), () -> whenDone(exchange, request, answered(service, request)));
        }
    }

    private @Nullable HttpService service(HttpRequest request) {
        for (HttpService service : services) {
            if (service.handles(request)) {
                return service;
            }
        }
        return null;
    }

    /** Any Throwable is an answer: a StackOverflowError is the request's end, not the connection's. */
    private static CompletableFuture<HttpResponse> answered(HttpService service, HttpRequest request) {
        try {
            return service.answer(request).toCompletableFuture();
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void whenDone(
            HttpServerExchange exchange, HttpRequest request, CompletionStage<HttpResponse> answer) {
        var unused = answer.whenComplete(
                (response, failure) -> write(exchange, response == null ? failed(request, failure) : response));
    }

    private static HttpResponse failed(HttpRequest request, @Nullable Throwable failure) {
        return ErrorForm.of(request)
                .response(AwsError.of(failure == null ? new IllegalStateException("no answer") : failure));
    }

    private static HttpRequest request(HttpServerExchange exchange, byte[] body) {
        Map<String, List<String>> headers = new HashMap<>(32);
        for (HeaderValues values : exchange.getRequestHeaders()) {
            headers.put(
                    values.getHeaderName().toString().toLowerCase(Locale.ROOT),
                    values.size() == 1 ? List.of(values.getFirst()) : List.copyOf(values));
        }
        return new HttpRequest(
                exchange.getRequestMethod().toString(), path(exchange), exchange.getQueryString(), headers, body);
    }

    private static String path(HttpServerExchange exchange) {
        String uri = exchange.getRequestURI();
        if (!exchange.isHostIncludedInRequestURI()) {
            return uri.isEmpty() ? "/" : uri;
        }
        int path = uri.indexOf('/', uri.indexOf("//") + 2);
        return path < 0 ? "/" : uri.substring(path);
    }

    /**
     * Answers on the connection's own thread, which reads its requests, too. An answer written by another thread is with the client, whose
     * next request may be there, before that thread has turned reading on again; the connection's own thread, which finds nobody who reads,
     * turns it off at the same moment, and where it does so last the request is never read.
     */
    private static void write(HttpServerExchange exchange, HttpResponse response) {
        if (exchange.isInIoThread()) {
            send(exchange, response);
            return;
        }
        try {
            exchange.getIoThread().execute(() -> send(exchange, response));
        } catch (RejectedExecutionException e) {
            // The port is closing, and every connection with it.
        }
    }

    private static void send(HttpServerExchange exchange, HttpResponse response) {
        if (response.isHangUp()) {
            IoUtils.safeClose(exchange.getConnection());
            return;
        }
        exchange.setStatusCode(response.status());
        response.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        if (!exchange.getResponseHeaders().contains(REQUEST_ID)) {
            exchange.getResponseHeaders().put(REQUEST_ID, RequestIds.next());
        }
        if (response.body().length == 0) {
            exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, "0");
            exchange.endExchange();
        } else {
            // A client that hangs up before its answer will ask again if it cares.
            exchange.getResponseSender().send(ByteBuffer.wrap(response.body()));
        }
    }
}
