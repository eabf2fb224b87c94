package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.TaskResource;
import dev.ordersaga.asl.execution.TaskCallback;
import dev.ordersaga.asl.execution.TaskRequest;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.journal.LocalJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The activities there are, the tasks that wait for a worker, and the workers that wait for a task.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-activities.html">Activities</a>
 */
final class Activities {

    /** "The maximum time the service will hold on to the request before responding is 60 seconds." */
    private static final Duration MAX_POLL = Duration.ofSeconds(60);

    /** From so many waiting tasks on, those that nobody waits for any more are looked for. */
    private static final int MANY = 1_000;

    /** AWS's quota, here of all accounts together. */
    static final int MAX_ACTIVITIES = 10_000;

    private final Map<String, Created> byArn = new ConcurrentHashMap<>();
    private final ActivityRecords records;
    private final Predicate<String> isOpen;
    private final Duration longestPoll;

    /** As the other, with AWS's timeout. */
    Activities(Predicate<String> isOpen, LocalJournal journal) {
        this(isOpen, MAX_POLL, journal);
    }

    /**
     * Begins with the activities that the journal has. Their tasks are offered again by the executions.
     *
     * @param isOpen whether a task still waits for the answer to its token
     * @param longestPoll how long a worker waits for a task
     * @param journal is told what becomes of activities
     */
    Activities(Predicate<String> isOpen, Duration longestPoll, LocalJournal journal) {
        this.isOpen = isOpen;
        this.longestPoll = longestPoll;
        this.records = new ActivityRecords(journal);
        records.read(this::fresh).forEach(known -> byArn.put(known.arn().text(), known));
    }

    /** An activity, with what waits. Its lock is a leaf: nobody else's code runs under it. */
    record Created(
            Arn.Activity arn,
            Instant creationDate,
            Tags tags,
            JsonNode encryption,
            Deque<Waiting> tasks,
            Deque<Worker> workers) {}

    /** A task that waits for a worker. */
    record Waiting(TaskRequest task, TaskCallback callback) {}

    /** A worker that waits for a task. */
    record Worker(@Nullable String name, CompletableFuture<Optional<Waiting>> poll) {}

    /** As the other, with AWS's own key. */
    Created create(Arn.Activity arn, Instant now, Map<String, String> tags) {
        return create(arn, now, tags, EncryptionConfigurations.ownedKey());
    }

    Created create(Arn.Activity arn, Instant now, Map<String, String> tags, JsonNode encryption) {
        if (byArn.size() >= MAX_ACTIVITIES && !byArn.containsKey(arn.text())) {
            throw new AwsError("ActivityLimitExceeded", "The maximum number of activities has been reached.");
        }
        return byArn.computeIfAbsent(arn.text(), text -> {
            Created fresh = fresh(arn, now, tags, encryption);
            records.changed(fresh);
            return fresh;
        });
    }

    private Created fresh(Arn.Activity arn, Instant now, Map<String, String> given, JsonNode encryption) {
        Tags[] own = new Tags[1];
        Tags tags = new Tags(arn.text(), () -> retagged(arn, own[0]));
        tags.tag(given);
        own[0] = tags;
        return new Created(arn, now, tags, encryption, new ArrayDeque<>(), new ArrayDeque<>());
    }

    /** The tags of an activity that is not there, or not yet, are nobody's. */
    private void retagged(Arn.Activity arn, @Nullable Tags tags) {
        Created known = tags == null ? null : byArn.get(arn.text());
        if (known != null && known.tags() == tags) {
            records.changed(known);
        }
    }

    Optional<Created> find(Arn.Activity arn) {
        return Optional.ofNullable(byArn.get(arn.text()));
    }

    Created get(Arn.Activity arn) {
        return find(arn).orElseThrow(() -> doesNotExist(arn.text()));
    }

    void delete(Arn.Activity arn) {
        if (byArn.remove(arn.text()) != null) {
            records.deleted(arn);
        }
    }

    /** One account's in one region, by name. */
    List<Created> of(Caller owner) {
        return byArn.values().stream()
                .filter(created -> created.arn().owner().equals(owner))
                .sorted(Comparator.comparing(created -> created.arn().name()))
                .toList();
    }

    /** What hinders a task before it is scheduled: its activity is not there. */
    List<String> problems(TaskResource resource) {
        return resource instanceof TaskResource.Activity activity && !byArn.containsKey(activity.text())
                ? List.of("The activity " + activity.text() + " does not exist.")
                : List.of();
    }

    /** A task wants a worker: the one who has waited longest, or the next that comes. */
    void offer(TaskRequest task, TaskCallback callback) {
        Created activity = byArn.get(task.resource());
        if (activity == null) {
            callback.failed(
                    "ActivityDoesNotExist", doesNotExist(task.resource()).text());
            return;
        }
        Waiting waiting = new Waiting(task, callback);
        while (true) {
            Worker worker;
            synchronized (activity) {
                worker = activity.workers().poll();
                if (worker == null) {
                    activity.tasks().add(waiting);
                    if (activity.tasks().size() % MANY == 0) {
                        activity.tasks().removeIf(known -> !isOpen.test(token(known)));
                    }
                    break;
                }
            }
            if (hand(waiting, worker)) {
                return;
            }
        }
        callback.whenAborted(() -> {
            synchronized (activity) {
                activity.tasks().remove(waiting);
            }
        });
    }

    /** GetActivityTask: a task, at once or when one comes; an answer without one after a while. No thread waits. */
    CompletionStage<ObjectNode> take(Arn.Activity arn, @Nullable String workerName) {
        Created activity = get(arn);
        Worker worker = new Worker(workerName, new CompletableFuture<>());
        while (true) {
            Waiting waiting;
            synchronized (activity) {
                waiting = activity.tasks().poll();
                if (waiting == null) {
                    activity.workers().add(worker);
                    break;
                }
            }
            if (isOpen.test(token(waiting))) {
                hand(waiting, worker);
                break;
            }
        }
        return worker.poll()
                .completeOnTimeout(Optional.empty(), longestPoll.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(found -> {
                    if (found.isEmpty()) {
                        synchronized (activity) {
                            activity.workers().remove(worker);
                        }
                    }
                    return found.map(Activities::told).orElseGet(AwsJson.MAPPER::createObjectNode);
                });
    }

    /** Gives the task to the worker; false where he has gone. The execution hears of it before the worker has the token. */
    private static boolean hand(Waiting waiting, Worker worker) {
        if (worker.poll().isDone()) {
            return false;
        }
        waiting.callback()
                .succeeded(worker.name() == null ? AwsJson.MAPPER.nullNode() : StringNode.valueOf(worker.name()));
        return worker.poll().complete(Optional.of(waiting));
    }

    private static ObjectNode told(Waiting waiting) {
        return AwsJson.MAPPER
                .createObjectNode()
                .put("taskToken", token(waiting))
                .put("input", AwsJson.text(waiting.task().input()));
    }

    private static String token(Waiting waiting) {
        return String.valueOf(waiting.task().taskToken());
    }

    private static AwsError doesNotExist(String arn) {
        return new AwsError("ActivityDoesNotExist", "Activity Does Not Exist: '" + arn + "'");
    }
}
