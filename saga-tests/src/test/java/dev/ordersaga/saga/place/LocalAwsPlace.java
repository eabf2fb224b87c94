package dev.ordersaga.saga.place;

import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.LocalAwsOptions;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * This machine, without Docker: the local AWS inside the test's JVM, with everything it starts in processes of its own, and
 * order-service's REST as a process. Waiting between two attempts is skipped when nothing else is going on.
 */
final class LocalAwsPlace extends DeployedPlace {

    private static final String STACK = "order-saga";

    /** What every function's process runs. */
    private static final String RUNTIME = "FunctionInvoker";

    private final HttpClient http = HttpClient.newHttpClient();
    private final LocalAws local;

    private LocalAwsPlace(
            LocalAws local, AwsClients clients, Map<String, String> outputs, OrderServiceRest orderService) {
        super(STACK, clients, outputs, orderService);
        this.local = local;
    }

    /** Starts all of it; returns when REST says that it reaches everything it needs. */
    static LocalAwsPlace start() throws InterruptedException {
        return start(LocalAwsOptions.defaults().withPrewarm(true).withWaitsSkippedUpTo(Duration.ofMinutes(10)));
    }

    /** As {@link #start()}, with waits that take their time, no function warm, and ten calls of functions at once. */
    static LocalAwsPlace ofANewAccount() throws InterruptedException {
        return start(LocalAwsOptions.defaults().withPrewarm(false).withAccountConcurrency(10));
    }

    private static LocalAwsPlace start(LocalAwsOptions options) throws InterruptedException {
        // As ./run does it; with 1 the suite runs as on Lambda itself, one invocation at a time in a process.
        LocalAws local = LocalAws.start(
                options.withInvocationsPerEnvironment(Integer.getInteger("saga.invocationsPerEnvironment", 16))
                        .withTemplate(OrderServiceRest.ROOT.resolve("template.yaml"))
                        .withStackName(STACK)
                        .withLogDir(OrderServiceRest.LOGS));
        try {
            AwsClients clients = AwsClients.at(local.endpoint());
            Map<String, String> outputs = clients.outputs(STACK);
            return new LocalAwsPlace(
                    local,
                    clients,
                    outputs,
                    OrderServiceRest.start("local-aws", outputs, OrderServiceRest.environment(local.endpoint())));
        } catch (RuntimeException | InterruptedException e) {
            local.close();
            throw e;
        }
    }

    @Override
    public int sagasAtOnce() {
        // Each of them may start a JVM for each service, all at once.
        return 3;
    }

    @Override
    public int burst() {
        return 200;
    }

    @Override
    public int killFunctions() {
        List<ProcessHandle> functions = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains(RUNTIME))
                .toList();
        functions.forEach(ProcessHandle::destroyForcibly);
        return functions.size();
    }

    @Override
    public void fail(Fault fault) {
        String body = JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "function", AwsClients.named(outputs, fault.functionOutput()),
                        "match", Map.of("action", fault.action()),
                        "kind", fault.kind().word(),
                        "times", fault.times()));
        ask("POST", "/_local/faults", body);
    }

    @Override
    public void heal() {
        ask("DELETE", "/_local/faults", "");
    }

    @Override
    public List<PublishedOrderEvent> events() {
        JsonNode answer = ask("GET", "/_local/events?bus=" + AwsClients.named(outputs, "OrderEvents"), "");
        return answer.path("events")
                .valueStream()
                .map(event -> new PublishedOrderEvent(event.path("detailType").asString(), event.path("detail")))
                .toList();
    }

    @Override
    public void close() {
        super.close();
        local.close();
    }

    private JsonNode ask(String method, String path, String body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(local.endpoint().resolve(path))
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                    .build();
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(method + " " + path + ": " + response.body());
            }
            return JsonMapper.shared().readTree(response.body().isEmpty() ? "{}" : response.body());
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(method + " " + path, e);
        }
    }
}
