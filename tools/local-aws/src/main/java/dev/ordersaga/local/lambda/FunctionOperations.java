package dev.ordersaga.local.lambda;

import dev.ordersaga.local.http.HttpResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The operations on functions, their versions and their reserved concurrency. */
final class FunctionOperations {

    private final LambdaService lambda;
    private final LambdaSettings settings;

    FunctionOperations(LambdaService lambda, LambdaSettings settings) {
        this.lambda = lambda;
        this.settings = settings;
    }

    HttpResponse create(LambdaRequestBody body) {
        String name = FunctionName.parse(body.required("FunctionName")).name();
        JsonNode packageType = body.path("PackageType");
        if (packageType.isString() && !packageType.stringValue().equals("Zip")) {
            throw new InvocationRefused(
                    400, "InvalidParameterValueException", "Only the package type Zip is supported here");
        }
        VersionConfiguration configuration = new VersionConfiguration(
                name,
                VersionConfiguration.LATEST,
                body.required("Runtime"),
                body.required("Handler"),
                body.required("Role"),
                body.text("Description", ""),
                Duration.ofSeconds(body.number("Timeout", 3)),
                body.number("MemorySize", 128),
                lambda.invocationsPerEnvironment(),
                body.variables(Map.of()),
                code(body.path("Code")),
                lambda.now(),
                UUID.randomUUID().toString());
        LambdaFunction function = lambda.create(configuration);
        VersionConfiguration made = configuration;
        if (body.flag("Publish")) {
            made = function.publish();
        }
        lambda.prewarm(function, made.version());
        return LambdaResponse.created(configuration(made, null));
    }

    HttpResponse list() {
        ObjectNode answer = LambdaJson.object();
        ArrayNode functions = answer.putArray("Functions");
        lambda.all().forEach(function -> functions.add(configuration(function.latest(), null)));
        return LambdaResponse.ok(answer);
    }

    HttpResponse get(FunctionName name) {
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
        return LambdaResponse.ok(answer);
    }

    HttpResponse delete(FunctionName name) {
        LambdaFunction function = lambda.named(name);
        if (name.qualifier() == null) {
            lambda.delete(function);
        } else if (!function.deleteVersion(name.qualifier())) {
            throw new InvocationRefused(404, "ResourceNotFoundException", "Function not found: " + lambda.arn(name));
        }
        return LambdaResponse.empty(204);
    }

    HttpResponse getConfiguration(FunctionName name) {
        return LambdaResponse.ok(
                configuration(lambda.version(lambda.named(name), name).function(), name.qualifier()));
    }

    HttpResponse updateCode(FunctionName name, LambdaRequestBody body) {
        LambdaFunction function = lambda.named(name);
        FunctionCode code = code(body.json());
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
                body.flag("Publish"));
    }

    HttpResponse updateConfiguration(FunctionName name, LambdaRequestBody body) {
        LambdaFunction function = lambda.named(name);
        VersionConfiguration old = function.latest();
        return replace(
                function,
                new VersionConfiguration(
                        old.name(),
                        old.version(),
                        body.text("Runtime", old.runtime()),
                        body.text("Handler", old.handler()),
                        body.text("Role", old.role()),
                        body.text("Description", old.description()),
                        Duration.ofSeconds(
                                body.number("Timeout", (int) old.timeout().toSeconds())),
                        body.number("MemorySize", old.memoryMegabytes()),
                        old.invocationsPerEnvironment(),
                        body.variables(old.environment()),
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
        return LambdaResponse.ok(configuration(made, null));
    }

    HttpResponse publish(FunctionName name) {
        VersionConfiguration version = lambda.named(name).publish();
        return LambdaResponse.created(configuration(version, version.version()));
    }

    HttpResponse versions(FunctionName name) {
        ObjectNode answer = LambdaJson.object();
        ArrayNode versions = answer.putArray("Versions");
        lambda.named(name).versions().forEach(version -> versions.add(configuration(version, version.version())));
        return LambdaResponse.ok(answer);
    }

    HttpResponse putConcurrency(FunctionName name, LambdaRequestBody body) {
        int executions = body.number("ReservedConcurrentExecutions", -1);
        if (executions < 0) {
            throw new InvocationRefused(
                    400, "InvalidParameterValueException", "ReservedConcurrentExecutions must be a number from 0");
        }
        lambda.named(name).reserveConcurrency(executions);
        return LambdaResponse.ok(LambdaJson.object().put("ReservedConcurrentExecutions", executions));
    }

    HttpResponse getConcurrency(FunctionName name) {
        Integer reserved = lambda.named(name).reservedConcurrency();
        ObjectNode answer = LambdaJson.object();
        if (reserved != null) {
            answer.put("ReservedConcurrentExecutions", reserved);
        }
        return LambdaResponse.ok(answer);
    }

    HttpResponse deleteConcurrency(FunctionName name) {
        lambda.named(name).reserveConcurrency(null);
        return LambdaResponse.empty(204);
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
}
