package dev.ordersaga.tour;

import dev.ordersaga.issuer.DevIssuer;
import dev.ordersaga.local.process.ChildProcess;
import dev.ordersaga.local.process.ChildProcessFailed;
import dev.ordersaga.local.process.ClassArchives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The processes of the suite on this machine: the local AWS, with everything deployed, and order-service's REST. */
final class Suite {

    // A small machine is better off without threads for the collector.
    private static final List<String> QUICK = List.of("-XX:+UseSerialGC");

    /** A process and how a person calls it. */
    private record Member(String name, ChildProcess process) {}

    private static final String LOCAL_AWS = "the local AWS";

    private final TourOptions options;
    private final DeployedNames names;
    private final JsonHttpClient http = new JsonHttpClient();
    private final Deque<Member> members = new ArrayDeque<>();
    private volatile boolean stopping;
    private @Nullable DevIssuer tokens;

    Suite(TourOptions options) {
        this.options = options;
        this.names = DeployedNames.of(options.home().resolve("template.yaml"), options.parameters());
    }

    DeployedNames names() {
        return names;
    }

    URI aws() {
        return URI.create("http://127.0.0.1:" + options.awsPort());
    }

    URI issuer() {
        return URI.create("http://127.0.0.1:" + options.issuerPort());
    }

    URI rest() {
        return URI.create("http://127.0.0.1:" + options.port());
    }

    /** Starts all of it at once; what needs another part waits for that part itself. */
    void start() throws IOException {
        Path home = options.home();
        Path state = home.resolve(".order-saga");
        Path logs = Files.createDirectories(state.resolve("logs"));
        Path archives = state.resolve("archives");
        // REST begins beside the local AWS and cannot ask it where DynamoDB will be.
        int dynamoDb = freePort();
        List<String> localAws = new ArrayList<>(List.of(
                "--port",
                String.valueOf(options.awsPort()),
                "--template",
                home.resolve("template.yaml").toString(),
                "--stack-name",
                DeployedNames.STACK,
                // Our functions' handlers are safe for it.
                "--invocations-per-environment",
                "16",
                "--prewarm",
                "--dynamodb-port",
                String.valueOf(dynamoDb),
                "--class-archives",
                archives.toString(),
                "--log-dir",
                logs.toString()));
        if (options.data() != null) {
            localAws.addAll(List.of("--data", options.data().toString()));
        }
        options.parameters().forEach((name, value) -> localAws.addAll(List.of("--parameter", name + "=" + value)));
        start(
                LOCAL_AWS,
                logs.resolve("local-aws.log"),
                Map.of(),
                List.of("-Xms48m", "-Xmx512m"),
                home.resolve("tools/local-aws/target/local-aws.jar"),
                localAws);
        start(
                "order-service",
                logs.resolve("order-service-rest.log"),
                restEnvironment(dynamoDb),
                List.of("-XX:TieredStopAtLevel=1", "-Xms48m", "-Xmx256m"),
                home.resolve("order-service/rest/target/order-service-rest.jar"),
                List.of("--server.port=" + options.port()));
        startIssuer();
    }

    private Map<String, String> restEnvironment(int dynamoDb) {
        return Map.ofEntries(
                Map.entry("AWS_ENDPOINT_URL", aws().toString()),
                Map.entry("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:" + dynamoDb),
                Map.entry("AWS_REGION", "us-east-1"),
                Map.entry("AWS_ACCESS_KEY_ID", "test"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "test"),
                Map.entry("STATE_MACHINE_ARN", names.output("StateMachineArn")),
                Map.entry("REFUND_STATE_MACHINE_ARN", names.output("RefundStateMachineArn")),
                Map.entry("ORDERS_TABLE", names.output("OrdersTable")),
                Map.entry("PRODUCTS_TABLE", names.output("ProductsTable")),
                Map.entry("PAYMENT_FUNCTION", names.output("PaymentFunction")),
                Map.entry("INVENTORY_FUNCTION", names.output("InventoryFunction")),
                Map.entry("STAGE", names.output("Stage")),
                Map.entry("REVIEW_TIMEOUT_SECONDS", names.output("ReviewTimeoutSeconds")),
                Map.entry("STUCK_AFTER_MINUTES", names.output("StuckAfterMinutes")),
                Map.entry("JWT_ISSUER", issuer().toString()));
    }

    /** In this process: it is a tool for development as this is, and nothing that is deployed. */
    private synchronized void startIssuer() throws IOException {
        if (stopping) {
            return;
        }
        try {
            tokens = DevIssuer.start(
                    InetAddress.getLoopbackAddress(),
                    options.issuerPort(),
                    issuer().toString(),
                    Clock.systemUTC(),
                    options.home().resolve(".order-saga").resolve("dev-issuer-key.json"));
        } catch (BindException e) {
            throw new CannotGoOn("port " + options.issuerPort() + " is taken; choose another with --issuer-port");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    private synchronized void start(
            String name,
            Path log,
            Map<String, String> environment,
            List<String> memory,
            Path jar,
            List<String> arguments)
            throws IOException {
        if (stopping) {
            return;
        }
        Files.deleteIfExists(log);
        List<String> jvm = new ArrayList<>(QUICK);
        jvm.addAll(memory);
        try {
            ChildProcess process = ChildProcess.java(name, jvm)
                    .jar(jar, arguments)
                    .archives(new ClassArchives(options.home().resolve(".order-saga/archives")))
                    .directory(options.home())
                    .environment(environment)
                    .log(log)
                    .start();
            members.addFirst(new Member(name, process));
        } catch (ChildProcessFailed e) {
            throw new CannotGoOn(e.getMessage());
        }
    }

    /** Waits until the template is deployed. */
    void awaitAws(long patienceMillis) throws InterruptedException {
        awaitReady(LOCAL_AWS, this::deployed, patienceMillis);
    }

    /** Waits until REST says that it can reach everything it needs. */
    void awaitRest(long patienceMillis) throws InterruptedException {
        awaitReady("order-service", this::healthy, patienceMillis);
    }

    private void awaitReady(String name, BooleanSupplier ready, long patienceMillis) throws InterruptedException {
        Member member = snapshot().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        try {
            member.process()
                    .waitReady(
                            () -> {
                                requireAlive();
                                return ready.getAsBoolean();
                            },
                            Duration.ofMillis(patienceMillis));
        } catch (ChildProcessFailed e) {
            throw new CannotGoOn(firstLine(e.getMessage()) + "; its log is "
                    + member.process().log());
        }
    }

    private boolean deployed() {
        try {
            return http.get(aws().resolve("/_local/health"))
                    .body()
                    .path("stack")
                    .asString("")
                    .equals("up");
        } catch (IOException e) {
            return false;
        }
    }

    private boolean healthy() {
        try {
            return http.get(rest().resolve("/actuator/health")).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    void requireAlive() {
        for (Member member : snapshot()) {
            if (!member.process().isAlive()) {
                throw ended(member);
            }
        }
    }

    /** Returns never: throws when a process has ended that should not have. */
    void stayUp() {
        List<Member> all = snapshot();
        CompletableFuture.anyOf(
                        all.stream().map(member -> member.process().onExit()).toArray(CompletableFuture<?>[]::new))
                .join();
        requireAlive();
    }

    private static CannotGoOn ended(Member member) {
        return new CannotGoOn(member.name() + " has ended with status "
                + member.process().exitStatus().orElse(0)
                + onlyLine(member.process().log()).map(line -> ": " + line).orElse("") + "; its log is "
                + member.process().log());
    }

    /** A program's own reason is one line; of more, the end seldom says why. */
    private static Optional<String> onlyLine(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> first = lines.filter(line -> !line.isBlank()).limit(2).toList();
            return first.size() == 1 ? Optional.of(first.get(0)) : Optional.empty();
        } catch (IOException | UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * Stops everything: order-service, which needs the others until its last request is answered, then the issuer, whose port is free at
     * once, then the local AWS, which may take its time to archive classes. Safe to call twice.
     */
    synchronized void stop() {
        stopping = true;
        for (Member member : members) {
            if (member.name().equals(LOCAL_AWS)) {
                closeIssuer();
            }
            member.process().close();
        }
        closeIssuer();
    }

    private void closeIssuer() {
        if (tokens != null) {
            tokens.close();
            tokens = null;
        }
    }

    /**
     * What to tell of a failure: that a process has ended, where one has, for then what was noticed is only what came of it; nothing
     * once {@link #stop} has begun, for then it is no failure that something ended.
     *
     * @param noticed what failed, as far as the caller saw
     */
    Optional<String> whatFailed(String noticed) {
        awaitAnyEnd();
        if (stopping) {
            return Optional.empty();
        }
        return Optional.of(snapshot().stream()
                .filter(member -> !member.process().isAlive())
                .findFirst()
                .map(member -> ended(member).getMessage())
                .orElse(noticed));
    }

    /** A process that ends closes its connections first, and its exit is noticed a moment later. A signal that stops the suite likewise. */
    private void awaitAnyEnd() {
        var unused = CompletableFuture.anyOf(snapshot().stream()
                        .map(member -> member.process().onExit())
                        .toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout("none", 1, TimeUnit.SECONDS)
                .join();
    }

    private synchronized List<Member> snapshot() {
        return List.copyOf(members);
    }

    private static String firstLine(@Nullable String message) {
        if (message == null) {
            return "a process did not become ready";
        }
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
