package dev.ordersaga.local.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.Clients;
import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.LocalAwsOptions;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sns.model.BatchRequestTooLongException;
import software.amazon.awssdk.services.sns.model.EmptyBatchRequestException;
import software.amazon.awssdk.services.sns.model.InvalidBatchEntryIdException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sns.model.TooManyEntriesInBatchRequestException;
import tools.jackson.databind.JsonNode;

/** Functions that are told of a topic's messages, by AWS's own client. */
class SubscriptionsTest {

    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:ears";

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private LocalAws aws;
    private SnsClient sns;
    private String topic;

    @BeforeEach
    void start() {
        aws = LocalAws.start(LocalAwsOptions.defaults().withFunctions((function, payload) -> {
            told.add(new String(payload, StandardCharsets.UTF_8));
            return CompletableFuture.completedFuture(
                    new InvocationResult("null".getBytes(StandardCharsets.UTF_8), null, "$LATEST", "r-1"));
        }));
        sns = Clients.sns(aws);
        topic = sns.createTopic(r -> r.name("news")).topicArn();
    }

    @AfterEach
    void close() {
        sns.close();
        aws.close();
    }

    @Test
    void aFunctionIsToldAsOnAws() throws Exception {
        String subscription = subscribe(Map.of());

        String id = sns.publish(r -> r.topicArn(topic)
                        .subject("Confirmed")
                        .message("{\"orderId\":\"o-1\"}")
                        .messageAttributes(Map.of("kind", text("new"))))
                .messageId();

        JsonNode notification = next();
        assertThat(notification.path("EventSource").asString()).isEqualTo("aws:sns");
        assertThat(notification.path("EventVersion").asString()).isEqualTo("1.0");
        assertThat(notification.path("EventSubscriptionArn").asString()).isEqualTo(subscription);
        JsonNode sent = notification.path("Sns");
        assertThat(sent.path("Type").asString()).isEqualTo("Notification");
        assertThat(sent.path("MessageId").asString()).isEqualTo(id);
        assertThat(sent.path("TopicArn").asString()).isEqualTo(topic);
        assertThat(sent.path("Subject").asString()).isEqualTo("Confirmed");
        assertThat(sent.path("Message").asString()).isEqualTo("{\"orderId\":\"o-1\"}");
        assertThat(sent.path("Timestamp").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(sent.path("MessageAttributes").toString())
                .isEqualTo("{\"kind\":{\"Type\":\"String\",\"Value\":\"new\"}}");
    }

    @Test
    void aFilterPolicyOfAttributesLetsThroughWhatItWants() throws Exception {
        subscribe(Map.of(
                "FilterPolicy",
                "{\"kind\":[{\"prefix\":\"n\"}],\"price\":[{\"numeric\":[\">=\",10]}],\"tags\":[\"a\"]}"));

        publish("cheap", Map.of("kind", text("new"), "price", number("9.5"), "tags", array("[\"a\"]")));
        publish("old", Map.of("kind", text("old"), "price", number("10"), "tags", array("[\"a\"]")));
        publish("bare", Map.of());
        publish("wanted", Map.of("kind", text("new"), "price", number("10"), "tags", array("[\"b\",\"a\"]")));

        assertThat(next().path("Sns").path("Message").asString()).isEqualTo("wanted");
        assertThat(told).isEmpty();
    }

    @Test
    void aFilterPolicyOfTheBodyReadsItsJson() throws Exception {
        String subscription = subscribe(Map.of(
                "FilterPolicyScope",
                "MessageBody",
                "FilterPolicy",
                "{\"order\":{\"total\":[{\"numeric\":[\">\",100]}]}}"));

        publish("no JSON", Map.of());
        publish("{\"order\":{\"total\":100}}", Map.of());
        publish("{\"order\":{\"total\":101}}", Map.of());
        assertThat(next().path("Sns").path("Message").asString()).contains("101");

        sns.setSubscriptionAttributes(r ->
                r.subscriptionArn(subscription).attributeName("FilterPolicy").attributeValue("{}"));
        publish("no JSON", Map.of());
        assertThat(next().path("Sns").path("Message").asString()).isEqualTo("no JSON");
        assertThat(told).isEmpty();
    }

    @Test
    void aMessageCanHaveATextAProtocol() throws Exception {
        subscribe(Map.of());

        sns.publish(r -> r.topicArn(topic).messageStructure("json").message("{\"default\":\"d\",\"lambda\":\"l\"}"));

        assertThat(next().path("Sns").path("Message").asString()).isEqualTo("l");
        assertThatThrownBy(() -> sns.publish(
                        r -> r.topicArn(topic).messageStructure("json").message("{}")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void ofABatchEachMessageIsSentOrFailsByItself() throws Exception {
        subscribe(Map.of());

        var answer = sns.publishBatch(r -> r.topicArn(topic)
                .publishBatchRequestEntries(
                        PublishBatchRequestEntry.builder()
                                .id("1")
                                .message("one")
                                .build(),
                        PublishBatchRequestEntry.builder().id("2").message("").build()));

        assertThat(answer.successful()).singleElement().satisfies(sent -> {
            assertThat(sent.id()).isEqualTo("1");
            assertThat(sent.messageId()).isNotEmpty();
        });
        assertThat(answer.failed()).singleElement().satisfies(failed -> {
            assertThat(failed.id()).isEqualTo("2");
            assertThat(failed.code()).isEqualTo("InvalidParameter");
        });
        assertThat(next().path("Sns").path("Message").asString()).isEqualTo("one");
        PublishBatchRequestEntry same =
                PublishBatchRequestEntry.builder().id("1").message("m").build();
        assertThatThrownBy(() -> sns.publishBatch(r -> r.topicArn(topic).publishBatchRequestEntries(same, same)))
                .isInstanceOf(BatchEntryIdsNotDistinctException.class);
    }

    @Test
    void aBatchHasLimits() {
        assertThatThrownBy(() -> batch("not an id", "m")).isInstanceOf(InvalidBatchEntryIdException.class);
        assertThatThrownBy(() -> batch("x".repeat(81), "m")).isInstanceOf(InvalidBatchEntryIdException.class);
        assertThatThrownBy(() -> batch("", "m")).isInstanceOf(InvalidBatchEntryIdException.class);
        String half = "x".repeat(128 * 1024);
        assertThatThrownBy(() -> batch("1", half, "2", half, "3", "x"))
                .isInstanceOf(BatchRequestTooLongException.class);
        assertThat(batch("1", half, "2", half).successful()).hasSize(2);
        assertThatThrownBy(() -> batch()).isInstanceOf(EmptyBatchRequestException.class);
        String[] eleven = IntStream.range(0, 22).mapToObj(Integer::toString).toArray(String[]::new);
        assertThatThrownBy(() -> batch(eleven)).isInstanceOf(TooManyEntriesInBatchRequestException.class);
    }

    /** Ids and messages by turns. */
    private PublishBatchResponse batch(String... entries) {
        List<PublishBatchRequestEntry> all = new ArrayList<>();
        for (int i = 0; i < entries.length; i += 2) {
            all.add(PublishBatchRequestEntry.builder()
                    .id(entries[i])
                    .message(entries[i + 1])
                    .build());
        }
        return sns.publishBatch(r -> r.topicArn(topic).publishBatchRequestEntries(all));
    }

    @Test
    void aStateMachineTellsWithAttributesToo() throws Exception {
        subscribe(Map.of("FilterPolicy", "{\"kind\":[\"new\"]}"));
        try (SfnClient sfn = Clients.sfn(aws)) {
            String machine = sfn.createStateMachine(r -> r.name("tells")
                            .roleArn("arn:aws:iam::000000000000:role/any")
                            .definition("{\"StartAt\":\"T\",\"States\":{\"T\":{\"Type\":\"Task\",\"Resource\":"
                                    + "\"arn:aws:states:::sns:publish\",\"Parameters\":{\"TopicArn\":\"" + topic
                                    + "\",\"Message\":\"m\",\"MessageAttributes\":{\"kind\":{\"DataType\":\"String\","
                                    + "\"StringValue\":\"new\"}}},\"End\":true}}}"))
                    .stateMachineArn();
            sfn.startExecution(r -> r.stateMachineArn(machine));

            assertThat(next().path("Sns").path("Message").asString()).isEqualTo("m");
        }
    }

    @Test
    void subscriptionsAreListedReadAndTakenBack() throws Exception {
        String subscription = subscribe(Map.of());

        assertThat(subscribe(Map.of())).isEqualTo(subscription);
        assertThat(sns.listSubscriptions().subscriptions())
                .containsExactly(Subscription.builder()
                        .subscriptionArn(subscription)
                        .owner("000000000000")
                        .protocol("lambda")
                        .endpoint(FUNCTION)
                        .topicArn(topic)
                        .build());
        assertThat(sns.listSubscriptionsByTopic(r -> r.topicArn(topic)).subscriptions())
                .hasSize(1);
        assertThat(sns.getSubscriptionAttributes(r -> r.subscriptionArn(subscription))
                        .attributes())
                .containsEntry("Endpoint", FUNCTION)
                .containsEntry("PendingConfirmation", "false");
        assertThat(sns.getTopicAttributes(r -> r.topicArn(topic)).attributes())
                .containsEntry("SubscriptionsConfirmed", "1");

        sns.unsubscribe(r -> r.subscriptionArn(subscription));
        publish("nobody hears", Map.of());

        assertThat(sns.listSubscriptions().subscriptions()).isEmpty();
        assertThat(told.poll(100, TimeUnit.MILLISECONDS)).isNull();
        assertThatThrownBy(() -> sns.getSubscriptionAttributes(r -> r.subscriptionArn(subscription)))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void whatAwsRefusesIsRefused() {
        assertThatThrownBy(() -> subscribe(Map.of("FilterPolicy", "{\"kind\":\"new\"}")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Invalid parameter: FilterPolicy: ");
        assertThatThrownBy(() -> subscribe(Map.of("FilterPolicyScope", "Neither")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> subscribe(Map.of("Colour", "red"))).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> sns.subscribe(
                        r -> r.topicArn(topic + "-none").protocol("lambda").endpoint(FUNCTION)))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() ->
                        sns.subscribe(r -> r.topicArn(topic).protocol("lambda").endpoint("ears")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> publish(
                        "m",
                        Map.of(
                                "a",
                                MessageAttributeValue.builder()
                                        .dataType("Text")
                                        .stringValue("x")
                                        .build())))
                .hasMessageContaining("invalid message attribute type");
    }

    private String subscribe(Map<String, String> attributes) {
        return sns.subscribe(r -> r.topicArn(topic)
                        .protocol("lambda")
                        .endpoint(FUNCTION)
                        .attributes(attributes)
                        .returnSubscriptionArn(true))
                .subscriptionArn();
    }

    private void publish(String message, Map<String, MessageAttributeValue> attributes) {
        sns.publish(r -> r.topicArn(topic).message(message).messageAttributes(attributes));
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    private static MessageAttributeValue number(String value) {
        return MessageAttributeValue.builder()
                .dataType("Number")
                .stringValue(value)
                .build();
    }

    private static MessageAttributeValue array(String value) {
        return MessageAttributeValue.builder()
                .dataType("String.Array")
                .stringValue(value)
                .build();
    }

    private JsonNode next() throws InterruptedException {
        String event = told.poll(20, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        return AwsJson.MAPPER.readTree(event).path("Records").path(0);
    }
}
