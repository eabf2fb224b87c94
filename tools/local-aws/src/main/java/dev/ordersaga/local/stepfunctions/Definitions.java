package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.AwsWording;
import dev.ordersaga.asl.Definition;
import dev.ordersaga.asl.Problem;
import dev.ordersaga.asl.ProblemCode;
import dev.ordersaga.asl.QueryLanguage;
import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.StateNode;
import dev.ordersaga.asl.TaskResource;
import dev.ordersaga.local.http.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What Step Functions asks of a definition beyond the language: that it knows the resources, and that an Express state machine
 * does not wait for others.
 */
final class Definitions {

    /** The optimised integrations; an empty set stands for more actions than are worth listing. */
    private static final Map<String, Set<String>> OPTIMISED = Map.ofEntries(
            Map.entry("apigateway", Set.of("invoke")),
            Map.entry(
                    "athena",
                    Set.of("startQueryExecution", "stopQueryExecution", "getQueryExecution", "getQueryResults")),
            Map.entry("aws-sdk", Set.of()),
            Map.entry("batch", Set.of("submitJob")),
            Map.entry("bedrock", Set.of()),
            Map.entry("codebuild", Set.of()),
            Map.entry("databrew", Set.of("startJobRun")),
            Map.entry("dynamodb", Set.of("getItem", "putItem", "updateItem", "deleteItem")),
            Map.entry("ecs", Set.of("runTask")),
            Map.entry("eks", Set.of()),
            Map.entry("elasticmapreduce", Set.of()),
            Map.entry("emr-containers", Set.of()),
            Map.entry("emr-serverless", Set.of()),
            Map.entry("events", Set.of("putEvents")),
            Map.entry("glue", Set.of("startJobRun")),
            Map.entry("http", Set.of("invoke")),
            Map.entry("lambda", Set.of("invoke")),
            Map.entry("mediaconvert", Set.of("createJob")),
            Map.entry("sagemaker", Set.of()),
            Map.entry("sns", Set.of("publish")),
            Map.entry("sqs", Set.of("sendMessage")),
            Map.entry("states", Set.of("startExecution")));

    /** They answer at once, and have no job to wait for. */
    private static final Set<String> WITHOUT_JOBS =
            Set.of("apigateway", "aws-sdk", "dynamodb", "events", "http", "lambda", "sns", "sqs");

    /** They have no place for a task token. */
    private static final Set<String> WITHOUT_TOKENS = Set.of(
            "athena",
            "batch",
            "codebuild",
            "databrew",
            "dynamodb",
            "elasticmapreduce",
            "emr-containers",
            "emr-serverless",
            "glue",
            "http",
            "mediaconvert",
            "sagemaker");

    private Definitions() {}

    /** The state machine, or a refusal with all that is wrong. */
    static StateMachine parsed(String text, boolean express) {
        return checked(text, express).machine().orElseThrow();
    }

    /** The definition of a state machine, or a refusal with all that is wrong. */
    static Definition checked(String text, boolean express) {
        Definition definition = StateMachine.read(text);
        List<Diagnostic> problems = diagnose(definition, express);
        if (!problems.isEmpty()) {
            throw new AwsError(
                    "InvalidDefinition",
                    "Invalid State Machine Definition: '"
                            + problems.stream().map(Diagnostic::toString).collect(Collectors.joining(", ")) + "'");
        }
        return definition;
    }

    /** All that is wrong, in the order of ValidateStateMachineDefinition's answer. */
    static List<Diagnostic> diagnose(String text, boolean express) {
        return diagnose(StateMachine.read(text), express);
    }

    private static List<Diagnostic> diagnose(Definition definition, boolean express) {
        if (definition.graph().isEmpty()) {
            return definition.problems().stream().map(Definitions::ofNoObject).toList();
        }
        List<Diagnostic> found = new ArrayList<>(Diagnostics.of(definition));
        for (StateNode state : definition.graph().get().states()) {
            boolean inExpress = express || ExpressScopes.isWithin(state.scope());
            ExpressScopes.distributedMap(state)
                    .filter(mode -> inExpress)
                    .ifPresent(mode -> found.add(refused(
                            "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines",
                            mode)));
            state.resource().ifPresent(resource -> {
                check(resource, state.pointer() + "/Resource", inExpress, found);
                parameters(state, resource, found);
            });
        }
        return found;
    }

    private static void parameters(StateNode state, TaskResource resource, List<Diagnostic> found) {
        if (resource instanceof TaskResource.Activity && state.json().has("Credentials")) {
            found.add(refused(
                    "The field 'Credentials' is not supported for activities", state.pointer() + "/Credentials"));
        }
        if (!(resource instanceof TaskResource.Integration integration) || !isKnown(integration)) {
            return;
        }
        List<String> fields = List.of("Parameters", "Arguments");
        if (fields.stream().noneMatch(state.json()::has)) {
            state.state()
                    .map(read -> read.flow().language() == QueryLanguage.JSONATA ? "Arguments" : "Parameters")
                    .ifPresent(field -> found.add(refused(
                            field + " field is required for resource ARN: " + resource.text(), state.pointer())));
        }
        for (String field : fields) {
            TaskParameters.problemsOfTemplate(resource, state.json().path(field))
                    .forEach(problem -> found.add(refused(problem, state.pointer() + "/" + field)));
        }
    }

    private static Diagnostic ofNoObject(Problem problem) {
        return problem.code() == ProblemCode.INVALID_JSON_DESCRIPTION
                ? new Diagnostic(
                        problem.code().name(),
                        problem.aws().map(AwsWording::text).orElse(problem.message()),
                        problem.aws().map(AwsWording::pointer).orElse(""))
                : refused("Definition must be a valid JSON object", "");
    }

    private static void check(TaskResource resource, String at, boolean express, List<Diagnostic> found) {
        if (express && resource instanceof TaskResource.Activity) {
            found.add(refused("Express state machine does not support Activity ARN", at));
        }
        if (resource instanceof TaskResource.Unknown && resource.text().startsWith("arn:")) {
            boolean ofService = resource.text().contains(":states:");
            found.add(refused(ofService ? notRecognized(resource) : "Value is not a valid resource ARN", at));
        }
        if (!(resource instanceof TaskResource.Integration integration)) {
            return;
        }
        if (!isKnown(integration)) {
            found.add(refused(notRecognized(resource), at));
        }
        String pattern = integration.pattern();
        if (express && !pattern.isEmpty()) {
            // AWS leaves two spaces before "at" in the first of these and one in the second; both are kept.
            String shown = pattern.startsWith(".sync") ? ".sync" : pattern;
            found.add(refused(
                    "Express state machine does not support '" + shown + "' service integration"
                            + (shown.equals(".sync") ? "" : " "),
                    at));
        }
    }

    private static boolean isKnown(TaskResource.Integration integration) {
        if (integration.isSdk() && !SdkServices.has(integration.plainService(), integration.action())) {
            return false;
        }
        String service = integration.isSdk() ? "aws-sdk" : integration.service();
        Set<String> actions = OPTIMISED.get(service);
        if (actions == null || (!actions.isEmpty() && !actions.contains(integration.action()))) {
            return false;
        }
        return switch (integration.pattern()) {
            case "" -> true;
            case ".waitForTaskToken" -> !WITHOUT_TOKENS.contains(service);
            case ".sync" -> !WITHOUT_JOBS.contains(service);
            case ".sync:2" -> service.equals("states");
            default -> false;
        };
    }

    private static String notRecognized(TaskResource resource) {
        return "The resource provided " + resource.text()
                + " is not recognized. The value is not a valid resource ARN, or the resource is not available in this"
                + " region.";
    }

    private static Diagnostic refused(String message, String at) {
        return new Diagnostic("SCHEMA_VALIDATION_FAILED", message, at);
    }

    /**
     * One thing that is wrong.
     *
     * @param location a JSON pointer, {@code /} for the whole; empty where there is no telling
     */
    record Diagnostic(String code, String message, String location) {

        /** Such as {@code SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt] at /}. */
        @Override
        public String toString() {
            return code + ": " + message + " at " + (location.isEmpty() ? "null" : location);
        }
    }
}
