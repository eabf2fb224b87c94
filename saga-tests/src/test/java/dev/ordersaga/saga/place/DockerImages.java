package dev.ordersaga.saga.place;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The images of a Docker engine. Testcontainers would try for minutes to fetch one that cannot be had; here an engine that is silent for a
 * few seconds, or says an error, is believed at once.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/">Docker Engine API</a>
 */
final class DockerImages {

    private final SocketAddress engine;
    private final Duration timeout;

    private DockerImages(SocketAddress engine, Duration timeout) {
        this.engine = engine;
        this.timeout = timeout;
    }

    /**
     * The images of the engine at a {@code unix:} or {@code tcp:} address; empty for another kind of address, which cannot be asked.
     *
     * @param timeout how long the engine may say nothing
     */
    static Optional<DockerImages> at(URI host, Duration timeout) {
        return switch (String.valueOf(host.getScheme())) {
            case "unix" -> Optional.of(new DockerImages(UnixDomainSocketAddress.of(Path.of(host.getPath())), timeout));
            case "tcp", "http" ->
                Optional.of(new DockerImages(new InetSocketAddress(host.getHost(), host.getPort()), timeout));
            default -> Optional.empty();
        };
    }

    /** Fetches what is not there yet; says which image cannot be had, and why. */
    Optional<String> whyNotToBeHad(List<String> images) {
        for (String image : images) {
            try {
                if (!isThere(image)) {
                    Optional<String> refusal = fetch(image);
                    if (refusal.isPresent()) {
                        return Optional.of("the image " + image + " cannot be had: " + refusal.get());
                    }
                }
            } catch (IOException e) {
                return Optional.of("the image " + image + " cannot be asked for: " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    private boolean isThere(String image) throws IOException {
        try (SocketChannel connection = ask("GET", "/images/" + image + "/json")) {
            return next(reader(connection)).orElse("").contains(" 200 ");
        }
    }

    private Optional<String> fetch(String image) throws IOException {
        int colon = image.lastIndexOf(':');
        String query = "fromImage=" + URLEncoder.encode(image.substring(0, colon), StandardCharsets.UTF_8) + "&tag="
                + image.substring(colon + 1);
        try (SocketChannel connection = ask("POST", "/images/create?" + query)) {
            BufferedReader answer = reader(connection);
            Optional<String> line = next(answer);
            while (line.isPresent()) {
                Optional<String> error = errorIn(line.get());
                if (error.isPresent()) {
                    return error;
                }
                line = next(answer);
            }
        }
        return isThere(image) ? Optional.empty() : Optional.of("the engine did not fetch it");
    }

    /** A failure, in the stream of progress (error) or as the answer itself (message). */
    private static Optional<String> errorIn(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonNode json = JsonMapper.shared().readTree(line);
            String said = json.path("error")
                    .asString(json.has("status") ? "" : json.path("message").asString(""));
            return said.isEmpty() ? Optional.empty() : Optional.of(said);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private SocketChannel ask(String method, String path) throws IOException {
        SocketChannel connection = engine instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
        try {
            connection.connect(engine);
            // HTTP/1.0: the answer comes as it is, and ends with the connection.
            String request = method + " " + path + " HTTP/1.0\r\nHost: docker\r\nContent-Length: 0\r\n\r\n";
            connection.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            return connection;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    /** Not to be closed, which would wait for whoever reads: closing the connection ends the reading. */
    private static BufferedReader reader(SocketChannel connection) {
        InputStream in = Channels.newInputStream(connection);
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** The next line; empty at the end. Silence for longer than the time-out is an error. */
    private Optional<String> next(BufferedReader answer) throws IOException {
        CompletableFuture<Optional<String>> line = CompletableFuture.supplyAsync(() -> {
            try {
                return Optional.ofNullable(answer.readLine());
            } catch (IOException e) {
                return Optional.empty();
            }
        });
        try {
            return line.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("nothing was heard of it for " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
