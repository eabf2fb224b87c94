package dev.ordersaga.local.sns;

import dev.ordersaga.local.http.AwsJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message as a function gets it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html">Example Amazon SNS event</a>
 */
final class FunctionNotification {

    static final String PROTOCOL = "lambda";

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private FunctionNotification() {}

    static byte[] of(Subscription subscription, SnsMessage message, String messageId, Instant now) {
        String region = subscription.topicArn().split(":", -1)[3];
        ObjectNode event = AwsJson.MAPPER.createObjectNode();
        ObjectNode notification = event.putArray("Records").addObject();
        notification.put("EventSource", "aws:sns");
        notification.put("EventVersion", "1.0");
        notification.put("EventSubscriptionArn", subscription.arn());
        ObjectNode sns = notification.putObject("Sns");
        sns.put("Type", "Notification");
        sns.put("MessageId", messageId);
        sns.put("TopicArn", subscription.topicArn());
        sns.put("Subject", message.subject());
        sns.put("Message", message.textFor(PROTOCOL));
        sns.put("Timestamp", TIMESTAMP.format(now));
        // Nothing is signed here: there is no certificate that a function could ask for.
        sns.put("SignatureVersion", "1");
        sns.put("Signature", "");
        sns.put("SigningCertUrl", "https://sns." + region + ".amazonaws.com/SimpleNotificationService.pem");
        sns.put(
                "UnsubscribeUrl",
                "https://sns." + region + ".amazonaws.com/?Action=Unsubscribe&SubscriptionArn=" + subscription.arn());
        ObjectNode attributes = sns.putObject("MessageAttributes");
        new TreeMap<>(message.attributes())
                .forEach((name, attribute) ->
                        attributes.putObject(name).put("Type", attribute.type()).put("Value", attribute.value()));
        return AwsJson.text(event).getBytes(StandardCharsets.UTF_8);
    }
}
