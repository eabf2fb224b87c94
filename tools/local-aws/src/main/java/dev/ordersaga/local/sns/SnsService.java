package dev.ordersaga.local.sns;

import dev.ordersaga.local.events.PublishedEvent;
import dev.ordersaga.local.events.PublishedEvents;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsQuery;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import dev.ordersaga.local.journal.LocalJournal;
import dev.ordersaga.local.lambda.EventQueue;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * Topics, what is published to them, and the functions that are told. A message can also be read from {@link PublishedEvents}.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>
 */
public final class SnsService implements HttpService {

    private static final String VERSION = "2010-03-31";
    private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
    private static final int MAX_IN_A_BATCH = 10;
    private static final Pattern ENTRY_ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    private final Caller preset;
    private final PublishedEvents published;
    private final EventQueue functions;
    private final Clock clock;
    private final Topics topics;
    private final SubscriptionOperations subscriptions;

    /**
     * Ready for its first topic.
     *
     * @param functions takes what functions are told
     * @param journal has the topics that there were, and is told what becomes of them
     */
    public SnsService(
            Caller preset, PublishedEvents published, EventQueue functions, Clock clock, LocalJournal journal) {
        this.topics = new Topics(journal);
        this.subscriptions = new SubscriptionOperations(topics);
        this.preset = preset;
        this.published = published;
        this.functions = functions;
        this.clock = clock;
    }

    @Override
    public boolean handles(HttpRequest request) {
        return request.method().equals("POST")
                && VERSION.equals(AwsQuery.form(request).get("Version"));
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        return CompletableFuture.completedFuture(answered(Caller.of(request, preset), AwsQuery.form(request)));
    }

    private HttpResponse answered(Caller caller, Map<String, String> form) {
        String action = form.getOrDefault("Action", "");
        try {
            String result = switch (action) {
                case "CreateTopic" -> element("TopicArn", ensureTopic(caller, form.getOrDefault("Name", "")));
                case "DeleteTopic" -> {
                    topics.delete(form.getOrDefault("TopicArn", ""));
                    yield "";
                }
                case "GetTopicAttributes" -> topicAttributes(form.getOrDefault("TopicArn", ""));
                case "ListTopics" -> listTopics(caller, form);
                case "Publish" -> element("MessageId", publish(topic(form), message(form, "")));
                case "PublishBatch" -> publishBatch(form);
                case "Subscribe" -> subscriptions.subscribe(form);
                case "Unsubscribe" -> subscriptions.unsubscribe(form);
                case "ListSubscriptions" -> subscriptions.list(caller, form);
                case "ListSubscriptionsByTopic" -> subscriptions.listByTopic(form);
                case "GetSubscriptionAttributes" -> subscriptions.attributesOf(form);
                case "SetSubscriptionAttributes" -> subscriptions.setAttribute(form);
                default -> throw new AwsError("InvalidAction", "local-aws does not support SNS's " + action);
            };
            return AwsQuery.answer(NAMESPACE, action, result);
        } catch (AwsError e) {
            return AwsQuery.failure(e);
        }
    }

    /** Makes sure a topic exists, and says its ARN. */
    public String ensureTopic(Caller caller, String name) {
        return topics.ensure(caller, name);
    }

    /** Makes sure that a function is told of a topic's messages, as a template describes it. */
    public void ensureSubscription(String topicArn, String functionArn, Map<String, String> attributes) {
        var unused = subscriptions.subscribe(topicArn, FunctionNotification.PROTOCOL, functionArn, attributes);
    }

    /** Publish; answers with the message's id. */
    public String publish(String topicArn, SnsMessage message) {
        topics.check(topicArn);
        String id = UUID.randomUUID().toString();
        Instant now = clock.instant();
        published.add(new PublishedEvent(topicArn, "aws.sns", message.subject(), message.body(), now, List.of(), id));
        for (Subscription subscription : topics.subscriptionsTo(topicArn)) {
            if (subscription.filter().wants(message)) {
                functions.add(subscription.endpoint(), FunctionNotification.of(subscription, message, id, now));
            }
        }
        return id;
    }

    private static String topic(Map<String, String> form) {
        return form.getOrDefault("TopicArn", form.getOrDefault("TargetArn", ""));
    }

    private static SnsMessage message(Map<String, String> form, String prefix) {
        return SnsMessage.of(
                form.get(prefix + "Subject"),
                form.getOrDefault(prefix + "Message", ""),
                form.get(prefix + "MessageStructure"),
                MessageAttribute.read(form, prefix));
    }

    private String publishBatch(Map<String, String> form) {
        String topic = topic(form);
        topics.check(topic);
        Map<String, String> prefixes = new LinkedHashMap<>();
        for (int i = 1; ; i++) {
            String prefix = "PublishBatchRequestEntries.member." + i + ".";
            if (!form.containsKey(prefix + "Id") && !form.containsKey(prefix + "Message")) {
                break;
            }
            if (prefixes.put(form.getOrDefault(prefix + "Id", ""), prefix) != null) {
                throw new AwsError(
                        "BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
            }
        }
        if (prefixes.isEmpty()) {
            throw new AwsError("EmptyBatchRequest", "The batch request doesn't contain any entries.");
        }
        if (prefixes.size() > MAX_IN_A_BATCH) {
            throw new AwsError(
                    "TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.");
        }
        prefixes.keySet().forEach(SnsService::checkEntryId);
        if (prefixes.values().stream().mapToInt(prefix -> size(form, prefix)).sum() > SnsMessage.LARGEST) {
            throw new AwsError(
                    "BatchRequestTooLong", "The length of all the batch messages put together is more than the limit.");
        }
        StringBuilder successful = new StringBuilder();
        StringBuilder failed = new StringBuilder();
        prefixes.forEach((id, prefix) -> {
            try {
                String messageId = publish(topic, message(form, prefix));
                successful
                        .append("<member>")
                        .append(element("Id", id))
                        .append(element("MessageId", messageId))
                        .append("</member>");
            } catch (AwsError e) {
                failed.append("<member>")
                        .append(element("Id", id))
                        .append(element("Code", e.code()))
                        .append(element("Message", e.text()))
                        .append(element("SenderFault", "true"))
                        .append("</member>");
            }
        });
        return "<Successful>" + successful + "</Successful><Failed>" + failed + "</Failed>";
    }

    /** "Up to 80 characters: alphanumeric characters, hyphens and underscores". */
    private static void checkEntryId(String id) {
        if (!ENTRY_ID.matcher(id).matches()) {
            throw new AwsError(
                    "InvalidBatchEntryId",
                    "The Id of a batch entry in a batch request doesn't abide by the specification.");
        }
    }

    private static int size(Map<String, String> form, String prefix) {
        return SnsMessage.size(form.getOrDefault(prefix + "Message", ""), MessageAttribute.read(form, prefix));
    }

    private String topicAttributes(String topicArn) {
        topics.check(topicArn);
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("TopicArn", topicArn);
        attributes.put("Owner", topicArn.split(":", -1)[4]);
        attributes.put("DisplayName", "");
        attributes.put(
                "SubscriptionsConfirmed",
                Integer.toString(topics.subscriptionsTo(topicArn).size()));
        attributes.put("SubscriptionsPending", "0");
        attributes.put("SubscriptionsDeleted", "0");
        return entries(attributes);
    }

    private String listTopics(Caller caller, Map<String, String> form) {
        List<String> all = topics.of(caller);
        int from = SubscriptionOperations.from(form, all.size());
        int to = Math.min(all.size(), from + SubscriptionOperations.PAGE);
        StringBuilder list = new StringBuilder();
        all.subList(from, to)
                .forEach(arn ->
                        list.append("<member>").append(element("TopicArn", arn)).append("</member>"));
        return "<Topics>" + list + "</Topics>" + (to < all.size() ? element("NextToken", Integer.toString(to)) : "");
    }

    static String entries(Map<String, String> attributes) {
        StringBuilder list = new StringBuilder("<Attributes>");
        attributes.forEach((name, value) -> list.append("<entry>")
                .append(element("key", name))
                .append(element("value", value))
                .append("</entry>"));
        return list.append("</Attributes>").toString();
    }

    static String element(String name, String text) {
        return "<" + name + ">" + AwsQuery.escape(text) + "</" + name + ">";
    }
}
