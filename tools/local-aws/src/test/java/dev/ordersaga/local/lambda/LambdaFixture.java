package dev.ordersaga.local.lambda;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** A Lambda with functions made of {@link TestHandlers}. */
final class LambdaFixture implements AutoCloseable {

    final LambdaService lambda;
    private final Path directory;

    LambdaFixture(Path directory, UnaryOperator<LambdaSettings> changes) {
        this.directory = directory;
        LambdaSettings settings = LambdaSettings.of(
                        () -> URI.create("http://127.0.0.1:4566"), directory.resolve("logs"), directory.resolve("work"))
                // These processes start beside a whole build's; how long AWS gives them is the subject of one test
                // only.
                .withInitTimeout(Duration.ofSeconds(60));
        this.lambda = new LambdaService(changes.apply(settings));
    }

    /** A function that runs one method of {@link TestHandlers}. */
    String function(String method) {
        return function(method, method, Duration.ofSeconds(60), null, Map.of());
    }

    String function(
            String name, String method, Duration timeout, @Nullable Integer reserved, Map<String, String> environment) {
        lambda.createOrUpdate(spec(name, TestHandlers.class.getName() + "::" + method, timeout, reserved, environment));
        return name;
    }

    FunctionSpec spec(
            String name,
            String handler,
            Duration timeout,
            @Nullable Integer reserved,
            Map<String, String> environment) {
        return new FunctionSpec(name, "java17", handler, zip(), null, timeout, 128, environment, reserved, null, null);
    }

    InvocationResult invoke(String function, String payload) {
        return begin(function, payload).join();
    }

    CompletableFuture<InvocationResult> begin(String function, String payload) {
        return lambda.invoke(function, payload.getBytes(StandardCharsets.UTF_8)).toCompletableFuture();
    }

    String log(String function) {
        try {
            return Files.readString(directory.resolve("logs").resolve(function + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    static String text(InvocationResult invocation) {
        return new String(invocation.payload(), StandardCharsets.UTF_8);
    }

    private Path zip() {
        try {
            Path zip = directory.resolve("handlers.zip");
            if (!Files.exists(zip)) {
                Files.write(zip, zipped());
            }
            return zip;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The handlers' classes as a zip. */
    static byte[] zipped(String... more) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            List<Class<?>> classes = Stream.concat(
                            Stream.of(TestHandlers.class), Stream.of(TestHandlers.class.getDeclaredClasses()))
                    .toList();
            for (Class<?> type : classes) {
                String entry = type.getName().replace('.', '/') + ".class";
                zip.putNextEntry(new ZipEntry(entry));
                try (InputStream code = type.getResourceAsStream("/" + entry)) {
                    code.transferTo(zip);
                }
            }
            for (String name : more) {
                zip.putNextEntry(new ZipEntry(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        lambda.close();
    }
}
