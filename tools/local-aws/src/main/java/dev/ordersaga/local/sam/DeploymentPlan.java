package dev.ordersaga.local.sam;

import dev.ordersaga.local.lambda.FunctionSpec;
import dev.ordersaga.sam.FunctionResource;
import dev.ordersaga.sam.Output;
import dev.ordersaga.sam.Problem;
import dev.ordersaga.sam.Resource;
import dev.ordersaga.sam.ResourceType;
import dev.ordersaga.sam.SamStack;
import dev.ordersaga.sam.StateMachineResource;
import dev.ordersaga.sam.TableResource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a stack asks of this machine, in the order of making; what it cannot do is a problem, what it need not do is skipped. */
final class DeploymentPlan {

    /** Types that CloudFormation makes and nothing here would read. */
    private static final Set<ResourceType> SKIPPED = Set.of(
            ResourceType.QUEUE,
            ResourceType.QUEUE_POLICY,
            ResourceType.TOPIC_POLICY,
            ResourceType.METRIC_FILTER,
            ResourceType.LOG_RESOURCE_POLICY,
            ResourceType.ALARM,
            ResourceType.COMPOSITE_ALARM,
            ResourceType.DASHBOARD,
            ResourceType.ROLE,
            ResourceType.POLICY,
            ResourceType.MANAGED_POLICY,
            ResourceType.PERMISSION,
            ResourceType.API,
            ResourceType.HTTP_API,
            ResourceType.CAPACITY_PROVIDER,
            ResourceType.PLAIN_CAPACITY_PROVIDER,
            ResourceType.CONNECTOR,
            ResourceType.ARCHIVE,
            ResourceType.SCHEDULE,
            ResourceType.EVENT_SOURCE_MAPPING,
            ResourceType.EVENT_INVOKE_CONFIG);

    /** Without what these ask for, a function would not be itself. */
    private static final Set<String> UNSUPPORTED_OF_FUNCTIONS = Set.of(
            "DurableConfig", "FileSystemConfigs", "ImageConfig", "ImageUri", "InlineCode", "Layers", "TenancyConfig");

    /** What these ask for would be noticed by what runs here, which goes on without it: SAM makes resources of some. */
    private static final Map<ResourceType, Set<String>> NOT_DONE = Map.of(
            ResourceType.SERVERLESS_FUNCTION,
            Set.of(
                    "DeadLetterQueue",
                    "EventInvokeConfig",
                    "FunctionUrlConfig",
                    "LoggingConfig",
                    "ProvisionedConcurrencyConfig",
                    "RecursiveLoop",
                    "Tracing",
                    "VpcConfig"),
            ResourceType.FUNCTION,
            Set.of("DeadLetterConfig", "LoggingConfig", "RecursiveLoop", "TracingConfig", "VpcConfig"),
            ResourceType.SERVERLESS_STATE_MACHINE,
            Set.of("AutoPublishAlias", "Tracing", "UseAliasAsEventTarget"),
            ResourceType.STATE_MACHINE,
            Set.of("EncryptionConfiguration", "TracingConfiguration"),
            ResourceType.TABLE,
            Set.of("ImportSourceSpecification", "KinesisStreamSpecification", "ResourcePolicy"),
            ResourceType.SIMPLE_TABLE,
            Set.of("ProvisionedThroughput"),
            ResourceType.EVENT_BUS,
            Set.of("DeadLetterConfig", "EventSourceName", "LogConfig", "Policy"),
            ResourceType.TOPIC,
            Set.of(
                    "ArchivePolicy",
                    "ContentBasedDeduplication",
                    "DeliveryStatusLogging",
                    "FifoTopic",
                    "TracingConfig"));

    /** The types of what SAM makes of a property. */
    private static final Map<String, String> MADE_OF = Map.of(
            "AutoPublishAlias", "AWS::StepFunctions::StateMachineAlias",
            "EventInvokeConfig", "AWS::Lambda::EventInvokeConfig",
            "FunctionUrlConfig", "AWS::Lambda::Url");

    private static final Pattern RUNTIME = Pattern.compile("java(17|21|25)");

    private final SamStack stack;
    private final Path template;
    private final List<Problem> problems = new ArrayList<>();

    private DeploymentPlan(SamStack stack, Path template) {
        this.stack = stack;
        this.template = template;
        this.problems.addAll(stack.problems());
    }

    /** Everything that keeps a stack from being deployed; empty where it can be. */
    static List<Problem> problems(SamStack stack, Path template) {
        DeploymentPlan plan = new DeploymentPlan(stack, template);
        var unused = plan.steps();
        return List.copyOf(plan.problems);
    }

    /** What is to be made: tables, then buses and topics, functions, state machines, log groups, rules and
     * subscriptions; at the end, what is skipped. */
    static List<Planned> steps(SamStack stack, Path template) {
        return new DeploymentPlan(stack, template).steps();
    }

    /** The stack's outputs whose values are known. */
    static Map<String, String> outputs(SamStack stack) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Output output : stack.outputs()) {
            output.value().ifPresent(value -> values.put(output.name(), value));
        }
        return values;
    }

    private List<Planned> steps() {
        List<Planned> steps = new ArrayList<>();
        for (TableResource table : stack.tables()) {
            steps.add(new Planned.Table(table, typeOf(table.logicalId())));
        }
        for (Resource resource : stack.resources()) {
            resource.knownType()
                    .filter(ResourceType.EVENT_BUS::equals)
                    .flatMap(type -> resource.name())
                    .ifPresent(name -> steps.add(new Planned.Bus(resource.logicalId(), resource.type(), name)));
        }
        for (Resource resource : stack.resources()) {
            resource.knownType()
                    .filter(ResourceType.TOPIC::equals)
                    .flatMap(type -> resource.name())
                    .ifPresent(name -> steps.add(new Planned.Topic(resource.logicalId(), resource.type(), name)));
        }
        stack.functions().forEach(function -> function(function).ifPresent(steps::add));
        stack.stateMachines().forEach(machine -> machine(machine).ifPresent(steps::add));
        for (Resource resource : stack.resources()) {
            resource.knownType()
                    .filter(ResourceType.LOG_GROUP::equals)
                    .flatMap(type -> resource.name())
                    .ifPresent(name -> steps.add(
                            new Planned.LogGroup(resource.logicalId(), resource.type(), name, retention(resource))));
        }
        List<Planned> events = PlannedEvents.of(stack);
        events.stream().filter(event -> !(event instanceof Planned.Skipped)).forEach(steps::add);
        List<Planned> skipped = new ArrayList<>(skipped());
        events.stream().filter(Planned.Skipped.class::isInstance).forEach(steps::add);
        steps.addAll(skipped);
        return List.copyOf(steps);
    }

    private Optional<Integer> retention(Resource group) {
        Optional<String> days = stack.values(group.logicalId())
                .map(values -> values.path("RetentionInDays").asString(""))
                .filter(text -> !text.isEmpty());
        if (days.filter(text -> !text.matches("\\d{1,4}")).isPresent()) {
            problem("/Resources/" + group.logicalId() + "/Properties/RetentionInDays", "must be a number of days");
            return Optional.empty();
        }
        return days.map(Integer::valueOf);
    }

    private String typeOf(String logicalId) {
        return stack.resources().stream()
                .filter(resource -> resource.logicalId().equals(logicalId))
                .map(Resource::type)
                .findFirst()
                .orElseThrow();
    }

    private void problem(String place, String message) {
        Problem problem = stack.problem(place, message);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    private Optional<Planned> function(FunctionResource function) {
        for (String property : UNSUPPORTED_OF_FUNCTIONS) {
            if (function.properties().has(property)) {
                problem(function.place() + "/" + property, "is not supported here");
            }
        }
        function.runtime()
                .filter(runtime -> !RUNTIME.matcher(runtime).matches())
                .ifPresent(runtime -> problem(
                        function.place() + "/Runtime",
                        "must be java17, java21 or java25, which are run here, and not " + runtime));
        Optional<Path> code = function.code().flatMap(uri -> code(uri, function));
        if (code.isEmpty() || function.runtime().isEmpty() || function.handler().isEmpty()) {
            return Optional.empty();
        }
        return function.name()
                .map(name -> new Planned.Function(
                        function.logicalId(),
                        typeOf(function.logicalId()),
                        new FunctionSpec(
                                name,
                                function.runtime().orElseThrow(),
                                function.handler().orElseThrow(),
                                code.get(),
                                function.role().orElse(null),
                                Duration.ofSeconds(function.timeoutSeconds()),
                                function.memoryMegabytes(),
                                function.environment(),
                                function.reservedConcurrency().orElse(null),
                                invocationsPerEnvironment(function),
                                function.alias().orElse(null))));
    }

    /** Without a number of its own "the default is 32 concurrent requests per vCPU" for Java; a process here has all of them. */
    private static @Nullable Integer invocationsPerEnvironment(FunctionResource function) {
        if (!function.onManagedInstances()) {
            return null;
        }
        int preset = Math.min(32 * Runtime.getRuntime().availableProcessors(), 1_600);
        return function.invocationsPerEnvironment().orElse(preset);
    }

    private Optional<Path> code(JsonNode uri, FunctionResource function) {
        String property = function.properties().has("CodeUri") ? "CodeUri" : "Code";
        String place = function.place() + "/" + property;
        if (!uri.isString() || uri.asString().startsWith("s3:")) {
            problem(place, "must be a path: code in a bucket is not read here");
            return Optional.empty();
        }
        Path path = template.toAbsolutePath().resolveSibling(uri.asString()).normalize();
        if (!Files.exists(path)) {
            problem(place, "there is no " + uri.asString() + "; build it first");
        }
        return Optional.of(path);
    }

    private Optional<Planned> machine(StateMachineResource machine) {
        if (machine.name().isEmpty()
                || machine.definition().isEmpty()
                || machine.role().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Planned.Machine(
                machine.logicalId(),
                typeOf(machine.logicalId()),
                machine.name().get(),
                machine.express(),
                machine.definition().get(),
                machine.role().get(),
                machine.logging().map(DeploymentPlan::logging)));
    }

    /** CloudFormation's words as Step Functions' own. */
    private static ObjectNode logging(JsonNode given) {
        ObjectNode logging = JsonNodeFactory.instance.objectNode();
        logging.put("level", given.path("Level").asString("OFF"));
        logging.put("includeExecutionData", given.path("IncludeExecutionData").asBoolean(false));
        ArrayNode destinations = logging.putArray("destinations");
        for (JsonNode destination : given.path("Destinations")) {
            destinations
                    .addObject()
                    .putObject("cloudWatchLogsLogGroup")
                    .put(
                            "logGroupArn",
                            destination
                                    .path("CloudWatchLogsLogGroup")
                                    .path("LogGroupArn")
                                    .asString(""));
        }
        return logging;
    }

    private List<Planned> skipped() {
        List<Planned> skipped = new ArrayList<>();
        for (Resource resource : stack.resources()) {
            Optional<ResourceType> type = resource.knownType();
            if (type.filter(SKIPPED::contains).isPresent()) {
                skipped.add(new Planned.Skipped(resource.logicalId(), resource.type()));
            } else if (type.isEmpty() || type.filter(DeploymentPlan::made).isEmpty()) {
                problem("/Resources/" + resource.logicalId() + "/Type", resource.type() + " is not known here");
            }
        }
        for (Resource resource : stack.resources()) {
            Set<String> notDone = resource.knownType().map(NOT_DONE::get).orElse(Set.of());
            for (String property : resource.properties().propertyNames()) {
                if (notDone.contains(property)) {
                    skipped.add(new Planned.Skipped(
                            resource.logicalId() + "/" + property,
                            MADE_OF.getOrDefault(property, resource.type() + "." + property)));
                }
            }
        }
        return skipped;
    }

    private static boolean made(ResourceType type) {
        return switch (type) {
            case SERVERLESS_FUNCTION,
                    FUNCTION,
                    SERVERLESS_STATE_MACHINE,
                    STATE_MACHINE,
                    TABLE,
                    SIMPLE_TABLE,
                    EVENT_BUS,
                    TOPIC,
                    SUBSCRIPTION,
                    RULE,
                    LOG_GROUP -> true;
            default -> false;
        };
    }
}
