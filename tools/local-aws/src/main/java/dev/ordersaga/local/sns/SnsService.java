package dev.ordersaga.local.sns;

import dev.ordersaga.local.events.PublishedEvent;
import dev.ordersaga.local.events.PublishedEvents;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsQuery;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Topics and what is published to them. Nobody can subscribe: a message can be read from {@link PublishedEvents}.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>
 */
public final class SnsService implements HttpService {

    private static final String VERSION = "2010-03-31";
    private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
    private static final int LARGEST_MESSAGE = 256 * 1024;
    private static final Pattern TOPIC_NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}(\\.fifo)?");

    private final Caller preset;
    private final PublishedEvents published;
    private final Clock clock;
    private final LocalJournal journal;
    private final Set<String> topics = new ConcurrentSkipListSet<>();

    /** Begins without a topic, and keeps none. */
    public SnsService(Caller preset, PublishedEvents published, Clock clock) {
        this(preset, published, clock, LocalJournal.NONE);
    }

    /** Begins with the topics that the journal has, and writes down what becomes of them. */
    public SnsService(Caller preset, PublishedEvents published, Clock clock, LocalJournal journal) {
        this.preset = preset;
        this.published = published;
        this.clock = clock;
        this.journal = journal;
        topics.addAll(journal.recovered(EntryKind.TOPIC).keySet());
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
                    String deleted = form.getOrDefault("TopicArn", "");
                    if (topics.remove(deleted)) {
                        journal.remove(EntryKind.TOPIC, deleted);
                    }
                    yield "";
                }
                case "ListTopics" -> listTopics(caller);
                case "Publish" ->
                    element(
                            "MessageId",
                            publish(
                                    form.getOrDefault("TopicArn", form.getOrDefault("TargetArn", "")),
                                    form.get("Subject"),
                                    form.getOrDefault("Message", "")));
                default ->
                    throw new AwsError(
                            "InvalidAction",
                            "local-aws does not support SNS's " + action
                                    + ": messages are kept, to be read at /_local/events, and go nowhere else");
            };
            return AwsQuery.answer(NAMESPACE, action, result);
        } catch (AwsError e) {
            return AwsQuery.failure(e);
        }
    }

    /** Makes sure a topic exists, and says its ARN. */
    public String ensureTopic(Caller caller, String name) {
        if (!TOPIC_NAME.matcher(name).matches()) {
            throw new AwsError("InvalidParameter", "Invalid parameter: Topic Name");
        }
        String arn = prefix(caller) + name;
        if (topics.add(arn)) {
            journal.set(EntryKind.TOPIC, arn, new byte[0]);
        }
        return arn;
    }

    /** Publish; answers with the message's id. */
    public String publish(String topicArn, @Nullable String subject, String message) {
        if (!topicArn.startsWith("arn:")) {
            throw new AwsError(
                    "InvalidParameter",
                    "Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter");
        }
        if (message.isEmpty()) {
            throw new AwsError("InvalidParameter", "Invalid parameter: Empty message");
        }
        if (message.getBytes(StandardCharsets.UTF_8).length > LARGEST_MESSAGE) {
            throw new AwsError("InvalidParameter", "Invalid parameter: Message too long");
        }
        if (!topics.contains(topicArn)) {
            throw new AwsError(404, "NotFound", "Topic does not exist");
        }
        String id = UUID.randomUUID().toString();
        published.add(new PublishedEvent(topicArn, "aws.sns", subject, message, clock.instant(), List.of(), id));
        return id;
    }

    private String listTopics(Caller caller) {
        StringBuilder list = new StringBuilder();
        topics.stream()
                .filter(arn -> arn.startsWith(prefix(caller)))
                .forEach(arn ->
                        list.append("<member>").append(element("TopicArn", arn)).append("</member>"));
        return "<Topics>" + list + "</Topics>";
    }

    private static String prefix(Caller caller) {
        return "arn:aws:sns:" + caller.region() + ":" + caller.account() + ":";
    }

    private static String element(String name, String text) {
        return "<" + name + ">" + AwsQuery.escape(text) + "</" + name + ">";
    }
}
