package dev.ordersaga.sam;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads functions: {@code AWS::Serverless::Function} and {@code AWS::Lambda::Function}. */
final class FunctionReader {

    private static final int DEFAULT_TIMEOUT_SECONDS = 3;
    private static final int MAX_TIMEOUT_SECONDS = 900;
    private static final int MIN_MEMORY_MEGABYTES = 128;
    private static final int MAX_MEMORY_MEGABYTES = 10_240;
    private static final int MAX_CONCURRENCY = 1_000;
    private static final int MAX_PER_ENVIRONMENT = 1_600;

    /** A package of type Image, and code within the template, say these in a way of their own. */
    private static final Set<String> OTHER_CODE = Set.of("ImageUri", "InlineCode");

    private FunctionReader() {}

    static FunctionResource read(Resource resource, Properties properties, @Nullable StackId stack) {
        boolean serverless = resource.type().equals(ResourceType.SERVERLESS_FUNCTION.toString());
        boolean image =
                properties.text("PackageType").filter("Image"::equals).isPresent() || properties.has("ImageUri");
        boolean elsewhere = OTHER_CODE.stream().anyMatch(properties::has) || image;
        Optional<JsonNode> code =
                serverless ? elsewhere ? Optional.empty() : code(properties) : properties.value("Code");
        return new FunctionResource(
                resource.logicalId(),
                resource.place(),
                resource.name(),
                image || !serverless ? properties.text("Runtime") : properties.required("Runtime"),
                image || !serverless ? properties.text("Handler") : properties.required("Handler"),
                code,
                properties.has("Role")
                        ? properties.text("Role")
                        : Optional.ofNullable(serverless ? stack : null)
                                .map(id -> id.roleArn(id.name() + "-" + resource.logicalId())),
                properties.number("Timeout", DEFAULT_TIMEOUT_SECONDS, 1, MAX_TIMEOUT_SECONDS),
                properties.number("MemorySize", MIN_MEMORY_MEGABYTES, MIN_MEMORY_MEGABYTES, MAX_MEMORY_MEGABYTES),
                properties.texts("Environment", "Variables"),
                properties.value("ReservedConcurrentExecutions").isPresent()
                        ? Optional.of(properties.number("ReservedConcurrentExecutions", 0, 0, MAX_CONCURRENCY))
                        : Optional.empty(),
                properties.has("CapacityProviderConfig"),
                properties
                        .inside("CapacityProviderConfig")
                        .filter(config -> config.has("PerExecutionEnvironmentMaxConcurrency"))
                        .map(config ->
                                config.number("PerExecutionEnvironmentMaxConcurrency", 1, 1, MAX_PER_ENVIRONMENT)),
                serverless ? properties.text("AutoPublishAlias") : Optional.empty(),
                serverless ? properties.events(ResourceType.SERVERLESS_FUNCTION) : List.of(),
                resource.properties());
    }

    private static Optional<JsonNode> code(Properties properties) {
        return properties.has("CodeUri")
                ? properties.value("CodeUri")
                : properties.required("CodeUri").flatMap(unused -> Optional.empty());
    }
}
