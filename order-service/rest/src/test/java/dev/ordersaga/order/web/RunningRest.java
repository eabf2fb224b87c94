package dev.ordersaga.order.web;

import dev.ordersaga.issuer.DevIssuer;
import dev.ordersaga.order.Line;
import dev.ordersaga.order.Money;
import dev.ordersaga.order.OrderBook;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.catalogue.Catalogue;
import dev.ordersaga.order.catalogue.Product;
import dev.ordersaga.order.dynamodb.DynamoDbCatalogue;
import dev.ordersaga.order.dynamodb.DynamoDbOrderBook;
import dev.ordersaga.order.dynamodb.OrderTables;
import dev.ordersaga.participant.DynamoDbLocal;
import dev.ordersaga.participant.Fence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The REST service as it is deployed, on a port of its own, with DynamoDB Local and Step Functions behind lines that can be
 * cut. Every answer it gives to a test is held against the OpenAPI document.
 */
public final class RunningRest implements AutoCloseable {

    /** Who asks, when a test does not say who. */
    static final String NAME = "operator";

    public static final String STATE_MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:order-saga";
    public static final String REFUND_STATE_MACHINE = STATE_MACHINE + "-refund";

    public final StepFunctionsStub stepFunctions;
    public final Line toStepFunctions;
    public final Line toDynamoDb;
    public final String ordersTable;
    public final String productsTable;
    public final OrderBook book;
    final Catalogue catalogue;
    final ConfigurableApplicationContext context;

    public final DevIssuer issuer;

    private final URI base;
    private final String token;
    private final HttpClient http = HttpClient.newHttpClient();
    private final OpenApiDocument document = OpenApiDocument.read();

    /** With Step Functions somewhere else than in the stub, which then has nothing to say. */
    RunningRest(DynamoDbLocal dynamoDb, StepFunctionsStub stub, URI endpoint) {
        try {
            stepFunctions = stub;
            issuer = DevIssuer.start();
            token = issuer.token(NAME, "operator");
            toStepFunctions = new Line(endpoint);
            toDynamoDb = new Line(dynamoDb.endpoint());
            OrderTables tables = OrderTables.in(dynamoDb);
            ordersTable = tables.orders();
            productsTable = tables.products();
            book = new DynamoDbOrderBook(
                    dynamoDb.client(),
                    tables.orders(),
                    new Fence(dynamoDb.client(), tables.steps(), Clock.systemUTC()));
            catalogue = new DynamoDbCatalogue(dynamoDb.client(), tables.products());
            System.setProperty("aws.endpointUrlSfn", toStepFunctions.endpoint().toString());
            System.setProperty("aws.endpointUrlDynamoDb", toDynamoDb.endpoint().toString());
            context = RestApplication.application()
                    .run(
                            "--server.port=0",
                            "--JWT_ISSUER=" + issuer.issuer(),
                            "--STAGE=local",
                            "--REVIEW_TIMEOUT_SECONDS=3600",
                            "--STATE_MACHINE_ARN=" + STATE_MACHINE,
                            "--REFUND_STATE_MACHINE_ARN=" + REFUND_STATE_MACHINE,
                            "--ORDERS_TABLE=" + tables.orders(),
                            "--PRODUCTS_TABLE=" + tables.products());
            // Read when the clients are made; a second service may stand elsewhere.
            System.clearProperty("aws.endpointUrlSfn");
            System.clearProperty("aws.endpointUrlDynamoDb");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        base = URI.create("http://127.0.0.1:" + port);
        product("TEA-1", "Green tea", 450, "EUR");
        product("MUG-1", "A mug", 1200, "EUR");
        product("USD-1", "Something from overseas", 300, "USD");
        product("YACHT", "A yacht", Money.LARGEST, "EUR");
    }

    /** Hands it to the test classes that ask for it in their constructor: one for all of them. */
    public static final class Extension implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RunningRest.class;
        }

        @Override
        public RunningRest resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(RunningRest.class))
                    .computeIfAbsent(
                            RunningRest.class,
                            first -> {
                                DynamoDbLocal dynamoDb = new DynamoDbLocal();
                                dynamoDb.beforeAll(context);
                                StepFunctionsStub stub = StepFunctionsStub.start();
                                return new RunningRest(dynamoDb, stub, stub.endpoint());
                            },
                            RunningRest.class);
        }
    }

    @Override
    public void close() throws IOException {
        context.close();
        issuer.close();
        toStepFunctions.close();
        toDynamoDb.close();
        stepFunctions.close();
    }

    public void linesAreWhole() {
        toStepFunctions.become(Line.State.WHOLE);
        toDynamoDb.become(Line.State.WHOLE);
    }

    void product(String sku, String name, long amount, String currency) {
        catalogue.list(new Product(sku, name, new Money(amount, currency)));
    }

    public int port() {
        return base.getPort();
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String key, String body) {
        return send(placing(key, body));
    }

    /** A request that decides about an order; an empty body is sent as none. */
    Answer decide(String id, String what, String body) {
        HttpRequest.Builder request = request("/orders/" + id + "/" + what);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return send(request.POST(body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder placing(String key, String body) {
        return request("/orders")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body));
    }

    HttpRequest.Builder request(String path) {
        return requestAs(token, path);
    }

    /** A request by somebody else than the operator who asks when nobody is named. */
    HttpRequest.Builder requestAs(String other, String path) {
        return anonymous(path).header("Authorization", "Bearer " + other);
    }

    HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpRequest sent = request.build();
            HttpResponse<String> response = http.send(sent, BodyHandlers.ofString());
            document.check(sent.method(), sent.uri().getPath(), response);
            return new Answer(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public String idOf(String key) {
        return OrderId.of(NAME, key).value();
    }

    public static String newKey() {
        return UUID.randomUUID().toString();
    }

    public static String teaFor(String customer) {
        return """
                {"customerId": "%s", "items": [{"sku": "TEA-1", "quantity": 2}], "paymentMethod": "pm_ok"}""".formatted(customer);
    }

    /** What came back. */
    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(response.body());
        }

        String text(String field) {
            return json().path(field).asString("");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The name of the first field that a problem is about. */
        String field() {
            return json().path("errors").path(0).path("field").asString("");
        }
    }
}
