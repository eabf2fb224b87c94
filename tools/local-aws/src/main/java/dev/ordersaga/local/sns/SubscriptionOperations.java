package dev.ordersaga.local.sns;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.Caller;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** The operations on subscriptions, in the form of the Query protocol. */
final class SubscriptionOperations {

    private static final Pattern FUNCTION = Pattern.compile("arn:aws[a-z-]*:lambda:[^:]*:\\d{12}:function:.+");
    /** "Each call returns a limited list of subscriptions, up to 100." The same holds for topics. */
    static final int PAGE = 100;

    private static final Set<String> ATTRIBUTES = Set.of(
            "DeliveryPolicy",
            "FilterPolicy",
            "FilterPolicyScope",
            "RawMessageDelivery",
            "RedrivePolicy",
            "SubscriptionRoleArn",
            "ReplayPolicy");

    private final Topics topics;

    SubscriptionOperations(Topics topics) {
        this.topics = topics;
    }

    String subscribe(Map<String, String> form) {
        String protocol = form.getOrDefault("Protocol", "");
        if (!protocol.equals(FunctionNotification.PROTOCOL)) {
            throw new AwsError(
                    "InvalidParameter",
                    "Invalid parameter: local-aws does not support Subscribe with the protocol " + protocol
                            + ": it tells functions, protocol lambda");
        }
        return SnsService.element(
                "SubscriptionArn",
                subscribe(
                        form.getOrDefault("TopicArn", ""),
                        protocol,
                        form.getOrDefault("Endpoint", ""),
                        attributes(form)));
    }

    /** Makes a subscription, or gives the ARN of the one that there is. */
    String subscribe(String topicArn, String protocol, String endpoint, Map<String, String> attributes) {
        topics.check(topicArn);
        if (!FUNCTION.matcher(endpoint).matches()) {
            throw new AwsError("InvalidParameter", "Invalid parameter: Lambda endpoint ARN");
        }
        attributes.keySet().forEach(SubscriptionOperations::check);
        FilterPolicy filter = FilterPolicy.of(attributes);
        Optional<Subscription> same = topics.subscriptionsTo(topicArn).stream()
                .filter(subscription -> subscription.endpoint().equals(endpoint)
                        && subscription.protocol().equals(protocol))
                .findFirst();
        if (same.isPresent()) {
            if (!attributes.isEmpty() && !same.get().attributes().equals(attributes)) {
                throw new AwsError(
                        "InvalidParameter",
                        "Invalid parameter: Attributes Reason: Subscription already exists with different attributes");
            }
            return same.get().arn();
        }
        String arn = topicArn + ":" + UUID.randomUUID();
        topics.put(new Subscription(arn, topicArn, protocol, endpoint, attributes, filter));
        return arn;
    }

    String unsubscribe(Map<String, String> form) {
        topics.unsubscribe(form.getOrDefault("SubscriptionArn", ""));
        return "";
    }

    String list(Caller caller, Map<String, String> form) {
        return listed(topics.subscriptionsOf(caller), form);
    }

    String listByTopic(Map<String, String> form) {
        String topic = form.getOrDefault("TopicArn", "");
        topics.check(topic);
        return listed(topics.subscriptionsTo(topic), form);
    }

    String attributesOf(Map<String, String> form) {
        Subscription subscription = topics.subscription(form.getOrDefault("SubscriptionArn", ""));
        Map<String, String> all = new LinkedHashMap<>();
        all.put("SubscriptionArn", subscription.arn());
        all.put("TopicArn", subscription.topicArn());
        all.put("Protocol", subscription.protocol());
        all.put("Endpoint", subscription.endpoint());
        all.put("Owner", subscription.owner());
        all.put("RawMessageDelivery", "false");
        all.put("PendingConfirmation", "false");
        all.put("ConfirmationWasAuthenticated", "true");
        all.putAll(subscription.attributes());
        return SnsService.entries(all);
    }

    String setAttribute(Map<String, String> form) {
        Subscription subscription = topics.subscription(form.getOrDefault("SubscriptionArn", ""));
        String name = form.getOrDefault("AttributeName", "");
        check(name);
        topics.put(subscription.with(name, form.getOrDefault("AttributeValue", "")));
        return "";
    }

    private static void check(String attribute) {
        if (!ATTRIBUTES.contains(attribute)) {
            throw new AwsError("InvalidParameter", "Invalid parameter: AttributeName");
        }
    }

    private static Map<String, String> attributes(Map<String, String> form) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 1; form.containsKey("Attributes.entry." + i + ".key"); i++) {
            attributes.put(
                    form.getOrDefault("Attributes.entry." + i + ".key", ""),
                    form.getOrDefault("Attributes.entry." + i + ".value", ""));
        }
        return attributes;
    }

    /** Where the page that the request asks for begins. */
    static int from(Map<String, String> form, int size) {
        String token = form.getOrDefault("NextToken", "");
        if (token.isEmpty()) {
            return 0;
        }
        if (!token.matches("\\d{1,9}")) {
            throw new AwsError("InvalidParameter", "Invalid parameter: NextToken Reason: not one of ours");
        }
        return Math.min(size, Integer.parseInt(token));
    }

    private static String listed(List<Subscription> all, Map<String, String> form) {
        int from = from(form, all.size());
        int to = Math.min(all.size(), from + PAGE);
        StringBuilder list = new StringBuilder("<Subscriptions>");
        all.subList(from, to)
                .forEach(subscription -> list.append("<member>")
                        .append(SnsService.element("SubscriptionArn", subscription.arn()))
                        .append(SnsService.element("Owner", subscription.owner()))
                        .append(SnsService.element("Protocol", subscription.protocol()))
                        .append(SnsService.element("Endpoint", subscription.endpoint()))
                        .append(SnsService.element("TopicArn", subscription.topicArn()))
                        .append("</member>"));
        list.append("</Subscriptions>");
        return to < all.size() ? list + SnsService.element("NextToken", Integer.toString(to)) : list.toString();
    }
}
