package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.Problem;
import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What Step Functions asks of a definition beyond the language: that it knows the resources, and that an Express state machine
 * does not wait for others.
 */
final class Definitions {

    private static final Pattern SERVICE_INTEGRATION =
            Pattern.compile("arn:aws[a-z-]*:states:[^:]*:[^:]*:([^:.]+):([^.]+)(\\..+)?");
    private static final Pattern ACTIVITY = Pattern.compile("arn:aws[a-z-]*:states:[^:]+:[^:]+:activity:.+");

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

    private Definitions() {}

    /** The state machine, or a refusal with all that is wrong. */
    static StateMachine parsed(String definition, boolean express) {
        List<Diagnostic> problems = diagnose(definition, express);
        if (!problems.isEmpty()) {
            throw new AwsError(
                    "InvalidDefinition",
                    "Invalid State Machine Definition: '"
                            + problems.stream().map(Diagnostic::toString).collect(Collectors.joining(", ")) + "'");
        }
        return StateMachine.parse(definition);
    }

    /** All that is wrong, in the order of ValidateStateMachineDefinition's answer. */
    static List<Diagnostic> diagnose(String definition, boolean express) {
        JsonNode json;
        try {
            json = AwsJson.MAPPER.readTree(definition);
        } catch (JacksonException e) {
            return List.of(new Diagnostic("INVALID_JSON_DESCRIPTION", e.getOriginalMessage(), ""));
        }
        if (!json.isObject()) {
            return List.of(new Diagnostic("SCHEMA_VALIDATION_FAILED", "Definition must be a valid JSON object", ""));
        }
        List<Diagnostic> found = new ArrayList<>();
        for (Problem problem : StateMachine.problems(definition)) {
            found.add(new Diagnostic(
                    "SCHEMA_VALIDATION_FAILED",
                    problem.message(),
                    problem.pointer().isEmpty() ? "/" : problem.pointer()));
        }
        resources(json, "", express, found);
        return found;
    }

    /** Looks at every Task's resource, however deep its state lies. */
    private static void resources(JsonNode machine, String pointer, boolean express, List<Diagnostic> found) {
        for (Map.Entry<String, JsonNode> entry : machine.path("States").properties()) {
            JsonNode state = entry.getValue();
            String at = pointer + "/States/" + entry.getKey().replace("~", "~0").replace("/", "~1");
            if (state.path("Type").asString("").equals("Task")) {
                resource(state.path("Resource").asString(""), at + "/Resource", express, found);
            }
            resources(state.path("ItemProcessor"), at + "/ItemProcessor", express, found);
            resources(state.path("Iterator"), at + "/Iterator", express, found);
            for (int i = 0; i < state.path("Branches").size(); i++) {
                resources(state.path("Branches").path(i), at + "/Branches/" + i, express, found);
            }
        }
    }

    private static void resource(String resource, String at, boolean express, List<Diagnostic> found) {
        if (ACTIVITY.matcher(resource).matches()) {
            if (express) {
                found.add(refused("Express state machine does not support Activity ARN", at));
            }
            return;
        }
        Matcher integration = SERVICE_INTEGRATION.matcher(resource);
        if (!integration.matches()) {
            return;
        }
        Set<String> actions = OPTIMISED.get(integration.group(1));
        if (actions == null || (!actions.isEmpty() && !actions.contains(integration.group(2)))) {
            found.add(refused(
                    "The resource provided " + resource
                            + " is not recognized. The value is not a valid resource ARN, or the resource is not available in"
                            + " this region.",
                    at));
        }
        String pattern = integration.group(3);
        if (express && pattern != null) {
            // AWS leaves two spaces before "at" in the first of these and one in the second; both are kept.
            String shown = pattern.startsWith(".sync") ? ".sync" : pattern;
            found.add(refused(
                    "Express state machine does not support '" + shown + "' service integration"
                            + (shown.equals(".sync") ? "" : " "),
                    at));
        }
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
            return code + ": " + message + (location.isEmpty() ? "" : " at " + location);
        }
    }
}
