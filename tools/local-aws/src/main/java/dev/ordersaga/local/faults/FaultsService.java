package dev.ordersaga.local.faults;

import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import dev.ordersaga.local.http.LocalJson;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /_local/faults}: POST asks for a fault, GET lists them with how often each was met, DELETE takes all back.
 *
 * <p>{@code {"function":"payment","match":{"action":"refund"},"kind":"error-after","error":"Some.Error","times":2,"delayMillis":0}}
 */
public final class FaultsService implements HttpService {

    private static final String PATH = "/_local/faults";
    private static final Set<String> FIELDS = Set.of("function", "match", "kind", "error", "times", "delayMillis");
    private static final int MAX_FAULTS = 1_000;

    private final Faults faults;

    public FaultsService(Faults faults) {
        this.faults = faults;
    }

    @Override
    public boolean handles(HttpRequest request) {
        return request.path().equals(PATH);
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        return CompletableFuture.completedFuture(
                switch (request.method()) {
                    case "GET" -> LocalJson.answer(200, listed());
                    case "POST" -> added(request.body());
                    case "DELETE" -> {
                        faults.clear();
                        yield LocalJson.answer(200, listed());
                    }
                    default -> LocalJson.refused(405, "Use GET, POST or DELETE");
                });
    }

    private HttpResponse added(byte[] body) {
        try {
            return LocalJson.answer(201, json(new Faults.State(add(faults, body), 0)));
        } catch (IllegalArgumentException e) {
            return LocalJson.refused(400, Optional.ofNullable(e.getMessage()).orElse("not a fault"));
        }
    }

    /**
     * Asks for a fault.
     *
     * @param body what POST takes
     * @throws IllegalArgumentException for what is no fault, with the reason, and where there are too many
     */
    public static Fault add(Faults faults, byte[] body) {
        Fault fault = read(body);
        if (faults.list().size() >= MAX_FAULTS) {
            throw new IllegalArgumentException("There are " + MAX_FAULTS + " faults already: DELETE them first");
        }
        faults.add(fault);
        return fault;
    }

    private static Fault read(byte[] body) {
        JsonNode json;
        try {
            json = AwsJson.MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Not JSON: " + AwsJson.why(e), e);
        }
        if (!(json instanceof ObjectNode fields)) {
            throw new IllegalArgumentException("A fault is a JSON object");
        }
        for (String name : fields.propertyNames()) {
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException("Unknown field " + name + ": a fault has "
                        + FIELDS.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
        String function = text(fields, "function");
        if (function == null || function.isEmpty()) {
            throw new IllegalArgumentException("function is missing: the name of the function that is to fail");
        }
        JsonNode match = fields.path("match");
        if (!match.isMissingNode() && !match.isObject()) {
            throw new IllegalArgumentException("match must be an object of fields and values of the payload");
        }
        ObjectNode matched = match instanceof ObjectNode object ? object : AwsJson.MAPPER.createObjectNode();
        int times = number(fields, "times", 1);
        if (times < 1) {
            throw new IllegalArgumentException("times must be 1 or more");
        }
        int delay = number(fields, "delayMillis", 0);
        if (delay < 0) {
            throw new IllegalArgumentException("delayMillis must be 0 or more");
        }
        return new Fault(
                FaultyFunctions.name(function),
                matched,
                kind(text(fields, "kind")),
                text(fields, "error"),
                times,
                Duration.ofMillis(delay));
    }

    private static FaultKind kind(@Nullable String given) {
        for (FaultKind kind : FaultKind.values()) {
            if (kind.text().equals(given)) {
                return kind;
            }
        }
        String kinds = Arrays.stream(FaultKind.values()).map(FaultKind::text).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                given == null ? "kind is missing: one of " + kinds : "Unknown kind " + given + ": one of " + kinds);
    }

    private static @Nullable String text(ObjectNode fields, String name) {
        JsonNode value = fields.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw new IllegalArgumentException(name + " must be text");
        }
        return value.asString();
    }

    private static int number(ObjectNode fields, String name, int preset) {
        JsonNode value = fields.get(name);
        if (value == null) {
            return preset;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new IllegalArgumentException(name + " must be a whole number");
        }
        return value.asInt();
    }

    private ObjectNode listed() {
        ObjectNode output = AwsJson.MAPPER.createObjectNode();
        ArrayNode list = output.putArray("faults");
        faults.list().forEach(state -> list.add(json(state)));
        return output;
    }

    private static ObjectNode json(Faults.State state) {
        Fault fault = state.fault();
        ObjectNode json = AwsJson.MAPPER.createObjectNode();
        json.put("function", fault.function());
        json.set("match", fault.match());
        json.put("kind", fault.kind().text());
        json.put("error", fault.error());
        json.put("times", fault.times());
        json.put("delayMillis", fault.delay().toMillis());
        json.put("used", state.used());
        return json;
    }
}
