package dev.ordersaga.local.sam;

import dev.ordersaga.local.lambda.FunctionSpec;
import dev.ordersaga.sam.EventSource;
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

/** What a stack asks of this machine, in the order of making; what it cannot do is a problem, what it need not do is skipped. */
final class DeploymentPlan {

    /** Types that CloudFormation makes and nothing here would read. */
    private static final Set<ResourceType> SKIPPED = Set.of(
            ResourceType.QUEUE,
            ResourceType.QUEUE_POLICY,
            ResourceType.TOPIC_POLICY,
            ResourceType.SUBSCRIPTION,
            ResourceType.LOG_GROUP,
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
            ResourceType.RULE,
            ResourceType.ARCHIVE,
            ResourceType.SCHEDULE,
            ResourceType.EVENT_SOURCE_MAPPING,
            ResourceType.EVENT_INVOKE_CONFIG);

    /** Without what these ask for, a function would not be itself. */
    private static final Set<String> UNSUPPORTED_OF_FUNCTIONS = Set.of(
            "DurableConfig", "FileSystemConfigs", "ImageConfig", "ImageUri", "InlineCode", "Layers", "TenancyConfig");

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

    /** What is to be made: tables, then buses and topics, functions, state machines; at the end, what is skipped. */
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
        steps.addAll(skipped());
        return List.copyOf(steps);
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
                machine.role().get()));
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
        stack.functions().forEach(function -> {
            function.events().forEach(event -> skipped.add(event(function.logicalId(), event)));
            if (function.properties().has("FunctionUrlConfig")) {
                skipped.add(new Planned.Skipped(function.logicalId() + "/FunctionUrlConfig", "AWS::Lambda::Url"));
            }
        });
        stack.stateMachines().forEach(machine -> {
            machine.events().forEach(event -> skipped.add(event(machine.logicalId(), event)));
            machine.alias()
                    .ifPresent(alias -> skipped.add(new Planned.Skipped(
                            machine.logicalId() + "/AutoPublishAlias", "AWS::StepFunctions::StateMachineAlias")));
        });
        return skipped;
    }

    private static Planned event(String logicalId, EventSource event) {
        return new Planned.Skipped(logicalId + "/Events/" + event.name(), event.type());
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
                    TOPIC -> true;
            default -> false;
        };
    }
}
