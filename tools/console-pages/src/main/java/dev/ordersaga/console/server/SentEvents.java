package dev.ordersaga.console.server;

import dev.ordersaga.console.web.EventStream;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import io.undertow.server.handlers.sse.ServerSentEventConnection.EventCallback;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/** A stream of events over a connection, one event on its way at a time: a browser that reads slowly gets fewer, not later. */
final class SentEvents implements EventStream, EventCallback {

    /** A comment line keeps the connection open, and fails once the client has gone. */
    static final long KEEP_ALIVE_MILLIS = 15_000;

    private final ServerSentEventConnection connection;
    private final AtomicBoolean onItsWay = new AtomicBoolean();

    SentEvents(ServerSentEventConnection connection) {
        this.connection = connection;
    }

    @Override
    public boolean offer(String name, String data) {
        if (isClosed() || !onItsWay.compareAndSet(false, true)) {
            return false;
        }
        connection.send(data, name, null, this);
        return true;
    }

    @Override
    public boolean isClosed() {
        return !connection.isOpen();
    }

    @Override
    public void close() {
        connection.shutdown();
    }

    @Override
    public void done(
            ServerSentEventConnection sender, @Nullable String data, @Nullable String event, @Nullable String id) {
        onItsWay.set(false);
    }

    @Override
    public void failed(
            ServerSentEventConnection sender,
            @Nullable String data,
            @Nullable String event,
            @Nullable String id,
            IOException e) {
        IoUtils.safeClose(sender);
    }
}
