package dev.ordersaga.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What the functions of these tests do; zipped without anything else, they run in processes of their own. */
public final class TestHandlers {

    private static final AtomicInteger INVOCATIONS = new AtomicInteger();

    /** A business error, to be seen by its name. */
    public static final class OutOfStock extends RuntimeException {

        private static final long serialVersionUID = 1L;

        OutOfStock(String message) {
            super(message);
        }
    }

    public void echo(InputStream in, OutputStream out) throws IOException {
        System.out.println("echoing");
        in.transferTo(out);
    }

    public String variable(Map<String, String> event) {
        String value = System.getenv(event.getOrDefault("name", ""));
        return value == null ? "none" : value;
    }

    public String refuse(Map<String, String> event) {
        if (event.containsKey("sku")) {
            throw new OutOfStock("OUT_OF_STOCK: " + event.get("sku"));
        }
        return "none refused";
    }

    public int count(Map<String, String> event) {
        return INVOCATIONS.incrementAndGet();
    }

    public long pid(Map<String, String> event) {
        return ProcessHandle.current().pid();
    }

    /** Says where it is by a file, then waits until the file is gone. */
    public String hold(Map<String, String> event) throws IOException, InterruptedException {
        Path file = Path.of(event.get("file"));
        Files.writeString(file, Long.toString(ProcessHandle.current().pid()));
        while (Files.exists(file)) {
            Thread.sleep(5);
        }
        return "released";
    }

    public String exit(Map<String, String> event) {
        Runtime.getRuntime().halt(Integer.parseInt(event.get("status")));
        return "never";
    }

    /** Exits with a status where there is one, else holds. */
    public String holdOrExit(Map<String, String> event) throws IOException, InterruptedException {
        return event.containsKey("status") ? exit(event) : hold(event);
    }

    public String large(Map<String, String> event) {
        return "x".repeat(7 * 1024 * 1024);
    }

    /** Answers an invocation that it was not given, as a process does that comes too late. */
    public int answerAnother(Map<String, String> event) {
        try {
            HttpURLConnection call = (HttpURLConnection) URI.create("http://" + System.getenv("AWS_LAMBDA_RUNTIME_API")
                            + "/2018-06-01/runtime/invocation/" + event.get("requestId") + "/response")
                    .toURL()
                    .openConnection();
            call.setRequestMethod("POST");
            call.setDoOutput(true);
            call.getOutputStream().write("\"late\"".getBytes(StandardCharsets.UTF_8));
            return call.getResponseCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cannot be made. */
    public static final class Unmakeable {

        public Unmakeable() {
            throw new IllegalStateException("no table name");
        }

        public String handle(Map<String, String> event) {
            return "never";
        }
    }

    /** Takes too long to be made the first time, as its file tells. */
    public static final class SlowToBegin {

        public SlowToBegin() throws IOException, InterruptedException {
            Path begun = Path.of(System.getenv("BEGUN"));
            if (!Files.exists(begun)) {
                Files.createFile(begun);
                Thread.sleep(Long.parseLong(System.getenv("MILLISECONDS")));
            }
        }

        public String handle(Map<String, String> event) {
            return "begun";
        }
    }

    /** Is made when its file is there. Counts its invocations in files. */
    public static final class BeginsWhenTold {

        public BeginsWhenTold() throws InterruptedException {
            while (!Files.exists(Path.of(System.getenv("TOLD")))) {
                Thread.sleep(5);
            }
        }

        public String handle(Map<String, String> event) throws IOException {
            return Files.createFile(Path.of(event.get("file"))).getFileName().toString();
        }
    }

    /** Its process dies while the first is made, as its file tells. */
    public static final class DiesAtFirst {

        public DiesAtFirst() throws IOException {
            Path begun = Path.of(System.getenv("BEGUN"));
            if (!Files.exists(begun)) {
                Files.createFile(begun);
                Runtime.getRuntime().halt(137);
            }
        }

        public String handle(Map<String, String> event) {
            return "begun";
        }
    }

    /** Its process dies whenever one is made. */
    public static final class DiesAlways {

        public DiesAlways() {
            Runtime.getRuntime().halt(137);
        }

        public String handle(Map<String, String> event) {
            return "never";
        }
    }
}
