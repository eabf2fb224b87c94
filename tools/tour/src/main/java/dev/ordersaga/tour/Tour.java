package dev.ordersaga.tour;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code ./run}, once everything is built. */
public final class Tour {

    private static final long TIMEOUT_MILLIS = 120_000;

    private final TourOptions options;
    private final PrintStream out;
    private final Suite suite;
    private final JsonHttpClient http = new JsonHttpClient();
    private final DemoData data;
    private final OrderServiceClient orders;

    private Tour(TourOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.suite = new Suite(options);
        this.data = new DemoData(http, suite.aws(), suite.names());
        this.orders = new OrderServiceClient(http, suite.rest(), suite.issuer());
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int status;
        try {
            TourOptions options = TourOptions.parse(List.of(arguments), System.currentTimeMillis());
            status = TourOptions.onlyCheck(List.of(arguments)) ? 0 : new Tour(options, out).status();
        } catch (CannotGoOn e) {
            System.err.println("run: " + e.getMessage());
            status = e instanceof WrongUse ? 2 : 1;
        }
        System.exit(status);
    }

    private int status() {
        try {
            run();
            return 0;
        } catch (CannotGoOn e) {
            return failed(e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            return failed(e.getMessage() + "; the logs are in .order-saga/logs");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        }
    }

    private int failed(@Nullable String noticed) {
        suite.whatFailed(String.valueOf(noticed)).ifPresent(why -> System.err.println("run: " + why));
        return 1;
    }

    private void run() throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(suite::stop, "stop what was started"));
        requireFree(options.awsPort(), "--aws-port");
        requireFree(options.port(), "--port");
        requireFree(options.issuerPort(), "--issuer-port");
        say("starting the local AWS and order-service (logs in .order-saga/logs)");
        suite.start();
        suite.awaitAws(TIMEOUT_MILLIS);
        say("local AWS on " + suite.aws() + ", template.yaml deployed");
        // The functions' first call starts their processes, which takes as long as order-service's own start.
        CompletableFuture<Integer> opening = data.open();
        suite.awaitRest(TIMEOUT_MILLIS);
        say("order-service on " + suite.rest());
        int products = await(opening);
        say(products + " products in the catalogue and in stock");
        if (options.saga() != null) {
            new OtherSaga(http, suite.aws(), suite.names()).deploy(options.saga());
            say("the saga is " + options.saga().getFileName());
        }
        for (OrderedFault fault : options.faults()) {
            data.fail(fault);
            say("from now on " + fault.action() + " of " + fault.service() + " fails: " + fault.kind());
        }
        tourOrGoOn();
        whatNext();
        if (!options.once()) {
            suite.stayUp();
        }
    }

    private static int await(CompletableFuture<Integer> opening) throws IOException {
        try {
            return opening.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CannotGoOn reason) {
                throw reason;
            }
            throw new IOException(e.getCause() == null ? e : e.getCause());
        }
    }

    /** A tour that does not come to its end is no reason to stop a suite that runs: others have orders in it. */
    private void tourOrGoOn() throws IOException, InterruptedException {
        try {
            tour();
        } catch (CannotGoOn | IOException e) {
            if (options.once()) {
                throw e;
            }
            suite.requireAlive();
            System.err.println("run: the tour ends here, the suite goes on: " + e.getMessage());
        }
    }

    private void tour() throws IOException, InterruptedException {
        String round = UUID.randomUUID().toString();
        List<Story> stories = stories();
        for (int number = 1; number <= stories.size(); number++) {
            Story story = stories.get(number - 1);
            Map<String, Long> before = data.stock(story.skus());
            String id = orders.place(story, round + "-" + number);
            JsonNode order = story.decision() == null ? await(id) : decided(id, story.decision());
            if (number == 1) {
                say("first order " + order.path("status").asString());
            }
            new StoryReport(out)
                    .print(number, story, order, orders.saga(id), data.charge(id), before, data.stock(story.skus()));
        }
    }

    /** Those in which people have a say only where the saga asks them. */
    private List<Story> stories() throws IOException {
        String saga = options.saga() == null ? null : Files.readString(options.saga());
        List<Story> stories = new ArrayList<>(Story.FIVE);
        for (Story story : Story.WITH_PEOPLE) {
            Decision decision = requireNonNull(story.decision());
            if (saga == null || saga.contains("\"" + decision.state() + "\"")) {
                stories.add(story);
            }
        }
        return stories;
    }

    /** Waits until a person is asked, decides, and waits until that has been done. */
    private JsonNode decided(String id, Decision decision) throws IOException, InterruptedException {
        await(id, decision.once(), decision.value());
        orders.decide(id, decision);
        await(id, "/status", decision.ends());
        // The saga has a step or two to go when its order says how it ends.
        return await(id);
    }

    private JsonNode await(String id, String field, String value) throws IOException, InterruptedException {
        long deadline = System.currentTimeMillis() + TIMEOUT_MILLIS;
        while (true) {
            JsonNode order = orders.order(id);
            if (order.at(field).asString("").equals(value)) {
                return order;
            }
            suite.requireAlive();
            if (System.currentTimeMillis() > deadline) {
                throw new CannotGoOn(
                        "order " + id + " has " + field + " " + order.at(field).asString("none") + " and not " + value
                                + " after " + TIMEOUT_MILLIS / 1000 + " s; the logs are in .order-saga/logs");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Waits until the order's saga has ended, and its refund if there is one, and gives the order back as it then is. */
    private JsonNode await(String id) throws IOException, InterruptedException {
        long deadline = System.currentTimeMillis() + TIMEOUT_MILLIS;
        while (isRunning(orders.saga(id))) {
            suite.requireAlive();
            if (System.currentTimeMillis() > deadline) {
                throw new CannotGoOn("order " + id + " is still on its way after " + TIMEOUT_MILLIS / 1000
                        + " s; the logs are in .order-saga/logs");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return orders.order(id);
    }

    private static boolean isRunning(JsonNode saga) {
        return Stream.of(saga, saga.path("refund"))
                .anyMatch(each -> each.path("executionStatus").asString("").equals("RUNNING"));
    }

    private void whatNext() {
        String port = ":" + options.port();
        out.printf(
                """

                Now it is your turn, in another terminal:

                  customer="Authorization: Bearer $(curl -s %5$s/customer/customer-1)"
                  operator="Authorization: Bearer $(curl -s %5$s/operator/operator-1)"

                  curl http://127.0.0.1%1$s/products

                  curl -i http://127.0.0.1%1$s/orders -H "$customer" -H 'Content-Type: application/json' \\
                    -H 'Idempotency-Key: my-first-order' \\
                    -d '{"customerId":"customer-1","items":[{"sku":"milk-jug","quantity":1}],"paymentMethod":"pm_card_visa"}'

                  curl -H "$operator" 'http://127.0.0.1%1$s/orders?status=REJECTED'
                  curl http://127.0.0.1%1$s/actuator/health

                  AWS_ENDPOINT_URL=%2$s AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test \\
                    aws stepfunctions list-executions --state-machine-arn %3$s

                Other payment methods are in the README.%4$s

                Or in a browser; open
                  %6$s/  the desk: place orders, decide about them (sign in as whoever you like)
                  %2$s/_local/console/  each saga, drawn as it runs
                """,
                port,
                suite.aws(),
                suite.names().output("StateMachineArn"),
                options.once() ? "" : " Ctrl-C stops everything.",
                suite.issuer(),
                suite.rest());
    }

    private void say(String what) {
        out.printf("%6.1f s  %s%n", (System.currentTimeMillis() - options.startedAtMillis()) / 1000.0, what);
    }

    private static void requireFree(int port, String option) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new CannotGoOn("port " + port + " is taken; choose another with " + option);
        }
    }
}
