package dev.ordersaga.local.sns;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/** The topics there are and their subscriptions, by their ARNs. Safe for use by many threads. */
final class Topics {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}(\\.fifo)?");

    private static final int MAX_TOPICS = 10_000;
    private static final int MAX_SUBSCRIPTIONS = 10_000;

    private final LocalJournal journal;
    private final Set<String> topics = new ConcurrentSkipListSet<>();
    private final Map<String, Subscription> subscriptions = new ConcurrentSkipListMap<>();

    /** Begins with the topics and subscriptions that the journal has, and writes down what becomes of them. */
    Topics(LocalJournal journal) {
        this.journal = journal;
        topics.addAll(journal.recovered(EntryKind.TOPIC).keySet());
        journal.recovered(EntryKind.SUBSCRIPTION).forEach((arn, values) -> {
            Subscription subscription = Subscription.read(arn, values.get(0));
            if (topics.contains(subscription.topicArn())) {
                subscriptions.put(arn, subscription);
            }
        });
    }

    /** Makes sure a topic exists, and says its ARN. */
    String ensure(Caller caller, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new AwsError("InvalidParameter", "Invalid parameter: Topic Name");
        }
        String arn = prefix(caller) + name;
        if (topics.size() >= MAX_TOPICS && !topics.contains(arn)) {
            throw new AwsError(403, "TopicLimitExceeded", "Topic limit exceeded");
        }
        if (topics.add(arn)) {
            journal.set(EntryKind.TOPIC, arn, new byte[0]);
        }
        return arn;
    }

    void check(String topicArn) {
        if (topicArn.isEmpty()) {
            throw new AwsError(
                    "InvalidParameter",
                    "Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter");
        }
        checkArn("TopicArn", topicArn);
        if (!topics.contains(topicArn)) {
            throw new AwsError(404, "NotFound", "Topic does not exist");
        }
    }

    private static void checkArn(String parameter, String arn) {
        int elements = arn.split(":", -1).length;
        if (!arn.startsWith("arn:") || elements < 6) {
            throw new AwsError(
                    "InvalidParameter",
                    "Invalid parameter: " + parameter + " Reason: "
                            + (elements < 6
                                    ? "An ARN must have at least 6 elements, not " + elements
                                    : "An ARN must begin with arn:"));
        }
    }

    /** Deletes a topic and its subscriptions; that of a topic that is not there changes nothing. */
    void delete(String topicArn) {
        checkArn("TopicArn", topicArn);
        if (topics.remove(topicArn)) {
            journal.remove(EntryKind.TOPIC, topicArn);
        }
        subscriptionsTo(topicArn).forEach(subscription -> unsubscribe(subscription.arn()));
    }

    List<String> of(Caller caller) {
        return topics.stream().filter(arn -> arn.startsWith(prefix(caller))).toList();
    }

    void put(Subscription subscription) {
        if (subscriptions.size() >= MAX_SUBSCRIPTIONS && !subscriptions.containsKey(subscription.arn())) {
            throw new AwsError(403, "SubscriptionLimitExceeded", "Subscription limit exceeded");
        }
        subscriptions.put(subscription.arn(), subscription);
        if (journal.isDurable()) {
            journal.set(EntryKind.SUBSCRIPTION, subscription.arn(), subscription.written());
        }
    }

    Subscription subscription(String arn) {
        checkArn("SubscriptionArn", arn);
        Subscription found = subscriptions.get(arn);
        if (found == null) {
            throw new AwsError(404, "NotFound", "Subscription does not exist");
        }
        return found;
    }

    void unsubscribe(String arn) {
        checkArn("SubscriptionArn", arn);
        if (subscriptions.remove(arn) != null) {
            journal.remove(EntryKind.SUBSCRIPTION, arn);
        }
    }

    List<Subscription> subscriptionsOf(Caller caller) {
        return subscriptions.values().stream()
                .filter(subscription -> subscription.topicArn().startsWith(prefix(caller)))
                .toList();
    }

    List<Subscription> subscriptionsTo(String topicArn) {
        return subscriptions.values().stream()
                .filter(subscription -> subscription.topicArn().equals(topicArn))
                .toList();
    }

    private static String prefix(Caller caller) {
        return "arn:aws:sns:" + caller.region() + ":" + caller.account() + ":";
    }
}
