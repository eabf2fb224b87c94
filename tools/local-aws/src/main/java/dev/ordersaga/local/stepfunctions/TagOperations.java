package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The operations on tags, of state machines and of activities.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_TagResource.html">TagResource</a>
 */
final class TagOperations {

    private final CreatedStateMachines machines;
    private final Activities activities;

    TagOperations(CreatedStateMachines machines, Activities activities) {
        this.machines = machines;
        this.activities = activities;
    }

    ObjectNode tag(Caller caller, RequestFields input) {
        Tagged tags = tagged(input);
        input.list("tags");
        tags.tag(Tags.given(input));
        return AwsJson.MAPPER.createObjectNode();
    }

    ObjectNode untag(Caller caller, RequestFields input) {
        tagged(input)
                .untag(input.list("tagKeys").stream()
                        .map(key -> key.asString(""))
                        .toList());
        return AwsJson.MAPPER.createObjectNode();
    }

    ObjectNode list(Caller caller, RequestFields input) {
        ObjectNode output = AwsJson.MAPPER.createObjectNode();
        ArrayNode list = output.putArray("tags");
        tagged(input)
                .tags()
                .forEach((key, value) -> list.addObject().put("key", key).put("value", value));
        return output;
    }

    private Tagged tagged(RequestFields input) {
        String text = input.required("resourceArn", StateMachineOperations.MAX_ARN_LENGTH);
        Optional<? extends Tagged> tagged = Optional.empty();
        Arn arn = Arn.taggable(text);
        if (arn instanceof Arn.StateMachine machine) {
            tagged = machines.find(machine);
        } else if (arn instanceof Arn.Activity activity) {
            tagged = activities.find(activity).map(Activities.Created::tags);
        }
        if (tagged.isEmpty()) {
            throw new AwsError("ResourceNotFound", "Resource not found: '" + text + "'");
        }
        return tagged.get();
    }
}
