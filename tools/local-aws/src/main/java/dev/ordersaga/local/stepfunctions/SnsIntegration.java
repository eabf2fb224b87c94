package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.TaskRequest;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.RequestIds;
import dev.ordersaga.local.sns.SnsService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code arn:aws:states:::sns:publish}.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html">Publish messages to an SNS topic</a>
 */
final class SnsIntegration implements Integration {

    private final SnsService sns;

    SnsIntegration(SnsService sns) {
        this.sns = sns;
    }

    @Override
    public CompletionStage<JsonNode> call(TaskRequest task) {
        JsonNode input = task.input();
        JsonNode message = input.path("Message");
        String topic = input.path("TopicArn").asString(input.path("TargetArn").asString(""));
        ObjectNode result = AwsJson.MAPPER.createObjectNode();
        String requestId = RequestIds.next();
        try {
            result.put(
                    "MessageId",
                    sns.publish(
                            topic,
                            input.path("Subject").asString(null),
                            message.isString()
                                    ? message.asString()
                                    : message.isMissingNode() ? "" : AwsJson.text(message)));
        } catch (AwsError e) {
            throw new TaskFailure(
                    "SNS." + e.code() + "Exception",
                    e.text() + " (Service: AmazonSNS; Status Code: " + e.status() + "; Error Code: " + e.code()
                            + "; Request ID: " + requestId + "; Proxy: null)");
        }
        SdkMetadata.add(result, requestId, SdkMetadata.headers(requestId, 294, "text/xml"), 200);
        return CompletableFuture.completedFuture(result);
    }
}
