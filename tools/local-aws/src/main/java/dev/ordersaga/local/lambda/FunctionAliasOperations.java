package dev.ordersaga.local.lambda;

import dev.ordersaga.local.http.HttpResponse;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The operations on the aliases of a function, each of which names one version. */
final class FunctionAliasOperations {

    private final LambdaService lambda;

    FunctionAliasOperations(LambdaService lambda) {
        this.lambda = lambda;
    }

    HttpResponse create(FunctionName name, LambdaRequestBody body) {
        LambdaFunction function = lambda.named(name);
        String alias = body.required("Name");
        if (function.alias(alias) != null) {
            throw new InvocationRefused(
                    409,
                    "ResourceConflictException",
                    "Alias already exists: " + lambda.arn(new FunctionName(name.name(), alias)));
        }
        LambdaFunction.Alias made =
                put(function, alias, body.required("FunctionVersion"), body.text("Description", ""), body);
        return LambdaResponse.created(json(function, made));
    }

    HttpResponse get(FunctionName name, String alias) {
        return LambdaResponse.ok(json(lambda.named(name), existing(name, alias)));
    }

    HttpResponse update(FunctionName name, String alias, LambdaRequestBody body) {
        LambdaFunction function = lambda.named(name);
        LambdaFunction.Alias old = existing(name, alias);
        return LambdaResponse.ok(json(
                function,
                put(
                        function,
                        alias,
                        body.text("FunctionVersion", old.version()),
                        body.text("Description", old.description()),
                        body)));
    }

    private LambdaFunction.Alias put(
            LambdaFunction function, String alias, String version, String description, LambdaRequestBody body) {
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

    HttpResponse list(FunctionName name) {
        LambdaFunction function = lambda.named(name);
        ObjectNode answer = LambdaJson.object();
        ArrayNode aliases = answer.putArray("Aliases");
        function.aliases().forEach(alias -> aliases.add(json(function, alias)));
        return LambdaResponse.ok(answer);
    }

    HttpResponse delete(FunctionName name, String alias) {
        lambda.named(name).deleteAlias(alias);
        return LambdaResponse.empty(204);
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

    private ObjectNode json(LambdaFunction function, LambdaFunction.Alias alias) {
        return LambdaJson.object()
                .put("AliasArn", lambda.arn(new FunctionName(function.name(), alias.name())))
                .put("Name", alias.name())
                .put("FunctionVersion", alias.version())
                .put("Description", alias.description())
                .put("RevisionId", alias.revision());
    }
}
