package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The operations on activities.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html">GetActivityTask</a>
 */
final class ActivityOperations {

    private static final int MAX_ARN_LENGTH = StateMachineOperations.MAX_ARN_LENGTH;

    private final Activities activities;
    private final Clock clock;

    ActivityOperations(Activities activities, Clock clock) {
        this.activities = activities;
        this.clock = clock;
    }

    /** CreateActivity: creating what is there gives what is there. */
    ObjectNode create(Caller caller, RequestFields input) {
        String name = ResourceNames.checked(input.required("name", ResourceNames.MAX_LENGTH));
        JsonNode encryption = EncryptionConfigurations.given(input).orElseGet(EncryptionConfigurations::ownedKey);
        Arn.Activity arn = new Arn.Activity(caller, name);
        Activities.Created created = activities.create(arn, clock.instant(), Tags.given(input), encryption);
        if (!created.encryption().equals(encryption)) {
            throw new AwsError("ActivityAlreadyExists", "Activity Already Exists: '" + arn.text() + "'");
        }
        return AwsJson.MAPPER
                .createObjectNode()
                .put("activityArn", created.arn().text())
                .put("creationDate", AwsJson.timestamp(created.creationDate()));
    }

    ObjectNode describe(Caller caller, RequestFields input) {
        ObjectNode output = described(AwsJson.MAPPER.createObjectNode(), activities.get(arn(input)));
        output.set("encryptionConfiguration", activities.get(arn(input)).encryption());
        return output;
    }

    ObjectNode delete(Caller caller, RequestFields input) {
        activities.delete(arn(input));
        return AwsJson.MAPPER.createObjectNode();
    }

    ObjectNode list(Caller caller, RequestFields input) {
        int size = input.pageSize(100, 1000);
        long from = PageToken.position(input, "ListActivities", 1024).orElse(0);
        List<Activities.Created> all = activities.of(caller);
        ObjectNode output = AwsJson.MAPPER.createObjectNode();
        ArrayNode page = output.putArray("activities");
        all.stream().skip(from).limit(size).forEach(created -> described(page.addObject(), created));
        if (from + size < all.size()) {
            output.put("nextToken", PageToken.of("ListActivities", from + size));
        }
        return output;
    }

    CompletionStage<ObjectNode> task(Caller caller, RequestFields input) {
        Arn.Activity arn = arn(input);
        @Nullable String worker = input.optional("workerName", 80).orElse(null);
        return activities.take(arn, worker);
    }

    private static Arn.Activity arn(RequestFields input) {
        return Arn.activity(input.required("activityArn", MAX_ARN_LENGTH));
    }

    private static ObjectNode described(ObjectNode output, Activities.Created created) {
        return output.put("activityArn", created.arn().text())
                .put("name", created.arn().name())
                .put("creationDate", AwsJson.timestamp(created.creationDate()));
    }
}
