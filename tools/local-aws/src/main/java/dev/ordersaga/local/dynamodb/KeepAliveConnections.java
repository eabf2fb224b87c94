package dev.ordersaga.local.dynamodb;

import dev.ordersaga.local.http.HttpResponse;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one HTTP/1.1 server of this machine over connections that are kept and used again, one request at a time on each.
 * The caller's thread waits. Between two processes of one machine this takes half the time that {@code java.net.http} does, which
 * hands every request over between threads.
 *
 * <p>Nothing is sent twice: a request whose connection breaks has failed, since the server may have done it.
 */
final class KeepAliveConnections implements Closeable {

    /** Less than the time after which the server closes a connection that has nothing to do. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    private static final int MAX_LINE = 64 * 1024;

    private final int port;
    private final int readTimeoutMillis;

    // Guarded by this:
    /** The one used last stands first. */
    private final Deque<Connection> idle = new ArrayDeque<>();

    private boolean closed;

    /**
     * Opens nothing yet.
     *
     * @param port on the loopback interface
     * @param readTimeout how long an answer may take
     */
    KeepAliveConnections(int port, Duration readTimeout) {
        this.port = port;
        this.readTimeoutMillis = (int) readTimeout.toMillis();
    }

    /**
     * Sends a request and gives its answer.
     *
     * @param headers without Host and Content-Length, which are written here
     * @throws IOException where there is no whole answer
     */
    HttpResponse send(String method, String target, Map<String, String> headers, byte[] body) throws IOException {
        Connection connection = take();
        boolean reusable = false;
        try {
            connection.write(head(method, target, headers, body.length), body);
            HttpResponse answer = connection.read();
            reusable = !"close".equalsIgnoreCase(answer.headers().get("connection"));
            return answer;
        } finally {
            if (reusable) {
                giveBack(connection);
            } else {
                connection.close();
            }
        }
    }

    @Override
    public void close() {
        Deque<Connection> open;
        synchronized (this) {
            closed = true;
            open = new ArrayDeque<>(idle);
            idle.clear();
        }
        open.forEach(Connection::close);
    }

    private Connection take() throws IOException {
        Connection kept;
        do {
            synchronized (this) {
                kept = idle.pollFirst();
            }
            if (kept != null && kept.isFresh()) {
                return kept;
            }
            if (kept != null) {
                kept.close();
            }
        } while (kept != null);
        return new Connection(port, readTimeoutMillis);
    }

    private void giveBack(Connection connection) {
        connection.lastUsed = System.nanoTime();
        Connection stale;
        synchronized (this) {
            if (closed) {
                stale = connection;
            } else {
                idle.addFirst(connection);
                stale = idle.peekLast().isFresh() ? null : idle.pollLast();
            }
        }
        if (stale != null) {
            stale.close();
        }
    }

    private byte[] head(String method, String target, Map<String, String> headers, int length) {
        StringBuilder head = new StringBuilder(512)
                .append(method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: 127.0.0.1:")
                .append(port)
                .append("\r\n");
        headers.forEach((name, value) -> {
            if (value.indexOf('\r') < 0 && value.indexOf('\n') < 0) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        head.append("Content-Length: ").append(length).append("\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static final class Connection implements Closeable {

        private final Socket socket;
        private final InputStream in;
        private long lastUsed;

        Connection(int port, int readTimeoutMillis) throws IOException {
            socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(readTimeoutMillis);
            try {
                socket.connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 5_000);
                in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        }

        boolean isFresh() {
            return System.nanoTime() - lastUsed < KEPT.toNanos();
        }

        void write(byte[] head, byte[] body) throws IOException {
            byte[] whole = new byte[head.length + body.length];
            System.arraycopy(head, 0, whole, 0, head.length);
            System.arraycopy(body, 0, whole, head.length, body.length);
            socket.getOutputStream().write(whole);
        }

        HttpResponse read() throws IOException {
            int status = status(line());
            while (status >= 100 && status < 200) {
                headers();
                status = status(line());
            }
            Map<String, String> headers = headers();
            return new HttpResponse(status, headers, body(status, headers));
        }

        private byte[] body(int status, Map<String, String> headers) throws IOException {
            if (status == 204 || status == 304) {
                return new byte[0];
            }
            if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
                return chunks();
            }
            String length = headers.get("content-length");
            return length == null ? toTheEnd(headers) : exactly(number(length, 10));
        }

        private byte[] toTheEnd(Map<String, String> headers) throws IOException {
            headers.put("connection", "close");
            return in.readAllBytes();
        }

        private byte[] chunks() throws IOException {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            while (true) {
                int size = number(line().split(";", 2)[0].strip(), 16);
                if (size == 0) {
                    headers();
                    return whole.toByteArray();
                }
                whole.writeBytes(exactly(size));
                line();
            }
        }

        private byte[] exactly(int length) throws IOException {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("the answer ended early");
            }
            return bytes;
        }

        /** Names in lower case; of several of one name, all in one. */
        private Map<String, String> headers() throws IOException {
            Map<String, String> headers = new LinkedHashMap<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                if (colon < 1) {
                    throw new IOException("no header: " + line);
                }
                headers.merge(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip(),
                        (one, other) -> one + "," + other);
            }
            return headers;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder(64);
            for (int each = in.read(); each != '\n'; each = in.read()) {
                if (each < 0 || line.length() > MAX_LINE) {
                    throw new EOFException("the connection was closed");
                }
                line.append((char) each);
            }
            int end = line.length();
            return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
        }

        private static int status(String line) throws IOException {
            if (!line.startsWith("HTTP/1.") || line.length() < 12) {
                throw new IOException("no status line: " + line);
            }
            return number(line.substring(9, 12), 10);
        }

        private static int number(@Nullable String text, int radix) throws IOException {
            try {
                return Integer.parseInt(text, radix);
            } catch (NumberFormatException e) {
                throw new IOException("no number: " + text, e);
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                // Nothing more can be done with it.
            }
        }
    }
}
