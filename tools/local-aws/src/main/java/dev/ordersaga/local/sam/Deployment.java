package dev.ordersaga.local.sam;

import dev.ordersaga.local.cloudformation.DeployedStack.StackResource;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import dev.ordersaga.local.lambda.InvocationRefused;
import dev.ordersaga.local.lambda.LambdaService;
import dev.ordersaga.sam.InvalidTemplate;
import dev.ordersaga.sam.Output;
import dev.ordersaga.sam.Problem;
import dev.ordersaga.sam.SamStack;
import dev.ordersaga.sam.TableResource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes what a template describes: tables, then buses and topics, functions, state machines, log groups, rules and subscriptions. Applied again, it updates. */
public final class Deployment {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final LambdaService functions;
    /** A function that a state machine calls. */
    private static final Pattern FUNCTION_ARN =
            Pattern.compile("arn:aws:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_-]+)?");

    private final HttpService tables;
    private final StateMachines machines;
    private final EventBuses buses;

    public Deployment(LambdaService functions, HttpService tables, StateMachines machines, EventBuses buses) {
        this.functions = functions;
        this.tables = tables;
        this.machines = machines;
        this.buses = buses;
    }

    /**
     * Makes or updates everything.
     *
     * @param template the file, which what it names is relative to
     * @throws InvalidTemplate where the stack has problems; then nothing is made
     */
    public Deployed apply(SamStack stack, Path template) {
        List<Problem> problems = DeploymentPlan.problems(stack, template);
        if (!problems.isEmpty()) {
            throw new InvalidTemplate(problems);
        }
        List<Planned> steps = DeploymentPlan.steps(stack, template);
        // Functions need nothing of the others to be made, and their processes take the longest to begin.
        Map<Planned, Action> functionsMade = new LinkedHashMap<>();
        for (Planned planned : steps) {
            if (planned instanceof Planned.Function) {
                functionsMade.put(planned, apply(planned, stack));
            }
        }
        for (Planned planned : steps) {
            if (planned instanceof Planned.Machine machine) {
                FUNCTION_ARN.matcher(machine.definition()).results().forEach(arn -> functions.prewarm(arn.group()));
            }
        }
        List<Action> actions = new ArrayList<>();
        for (Planned planned : steps) {
            Action made = functionsMade.get(planned);
            actions.add(made == null ? apply(planned, stack) : made);
        }
        return new Deployed(List.copyOf(actions), stack.outputs());
    }

    /** Makes one thing; what its service refuses is a problem at the thing's place in the template. */
    private Action apply(Planned planned, SamStack stack) {
        try {
            return apply(planned);
        } catch (AwsError e) {
            throw new InvalidTemplate(List.of(stack.problem(planned.place(), "is refused: " + e.text())));
        } catch (InvocationRefused e) {
            throw new InvalidTemplate(List.of(stack.problem(planned.place(), "is refused: " + e.getMessage())));
        }
    }

    private Action apply(Planned planned) {
        if (planned instanceof Planned.Table table) {
            return action(create(table.table()), planned, table.table().name().orElse(""));
        }
        if (planned instanceof Planned.Bus bus) {
            buses.createEventBus(bus.name());
            return action(Result.CREATED, planned, bus.name());
        }
        if (planned instanceof Planned.Topic topic) {
            buses.createTopic(topic.name());
            return action(Result.CREATED, planned, topic.name());
        }
        if (planned instanceof Planned.Function function) {
            LambdaService.Outcome outcome = functions.createOrUpdate(function.spec());
            return action(
                    Result.valueOf(outcome.name()), planned, function.spec().name());
        }
        if (planned instanceof Planned.Machine machine) {
            return action(
                    Result.CREATED,
                    planned,
                    machines.createOrUpdate(
                            machine.name(),
                            machine.express(),
                            machine.definition(),
                            machine.roleArn(),
                            machine.logging()));
        }
        if (planned instanceof Planned.LogGroup group) {
            buses.createLogGroup(group.name(), group.retentionDays());
            return action(Result.CREATED, planned, group.name());
        }
        if (planned instanceof Planned.Rule rule) {
            buses.putRule(rule.rule(), rule.targets());
            return action(Result.CREATED, planned, rule.rule().path("Name").asString(""));
        }
        if (planned instanceof Planned.Subscription subscription) {
            buses.subscribe(subscription.topicArn(), subscription.functionArn(), subscription.attributes());
            return action(Result.CREATED, planned, subscription.topicArn());
        }
        return action(Result.SKIPPED, planned, "matters on AWS only");
    }

    private static Action action(Result result, Planned planned, String note) {
        return new Action(result, planned.logicalId(), planned.type(), note);
    }

    private Result create(TableResource table) {
        Optional<AwsError> refused = refusal(call("CreateTable", table.createTable()));
        if (refused.isPresent()) {
            if (refused.get().code().equals("ResourceInUseException")) {
                return Result.UNCHANGED;
            }
            throw refused.get();
        }
        if (table.timeToLive().isPresent()) {
            refusal(call(
                            "UpdateTimeToLive",
                            JSON.valueToTree(Map.of(
                                    "TableName",
                                            table.createTable()
                                                    .path("TableName")
                                                    .asString(),
                                    "TimeToLiveSpecification",
                                            Map.of(
                                                    "AttributeName",
                                                    table.timeToLive().get(),
                                                    "Enabled",
                                                    true)))))
                    .ifPresent(error -> {
                        throw error;
                    });
        }
        return Result.CREATED;
    }

    /** DynamoDB's error, of an answer that is one. */
    private static Optional<AwsError> refusal(HttpResponse response) {
        if (response.status() == 200) {
            return Optional.empty();
        }
        String body = new String(response.body(), StandardCharsets.UTF_8);
        JsonNode error = JSON.readTree(body);
        String code = error.path("__type").asString("").replaceFirst(".*#", "");
        String message = error.path("message").asString(error.path("Message").asString(body));
        return Optional.of(new AwsError(response.status(), code, message));
    }

    private HttpResponse call(String operation, JsonNode request) {
        return tables.answer(new HttpRequest(
                        "POST",
                        "/",
                        "",
                        Map.of(
                                "x-amz-target", List.of("DynamoDB_20120810." + operation),
                                "content-type", List.of("application/x-amz-json-1.0"),
                                "authorization",
                                        List.of(
                                                "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, "
                                                        + "SignedHeaders=host, Signature=0")),
                        JSON.writeValueAsBytes(request)))
                .toCompletableFuture()
                .join();
    }

    /**
     * What was done.
     *
     * @param actions in order, for people to read
     * @param outputs the template's Outputs
     */
    public record Deployed(List<Action> actions, List<Output> outputs) {

        /** The resources as CloudFormation tells of them. */
        public List<StackResource> resources() {
            return actions.stream()
                    .map(action -> new StackResource(
                            action.logicalId(),
                            action.type(),
                            action.result() == Result.SKIPPED ? "" : action.note(),
                            action.result() != Result.SKIPPED))
                    .toList();
        }
    }

    /** What became of one resource. */
    public enum Result {
        CREATED,
        UPDATED,
        UNCHANGED,
        SKIPPED
    }

    /**
     * One resource.
     *
     * @param note why it was skipped, or the physical name or ARN
     */
    public record Action(Result result, String logicalId, String type, String note) {}
}
