package dev.ordersaga.local.sns;

import dev.ordersaga.local.events.EventPattern;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which messages a subscriber wants.
 *
 * @param pattern null for all
 * @param ofBody whether it speaks of the message's body, which must be JSON then, and not of its attributes
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html">Subscription filter policies</a>
 */
record FilterPolicy(@Nullable EventPattern pattern, boolean ofBody) {

    static final String POLICY = "FilterPolicy";
    static final String SCOPE = "FilterPolicyScope";

    private static final String BODY = "MessageBody";
    private static final String ATTRIBUTES = "MessageAttributes";

    /** Reads the policy that a subscription's attributes have. */
    static FilterPolicy of(Map<String, String> attributes) {
        String scope = attributes.getOrDefault(SCOPE, ATTRIBUTES);
        if (!scope.equals(BODY) && !scope.equals(ATTRIBUTES)) {
            throw new AwsError(
                    "InvalidParameter",
                    "Invalid parameter: FilterPolicyScope: Invalid value [" + scope
                            + "]. Please use either MessageBody or MessageAttributes");
        }
        String policy = attributes.getOrDefault(POLICY, "").strip();
        if (policy.isEmpty() || policy.matches("\\{\\s*}")) {
            return new FilterPolicy(null, scope.equals(BODY));
        }
        try {
            return new FilterPolicy(EventPattern.read(policy), scope.equals(BODY));
        } catch (AwsError e) {
            throw new AwsError(
                    "InvalidParameter",
                    "Invalid parameter: FilterPolicy: " + e.text().replace("Event pattern is not valid. Reason: ", ""));
        }
    }

    boolean wants(SnsMessage message) {
        if (pattern == null) {
            return true;
        }
        if (ofBody) {
            return pattern.matches(message.body());
        }
        ObjectNode attributes = AwsJson.MAPPER.createObjectNode();
        message.attributes().forEach((name, attribute) -> {
            if (!attribute.compared().isMissingNode()) {
                attributes.set(name, attribute.compared());
            }
        });
        return pattern.matches(AwsJson.text(attributes));
    }
}
