package dev.ordersaga.local.cloudformation;

import dev.ordersaga.local.cloudformation.DeployedStack.StackResource;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.AwsQuery;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import dev.ordersaga.local.http.LocalJson;
import dev.ordersaga.sam.Output;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * AWS CloudFormation's DescribeStacks and DescribeStackResources for the one stack that is deployed, and the same as JSON at
 * {@code GET /_local/stack}.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html">DescribeStacks</a>
 */
public final class CloudFormationService implements HttpService {

    private static final String VERSION = "2010-05-15";
    private static final String NAMESPACE = "http://cloudformation.amazonaws.com/doc/2010-05-15/";
    private static final String PATH = "/_local/stack";
    private static final String DESCRIBE_STACKS = "DescribeStacks";
    private static final String DESCRIBE_STACK_RESOURCES = "DescribeStackResources";

    private final Supplier<Optional<DeployedStack>> deployed;

    /** Answers for a stack once it is deployed. */
    public CloudFormationService(Supplier<Optional<DeployedStack>> deployed) {
        this.deployed = deployed;
    }

    /** The names of the actions that are answered; every other is refused. */
    public static Set<String> actions() {
        return Set.of(DESCRIBE_STACKS, DESCRIBE_STACK_RESOURCES);
    }

    @Override
    public boolean handles(HttpRequest request) {
        return request.path().equals(PATH)
                || VERSION.equals(AwsQuery.form(request).get("Version"));
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        return CompletableFuture.completedFuture(request.path().equals(PATH) ? plain(request) : query(request));
    }

    private HttpResponse query(HttpRequest request) {
        Map<String, String> form = AwsQuery.form(request);
        String action = form.getOrDefault("Action", "");
        String name = form.getOrDefault("StackName", "");
        return switch (action) {
            case DESCRIBE_STACKS -> AwsQuery.answer(NAMESPACE, action, "<Stacks>" + stacks(name) + "</Stacks>");
            case DESCRIBE_STACK_RESOURCES ->
                AwsQuery.answer(NAMESPACE, action, "<StackResources>" + resources(named(name)) + "</StackResources>");
            default ->
                throw new AwsError(
                        "InvalidAction", "local-aws does not support the action " + action + " of CloudFormation");
        };
    }

    private String stacks(String name) {
        if (name.isEmpty()) {
            return deployed.get().map(CloudFormationService::member).orElse("");
        }
        return member(named(name));
    }

    private DeployedStack named(String name) {
        return deployed.get()
                .filter(stack ->
                        name.equals(stack.id().name()) || name.equals(stack.id().stackArn()))
                .orElseThrow(() -> new AwsError("ValidationError", "Stack with id " + name + " does not exist"));
    }

    private static String member(DeployedStack stack) {
        StringBuilder outputs = new StringBuilder();
        for (Output output : stack.outputs()) {
            outputs.append("<member>")
                    .append(element("OutputKey", output.name()))
                    .append(element("OutputValue", output.value().orElse("")));
            output.description().ifPresent(text -> outputs.append(element("Description", text)));
            output.export().ifPresent(export -> outputs.append(element("ExportName", export)));
            outputs.append("</member>");
        }
        return "<member>" + identity(stack)
                + element("CreationTime", stack.creationTime().toString())
                + element("StackStatus", "CREATE_COMPLETE")
                + element("DisableRollback", "false")
                + "<Outputs>" + outputs + "</Outputs></member>";
    }

    private static String resources(DeployedStack stack) {
        StringBuilder members = new StringBuilder();
        for (StackResource resource : stack.resources()) {
            members.append("<member>")
                    .append(identity(stack))
                    .append(element("LogicalResourceId", resource.logicalId()))
                    .append(element("PhysicalResourceId", resource.physicalId()))
                    .append(element("ResourceType", resource.type()))
                    .append(element("Timestamp", stack.creationTime().toString()))
                    .append(element("ResourceStatus", resource.made() ? "CREATE_COMPLETE" : "DELETE_SKIPPED"))
                    .append(resource.made() ? "" : element("ResourceStatusReason", "local-aws does not make it"))
                    .append("</member>");
        }
        return members.toString();
    }

    private static String identity(DeployedStack stack) {
        return element("StackName", stack.id().name())
                + element("StackId", stack.id().stackArn());
    }

    private static String element(String name, String text) {
        return "<" + name + ">" + AwsQuery.escape(text) + "</" + name + ">";
    }

    private HttpResponse plain(HttpRequest request) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return LocalJson.refused(405, "Use GET");
        }
        Optional<DeployedStack> stack = deployed.get();
        if (stack.isEmpty()) {
            return LocalJson.refused(404, "No stack is deployed");
        }
        ObjectNode json =
                AwsJson.MAPPER.createObjectNode().put("name", stack.get().id().name());
        ObjectNode outputs = json.putObject("outputs");
        stack.get()
                .outputs()
                .forEach(output -> outputs.put(output.name(), output.value().orElse("")));
        ArrayNode notMade = json.putArray("notMade");
        stack.get().resources().stream()
                .filter(resource -> !resource.made())
                .forEach(resource -> notMade.addObject()
                        .put("logicalId", resource.logicalId())
                        .put("type", resource.type()));
        return LocalJson.answer(200, json);
    }
}
