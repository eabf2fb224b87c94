package dev.ordersaga.console.command;

import dev.ordersaga.console.endpoint.AwsJsonCalls;
import dev.ordersaga.console.endpoint.EndpointAway;
import dev.ordersaga.console.endpoint.EndpointRefused;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Step Functions' operations through the AWS SDK, signed with the person's own credentials. */
final class SdkCalls implements AwsJsonCalls {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SfnClient client;

    SdkCalls(SfnClient client) {
        this.client = client;
    }

    @Override
    public ObjectNode call(String operation, ObjectNode input) {
        try {
            return json(answer(operation, input));
        } catch (AwsServiceException e) {
            String code = e.awsErrorDetails() == null
                    ? e.getClass().getSimpleName()
                    : e.awsErrorDetails().errorCode();
            String words = e.awsErrorDetails() == null
                    ? String.valueOf(e.getMessage())
                    : e.awsErrorDetails().errorMessage();
            if (e.statusCode() >= 500 || e.isThrottlingException()) {
                throw new EndpointAway(code + ": " + words, e);
            }
            throw new EndpointRefused(String.valueOf(code), String.valueOf(words));
        } catch (SdkException e) {
            throw new EndpointAway(String.valueOf(e.getMessage()), e);
        }
    }

    private SdkPojo answer(String operation, ObjectNode in) {
        return switch (operation) {
            case "ListStateMachines" ->
                client.listStateMachines(
                        request -> request.maxResults(number(in, "maxResults")).nextToken(text(in, "nextToken")));
            case "DescribeStateMachine" ->
                client.describeStateMachine(request -> request.stateMachineArn(text(in, "stateMachineArn")));
            case "DescribeStateMachineForExecution" ->
                client.describeStateMachineForExecution(request -> request.executionArn(text(in, "executionArn")));
            case "ListExecutions" ->
                client.listExecutions(request -> request.stateMachineArn(text(in, "stateMachineArn"))
                        .statusFilter(text(in, "statusFilter"))
                        .maxResults(number(in, "maxResults"))
                        .nextToken(text(in, "nextToken")));
            case "DescribeExecution" ->
                client.describeExecution(request -> request.executionArn(text(in, "executionArn")));
            case "GetExecutionHistory" ->
                client.getExecutionHistory(request -> request.executionArn(text(in, "executionArn"))
                        .maxResults(number(in, "maxResults"))
                        .reverseOrder(in.path("reverseOrder").asBoolean(false))
                        .includeExecutionData(true)
                        .nextToken(text(in, "nextToken")));
            case "StartExecution" ->
                client.startExecution(request -> request.stateMachineArn(text(in, "stateMachineArn"))
                        .name(text(in, "name"))
                        .input(text(in, "input")));
            case "StopExecution" ->
                client.stopExecution(request -> request.executionArn(text(in, "executionArn"))
                        .error(text(in, "error"))
                        .cause(text(in, "cause")));
            case "RedriveExecution" ->
                client.redriveExecution(request -> request.executionArn(text(in, "executionArn")));
            case "SendTaskSuccess" ->
                client.sendTaskSuccess(
                        request -> request.taskToken(text(in, "taskToken")).output(text(in, "output")));
            case "SendTaskFailure" ->
                client.sendTaskFailure(request -> request.taskToken(text(in, "taskToken"))
                        .error(text(in, "error"))
                        .cause(text(in, "cause")));
            default -> throw new EndpointRefused("UnknownOperationException", operation);
        };
    }

    private static @Nullable String text(ObjectNode in, String field) {
        JsonNode value = in.get(field);
        return value == null ? null : value.asString();
    }

    private static @Nullable Integer number(ObjectNode in, String field) {
        JsonNode value = in.get(field);
        return value == null ? null : Integer.valueOf(value.asInt());
    }

    /** What the SDK has read, as it was on the wire. */
    private static ObjectNode json(SdkPojo read) {
        ObjectNode json = JSON.createObjectNode();
        for (SdkField<?> field : read.sdkFields()) {
            Object value = field.getValueOrDefault(read);
            boolean absent = value == null || (value instanceof Collection<?> list && list.isEmpty() && isAuto(list));
            if (!absent) {
                json.set(field.locationName(), node(value));
            }
        }
        return json;
    }

    private static boolean isAuto(Collection<?> list) {
        return list instanceof software.amazon.awssdk.core.util.SdkAutoConstructList<?>;
    }

    private static JsonNode node(Object value) {
        if (value instanceof SdkPojo pojo) {
            return json(pojo);
        }
        if (value instanceof Collection<?> list) {
            ArrayNode array = JSON.createArrayNode();
            list.forEach(each -> array.add(node(each)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JSON.createObjectNode();
            map.forEach((key, each) -> object.set(String.valueOf(key), node(each)));
            return object;
        }
        if (value instanceof Instant time) {
            return JSON.getNodeFactory().numberNode(BigDecimal.valueOf(time.toEpochMilli(), 3));
        }
        if (value instanceof Boolean flag) {
            return JSON.getNodeFactory().booleanNode(flag);
        }
        if (value instanceof Number number) {
            return JSON.getNodeFactory().numberNode(number.longValue());
        }
        return JSON.getNodeFactory().stringNode(value.toString());
    }
}
