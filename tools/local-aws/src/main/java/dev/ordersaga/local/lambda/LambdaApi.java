package dev.ordersaga.local.lambda;

import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lambda's REST API.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html">Lambda API reference</a>
 */
final class LambdaApi {

    /** Each operation carries the date of its own API version; the paths differ without it. */
    private static final Pattern PATH = Pattern.compile("/20\\d\\d-\\d\\d-\\d\\d/functions(/.*)?");

    private static final int LARGEST_EVENT = 1024 * 1024;

    private final LambdaService lambda;
    private final LambdaSettings settings;
    private final EventQueue events;

    LambdaApi(LambdaService lambda, LambdaSettings settings, EventQueue events) {
        this.lambda = lambda;
        this.settings = settings;
        this.events = events;
    }

    static boolean handles(HttpRequest request) {
        return PATH.matcher(request.path()).matches();
    }

    CompletionStage<HttpResponse> answer(HttpRequest request) {
        try {
            String[] path =
                    request.path().substring("/yyyy-mm-dd/functions".length()).split("/", -1);
            List<String> parts = new ArrayList<>();
            for (String part : path) {
                if (!part.isEmpty()) {
                    parts.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
                }
            }
            return route(request, parts).exceptionally(LambdaApi::failure);
        } catch (InvocationRefused e) {
            return CompletableFuture.completedFuture(failure(e));
        }
    }

    private CompletionStage<HttpResponse> route(HttpRequest request, List<String> path) {
        String method = request.method();
        if (path.isEmpty()) {
            return done(
                    switch (method) {
                        case "POST" -> create(body(request));
                        case "GET" -> list();
                        default -> throw unknown(request);
                    });
        }
        FunctionName name =
                qualified(FunctionName.parse(path.get(0)), query(request).get("Qualifier"));
        if (path.size() == 1) {
            return done(
                    switch (method) {
                        case "GET" -> get(name);
                        case "DELETE" -> delete(name);
                        default -> throw unknown(request);
                    });
        }
        if (path.size() > 3) {
            throw unknown(request);
        }
        String operation = method + " " + path.get(1) + (path.size() == 3 ? "/*" : "");
        if (operation.equals("POST invocations")) {
            return invoke(request, name);
        }
        String last = path.get(path.size() - 1);
        return done(
                switch (operation) {
                    case "GET configuration" ->
                        ok(configuration(
                                lambda.version(lambda.named(name), name).function(), name.qualifier()));
                    case "PUT configuration" -> updateConfiguration(name, body(request));
                    case "PUT code" -> updateCode(name, body(request));
                    case "POST versions" -> publish(name);
                    case "GET versions" -> versions(name);
                    case "POST aliases" -> createAlias(name, body(request));
                    case "GET aliases" -> aliases(name);
                    case "GET aliases/*" -> ok(alias(lambda.named(name), existing(name, last)));
                    case "PUT aliases/*" -> updateAlias(name, last, body(request));
                    case "DELETE aliases/*" -> deleteAlias(name, last);
                    case "PUT concurrency" -> putConcurrency(name, body(request));
                    case "GET concurrency" -> getConcurrency(name);
                    case "DELETE concurrency" -> deleteConcurrency(name);
                    default -> throw unknown(request);
                });
    }

    private CompletionStage<HttpResponse> invoke(HttpRequest request, FunctionName name) {
        String type = request.header("x-amz-invocation-type").orElse("RequestResponse");
        return switch (type) {
            case "DryRun" -> {
                var unused = lambda.version(lambda.named(name), name);
                yield done(new HttpResponse(204, Map.of(), new byte[0]));
            }
            case "Event" -> done(enqueue(name, request.body()));
            case "RequestResponse" -> invokeAndWait(request, name);
            default ->
                throw new InvocationRefused(
                        400, "InvalidParameterValueException", "There is no invocation type " + type);
        };
    }

    private CompletionStage<HttpResponse> invokeAndWait(HttpRequest request, FunctionName name) {
        boolean tail = request.header("x-amz-log-type").orElse("None").equals("Tail");
        LambdaService.Begun begun;
        try {
            begun = lambda.begin(
                    name, request.body(), request.header("x-amzn-trace-id").orElse(null));
        } catch (InvocationRefused e) {
            return done(e.status() == 429 ? throttled(e, lambda.named(name)) : failure(e));
        }
        return begun.answer().thenApply(invocation -> {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Content-Type", "application/json");
            headers.put("x-amzn-RequestId", invocation.requestId());
            headers.put("X-Amz-Executed-Version", invocation.executedVersion());
            if (invocation.functionError() != null) {
                headers.put("X-Amz-Function-Error", invocation.functionError());
            }
            if (tail) {
                headers.put(
                        "X-Amz-Log-Result",
                        Base64.getEncoder().encodeToString(begun.log().tail(begun.work().logStart)));
            }
            return new HttpResponse(200, headers, invocation.payload());
        });
    }

    private HttpResponse enqueue(FunctionName name, byte[] payload) {
        var unused = lambda.version(lambda.named(name), name);
        if (payload.length > LARGEST_EVENT) {
            throw new InvocationRefused(
                    413,
                    "RequestTooLargeException",
                    payload.length + " byte payload is too large for the Event invocation type (limit " + LARGEST_EVENT
                            + " bytes)");
        }
        if (payload.length > 0) {
            parse(payload);
        }
        events.add(name, payload);
        return new HttpResponse(202, Map.of(), new byte[0]);
    }

    private HttpResponse create(JsonNode body) {
        String name = FunctionName.parse(required(body, "FunctionName")).name();
        JsonNode packageType = body.path("PackageType");
        if (packageType.isString() && !packageType.stringValue().equals("Zip")) {
            throw new InvocationRefused(
                    400, "InvalidParameterValueException", "Only the package type Zip is supported here");
        }
        VersionConfiguration configuration = new VersionConfiguration(
                name,
                VersionConfiguration.LATEST,
                required(body, "Runtime"),
                required(body, "Handler"),
                required(body, "Role"),
                text(body, "Description", ""),
                Duration.ofSeconds(number(body, "Timeout", 3)),
                number(body, "MemorySize", 128),
                lambda.invocationsPerEnvironment(),
                variables(body, Map.of()),
                code(body.path("Code")),
                lambda.now(),
                UUID.randomUUID().toString());
        LambdaFunction function = lambda.create(configuration);
        VersionConfiguration made = configuration;
        if (body.path("Publish").asBoolean(false)) {
            made = function.publish();
        }
        lambda.prewarm(function, made.version());
        return new HttpResponse(
                201, json(), LambdaJson.write(configuration(made, null)).getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse list() {
        ObjectNode answer = LambdaJson.object();
        ArrayNode functions = answer.putArray("Functions");
        lambda.all().forEach(function -> functions.add(configuration(function.latest(), null)));
        return ok(answer);
    }

    private HttpResponse get(FunctionName name) {
        LambdaFunction function = lambda.named(name);
        VersionConfiguration version = lambda.version(function, name).function();
        ObjectNode answer = LambdaJson.object();
        answer.set("Configuration", configuration(version, name.qualifier()));
        answer.putObject("Code")
                .put("RepositoryType", "S3")
                .put("Location", version.code().root().toUri().toString());
        if (function.reservedConcurrency() != null) {
            answer.putObject("Concurrency").put("ReservedConcurrentExecutions", function.reservedConcurrency());
        }
        return ok(answer);
    }

    private HttpResponse delete(FunctionName name) {
        LambdaFunction function = lambda.named(name);
        if (name.qualifier() == null) {
            lambda.delete(function);
        } else if (!function.deleteVersion(name.qualifier())) {
            throw new InvocationRefused(404, "ResourceNotFoundException", "Function not found: " + lambda.arn(name));
        }
        return new HttpResponse(204, Map.of(), new byte[0]);
    }

    private HttpResponse updateCode(FunctionName name, JsonNode body) {
        LambdaFunction function = lambda.named(name);
        FunctionCode code = code(body);
        VersionConfiguration old = function.latest();
        return replace(
                function,
                new VersionConfiguration(
                        old.name(),
                        old.version(),
                        old.runtime(),
                        old.handler(),
                        old.role(),
                        old.description(),
                        old.timeout(),
                        old.memoryMegabytes(),
                        old.invocationsPerEnvironment(),
                        old.environment(),
                        code,
                        lambda.now(),
                        UUID.randomUUID().toString()),
                body.path("Publish").asBoolean(false));
    }

    private HttpResponse updateConfiguration(FunctionName name, JsonNode body) {
        LambdaFunction function = lambda.named(name);
        VersionConfiguration old = function.latest();
        return replace(
                function,
                new VersionConfiguration(
                        old.name(),
                        old.version(),
                        text(body, "Runtime", old.runtime()),
                        text(body, "Handler", old.handler()),
                        text(body, "Role", old.role()),
                        text(body, "Description", old.description()),
                        Duration.ofSeconds(
                                number(body, "Timeout", (int) old.timeout().toSeconds())),
                        number(body, "MemorySize", old.memoryMegabytes()),
                        old.invocationsPerEnvironment(),
                        variables(body, old.environment()),
                        old.code(),
                        lambda.now(),
                        UUID.randomUUID().toString()),
                false);
    }

    private HttpResponse replace(LambdaFunction function, VersionConfiguration configuration, boolean publish) {
        lambda.validate(configuration);
        function.replaceLatest(configuration);
        VersionConfiguration made = publish ? function.publish() : configuration;
        lambda.prewarm(function, made.version());
        return ok(configuration(made, null));
    }

    private HttpResponse publish(FunctionName name) {
        VersionConfiguration version = lambda.named(name).publish();
        return new HttpResponse(
                201,
                json(),
                LambdaJson.write(configuration(version, version.version())).getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse versions(FunctionName name) {
        ObjectNode answer = LambdaJson.object();
        ArrayNode versions = answer.putArray("Versions");
        lambda.named(name).versions().forEach(version -> versions.add(configuration(version, version.version())));
        return ok(answer);
    }

    private HttpResponse createAlias(FunctionName name, JsonNode body) {
        LambdaFunction function = lambda.named(name);
        String alias = required(body, "Name");
        if (function.alias(alias) != null) {
            throw new InvocationRefused(
                    409,
                    "ResourceConflictException",
                    "Alias already exists: " + lambda.arn(new FunctionName(name.name(), alias)));
        }
        LambdaFunction.Alias made =
                put(function, alias, required(body, "FunctionVersion"), text(body, "Description", ""), body);
        return new HttpResponse(
                201, json(), LambdaJson.write(alias(function, made)).getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse updateAlias(FunctionName name, String alias, JsonNode body) {
        LambdaFunction function = lambda.named(name);
        LambdaFunction.Alias old = existing(name, alias);
        return ok(alias(
                function,
                put(
                        function,
                        alias,
                        text(body, "FunctionVersion", old.version()),
                        text(body, "Description", old.description()),
                        body)));
    }

    private LambdaFunction.Alias put(
            LambdaFunction function, String alias, String version, String description, JsonNode body) {
        if (!body.path("RoutingConfig").path("AdditionalVersionWeights").isEmpty()) {
            throw new InvocationRefused(
                    400, "InvalidParameterValueException", "Aliases that weigh versions are not supported here");
        }
        if (alias.matches("[0-9]+") || !alias.matches("[A-Za-z0-9_-]{1,128}")) {
            throw new InvocationRefused(400, "ValidationException", "'" + alias + "' is no name of an alias");
        }
        boolean isVersion = version.equals(VersionConfiguration.LATEST) || version.matches("[0-9]+");
        if (!isVersion || function.resolve(version) == null) {
            throw new InvocationRefused(
                    404,
                    "ResourceNotFoundException",
                    "Function not found: " + lambda.arn(new FunctionName(function.name(), version)));
        }
        LambdaFunction.Alias made = new LambdaFunction.Alias(
                alias, version, description, UUID.randomUUID().toString());
        function.putAlias(made);
        return made;
    }

    private HttpResponse aliases(FunctionName name) {
        LambdaFunction function = lambda.named(name);
        ObjectNode answer = LambdaJson.object();
        ArrayNode aliases = answer.putArray("Aliases");
        function.aliases().forEach(alias -> aliases.add(alias(function, alias)));
        return ok(answer);
    }

    private HttpResponse deleteAlias(FunctionName name, String alias) {
        lambda.named(name).deleteAlias(alias);
        return new HttpResponse(204, Map.of(), new byte[0]);
    }

    private LambdaFunction.Alias existing(FunctionName name, String alias) {
        LambdaFunction.Alias found = lambda.named(name).alias(alias);
        if (found == null) {
            throw new InvocationRefused(
                    404,
                    "ResourceNotFoundException",
                    "Cannot find alias arn: " + lambda.arn(new FunctionName(name.name(), alias)));
        }
        return found;
    }

    private HttpResponse putConcurrency(FunctionName name, JsonNode body) {
        int executions = number(body, "ReservedConcurrentExecutions", -1);
        if (executions < 0) {
            throw new InvocationRefused(
                    400, "InvalidParameterValueException", "ReservedConcurrentExecutions must be a number from 0");
        }
        lambda.named(name).reserveConcurrency(executions);
        return ok(LambdaJson.object().put("ReservedConcurrentExecutions", executions));
    }

    private HttpResponse getConcurrency(FunctionName name) {
        Integer reserved = lambda.named(name).reservedConcurrency();
        ObjectNode answer = LambdaJson.object();
        if (reserved != null) {
            answer.put("ReservedConcurrentExecutions", reserved);
        }
        return ok(answer);
    }

    private HttpResponse deleteConcurrency(FunctionName name) {
        lambda.named(name).reserveConcurrency(null);
        return new HttpResponse(204, Map.of(), new byte[0]);
    }

    private ObjectNode configuration(VersionConfiguration version, @Nullable String qualifier) {
        boolean latest = version.version().equals(VersionConfiguration.LATEST);
        String shown = qualifier == null && !latest ? version.version() : qualifier;
        ObjectNode json = LambdaJson.object();
        json.put("FunctionName", version.name());
        json.put("FunctionArn", lambda.arn(new FunctionName(version.name(), shown)));
        json.put("Runtime", version.runtime());
        json.put("Role", version.role());
        json.put("Handler", version.handler());
        json.put("CodeSize", version.code().size());
        json.put("CodeSha256", version.code().sha256());
        json.put("Description", version.description());
        json.put("Timeout", version.timeout().toSeconds());
        json.put("MemorySize", version.memoryMegabytes());
        json.put("LastModified", version.lastModified());
        json.put("Version", version.version());
        json.put("RevisionId", version.revision());
        json.put("State", "Active");
        json.put("LastUpdateStatus", "Successful");
        json.put("PackageType", "Zip");
        json.putArray("Architectures").add("x86_64");
        ObjectNode variables = json.putObject("Environment").putObject("Variables");
        version.environment().forEach(variables::put);
        json.putObject("LoggingConfig").put("LogFormat", "Text").put("LogGroup", "/aws/lambda/" + version.name());
        return json;
    }

    private ObjectNode alias(LambdaFunction function, LambdaFunction.Alias alias) {
        return LambdaJson.object()
                .put("AliasArn", lambda.arn(new FunctionName(function.name(), alias.name())))
                .put("Name", alias.name())
                .put("FunctionVersion", alias.version())
                .put("Description", alias.description())
                .put("RevisionId", alias.revision());
    }

    private FunctionCode code(JsonNode code) {
        if (!code.path("ZipFile").isString()) {
            throw new InvocationRefused(
                    400,
                    "InvalidParameterValueException",
                    "The code must come as ZipFile; S3 and images are not supported here");
        }
        byte[] zip;
        try {
            zip = Base64.getDecoder().decode(code.path("ZipFile").stringValue());
        } catch (IllegalArgumentException e) {
            throw new InvocationRefused(400, "SerializationException", "ZipFile is no Base64");
        }
        try {
            return FunctionCode.unpack(zip, settings.workDir());
        } catch (IOException e) {
            throw new InvocationRefused(
                    400,
                    "InvalidParameterValueException",
                    "Could not unzip uploaded file. Please check your file, then try to upload again: "
                            + e.getMessage());
        }
    }

    private static Map<String, String> variables(JsonNode body, Map<String, String> otherwise) {
        JsonNode given = body.path("Environment").path("Variables");
        if (!given.isObject()) {
            return otherwise;
        }
        Map<String, String> variables = new LinkedHashMap<>();
        given.properties()
                .forEach(variable ->
                        variables.put(variable.getKey(), variable.getValue().asString()));
        return variables;
    }

    private static JsonNode body(HttpRequest request) {
        JsonNode body = parse(request.body());
        if (!body.isObject()) {
            throw new InvocationRefused(400, "SerializationException", "The body must be a JSON object");
        }
        return body;
    }

    private static JsonNode parse(byte[] text) {
        try {
            return LambdaJson.read(text);
        } catch (JacksonException e) {
            throw new InvocationRefused(
                    400,
                    "InvalidRequestContentException",
                    "Could not parse request body into json: " + e.getOriginalMessage());
        }
    }

    private static String required(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (!value.isString()) {
            throw new InvocationRefused(400, "ValidationException", "The text " + field + " is missing");
        }
        return value.stringValue();
    }

    private static String text(JsonNode body, String field, String otherwise) {
        JsonNode value = body.path(field);
        return value.isString() ? value.stringValue() : otherwise;
    }

    private static int number(JsonNode body, String field, int otherwise) {
        JsonNode value = body.path(field);
        return value.canConvertToInt() ? value.intValue() : otherwise;
    }

    private static Map<String, String> query(HttpRequest request) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : request.query().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private static FunctionName qualified(FunctionName name, @Nullable String qualifier) {
        if (qualifier == null) {
            return name;
        }
        if (name.qualifier() != null && !name.qualifier().equals(qualifier)) {
            throw new InvocationRefused(
                    400,
                    "InvalidParameterValueException",
                    "The derived qualifier from the function name does not match the specified qualifier.");
        }
        return new FunctionName(name.name(), qualifier);
    }

    private static CompletionStage<HttpResponse> done(HttpResponse response) {
        return CompletableFuture.completedFuture(response);
    }

    private static HttpResponse ok(ObjectNode body) {
        return new HttpResponse(200, json(), LambdaJson.write(body).getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> json() {
        return Map.of("Content-Type", "application/json");
    }

    private static InvocationRefused unknown(HttpRequest request) {
        return new InvocationRefused(
                404,
                "UnknownOperationException",
                "local-aws knows no operation of Lambda at " + request.method() + " " + request.path());
    }

    private static HttpResponse throttled(InvocationRefused refusal, LambdaFunction function) {
        String reason = function.reservedConcurrency() == null
                ? "ConcurrentInvocationLimitExceeded"
                : "ReservedFunctionConcurrentInvocationLimitExceeded";
        return failure(refusal, LambdaJson.object().put("Reason", reason).put("retryAfterSeconds", "1"));
    }

    private static HttpResponse failure(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        InvocationRefused refusal = cause instanceof InvocationRefused refused
                ? refused
                : new InvocationRefused(500, "ServiceException", "Lambda failed: " + cause);
        return failure(refusal, LambdaJson.object());
    }

    private static HttpResponse failure(InvocationRefused refusal, ObjectNode body) {
        body.put("Type", refusal.status() < 500 ? "User" : "Service");
        body.put("Message", refusal.getMessage());
        return new HttpResponse(
                refusal.status(),
                Map.of("Content-Type", "application/json", "x-amzn-ErrorType", refusal.code()),
                LambdaJson.write(body).getBytes(StandardCharsets.UTF_8));
    }
}
