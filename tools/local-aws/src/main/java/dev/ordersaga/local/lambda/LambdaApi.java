package dev.ordersaga.local.lambda;

import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's REST API.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html">Lambda API reference</a>
 */
final class LambdaApi {

    /** Each operation carries the date of its own API version; the paths differ without it. */
    private static final Pattern PATH = Pattern.compile("/20\\d\\d-\\d\\d-\\d\\d/functions(/.*)?");

    private final FunctionOperations functions;
    private final FunctionAliasOperations aliases;
    private final InvokeOperation invoke;

    LambdaApi(LambdaService lambda, LambdaSettings settings, EventQueue events) {
        this.functions = new FunctionOperations(lambda, settings);
        this.aliases = new FunctionAliasOperations(lambda);
        this.invoke = new InvokeOperation(lambda, events);
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
            return route(request, parts).exceptionally(LambdaResponse::failure);
        } catch (InvocationRefused e) {
            return CompletableFuture.completedFuture(LambdaResponse.failure(e));
        }
    }

    private CompletionStage<HttpResponse> route(HttpRequest request, List<String> path) {
        String method = request.method();
        if (path.isEmpty()) {
            return done(
                    switch (method) {
                        case "POST" -> functions.create(LambdaRequestBody.of(request));
                        case "GET" -> functions.list();
                        default -> throw unknown(request);
                    });
        }
        FunctionName name =
                qualified(FunctionName.parse(path.get(0)), query(request).get("Qualifier"));
        if (path.size() == 1) {
            return done(
                    switch (method) {
                        case "GET" -> functions.get(name);
                        case "DELETE" -> functions.delete(name);
                        default -> throw unknown(request);
                    });
        }
        if (path.size() > 3) {
            throw unknown(request);
        }
        String operation = method + " " + path.get(1) + (path.size() == 3 ? "/*" : "");
        if (operation.equals("POST invocations")) {
            return invoke.invoke(request, name);
        }
        String last = path.get(path.size() - 1);
        return done(
                switch (operation) {
                    case "GET configuration" -> functions.getConfiguration(name);
                    case "PUT configuration" -> functions.updateConfiguration(name, LambdaRequestBody.of(request));
                    case "PUT code" -> functions.updateCode(name, LambdaRequestBody.of(request));
                    case "POST versions" -> functions.publish(name);
                    case "GET versions" -> functions.versions(name);
                    case "POST aliases" -> aliases.create(name, LambdaRequestBody.of(request));
                    case "GET aliases" -> aliases.list(name);
                    case "GET aliases/*" -> aliases.get(name, last);
                    case "PUT aliases/*" -> aliases.update(name, last, LambdaRequestBody.of(request));
                    case "DELETE aliases/*" -> aliases.delete(name, last);
                    case "PUT concurrency" -> functions.putConcurrency(name, LambdaRequestBody.of(request));
                    case "GET concurrency" -> functions.getConcurrency(name);
                    case "DELETE concurrency" -> functions.deleteConcurrency(name);
                    default -> throw unknown(request);
                });
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

    private static InvocationRefused unknown(HttpRequest request) {
        return new InvocationRefused(
                404,
                "UnknownOperationException",
                "local-aws knows no operation of Lambda at " + request.method() + " " + request.path());
    }
}
