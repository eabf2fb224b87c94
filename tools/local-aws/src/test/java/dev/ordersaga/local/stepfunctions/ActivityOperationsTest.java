package dev.ordersaga.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.Clients;
import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.WithoutFunctions;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.journal.LocalJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ActivityDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ActivityListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetActivityTaskResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.Tag;
import software.amazon.awssdk.services.sfn.model.TooManyTagsException;

class ActivityOperationsTest {

    private static final String PREFIX = "arn:aws:states:us-east-1:000000000000:";

    private static LocalAws aws;
    private static SfnClient sfn;

    @BeforeAll
    static void start() {
        aws = LocalAws.start(WithoutFunctions.options());
        sfn = Clients.sfn(aws);
    }

    @AfterAll
    static void close() {
        sfn.close();
        aws.close();
    }

    @Test
    void aWorkerTakesATaskAndAnswersForIt() {
        String execution = begin("stir", "");

        GetActivityTaskResponse task = take("stir");
        sfn.sendTaskHeartbeat(request -> request.taskToken(task.taskToken()));
        sfn.sendTaskSuccess(request -> request.taskToken(task.taskToken()).output("\"stirred\""));

        assertThat(task.input()).isEqualTo("{\"cup\":1}");
        assertThat(Clients.ended(sfn, execution).output()).isEqualTo("\"stirred\"");
        List<HistoryEvent> events = events(execution);
        assertThat(events)
                .extracting(HistoryEvent::type)
                .containsExactly(
                        HistoryEventType.EXECUTION_STARTED,
                        HistoryEventType.TASK_STATE_ENTERED,
                        HistoryEventType.ACTIVITY_SCHEDULED,
                        HistoryEventType.ACTIVITY_STARTED,
                        HistoryEventType.ACTIVITY_SUCCEEDED,
                        HistoryEventType.TASK_STATE_EXITED,
                        HistoryEventType.EXECUTION_SUCCEEDED);
        assertThat(events.get(2).activityScheduledEventDetails().resource()).isEqualTo(PREFIX + "activity:stir");
        assertThat(events.get(3).activityStartedEventDetails().workerName()).isEqualTo("Ann");
    }

    @Test
    void aWorkerWhoComesFirstWaitsForTheTask() {
        create("early");
        CompletableFuture<GetActivityTaskResponse> waiting = CompletableFuture.supplyAsync(() -> take("early"));
        String execution = begin("early", "");

        String token = waiting.join().taskToken();
        sfn.sendTaskFailure(request -> request.taskToken(token).error("Spilt").cause("hot"));

        assertThat(Clients.ended(sfn, execution).error()).isEqualTo("Spilt");
        assertThat(events(execution)).extracting(HistoryEvent::type).contains(HistoryEventType.ACTIVITY_FAILED);
    }

    @Test
    void aTaskThatNobodyWaitsForAnyMoreIsGivenToNobody() {
        String stopped = begin("skipped", "");
        String late = begin("skipped", ", \"TimeoutSeconds\": 1");
        sfn.stopExecution(request -> request.executionArn(stopped));
        assertThat(Clients.ended(sfn, late).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(events(late)).extracting(HistoryEvent::type).contains(HistoryEventType.ACTIVITY_TIMED_OUT);
        String open = begin("skipped", "");

        String token = take("skipped").taskToken();

        sfn.sendTaskSuccess(request -> request.taskToken(token).output("1"));
        assertThat(Clients.ended(sfn, open).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aWorkerForWhomThereIsNothingIsAnsweredAfterAWhile() {
        Activities activities = new Activities(token -> true, Duration.ofMillis(1), LocalJournal.NONE);
        Arn.Activity arn = new Arn.Activity(new Caller("000000000000", "us-east-1"), "idle");
        activities.create(arn, Instant.EPOCH, Map.of());

        assertThat(activities.take(arn, null).toCompletableFuture().join()).isEmpty();
    }

    @Test
    void thereAreSoManyActivitiesAndNoMore() {
        Activities activities = new Activities(token -> true, LocalJournal.NONE);
        Caller caller = new Caller("000000000000", "us-east-1");
        for (int i = 0; i < Activities.MAX_ACTIVITIES; i++) {
            activities.create(new Arn.Activity(caller, "a" + i), Instant.EPOCH, Map.of());
        }

        assertThat(activities.create(new Arn.Activity(caller, "a1"), Instant.EPOCH, Map.of()))
                .isNotNull();
        assertThatThrownBy(() -> activities.create(new Arn.Activity(caller, "more"), Instant.EPOCH, Map.of()))
                .hasMessageContaining("maximum number of activities");
    }

    @Test
    void aTaskOfAnActivityThatIsNotThereFails() {
        String execution = start("nobody", "nobody", "");

        assertThat(Clients.ended(sfn, execution).error()).isEqualTo("States.Runtime");
        assertThat(Clients.ended(sfn, execution).cause())
                .startsWith("An error occurred while executing the state ")
                .endsWith(" (entered at the event id #2). The activity "
                        + "arn:aws:states:us-east-1:000000000000:activity:nobody does not exist.");
        assertThat(events(execution))
                .extracting(HistoryEvent::type)
                .doesNotContain(HistoryEventType.ACTIVITY_SCHEDULED);
    }

    @Test
    void activitiesAreCreatedOnceListedDescribedAndDeleted() {
        var first = sfn.createActivity(request -> request.name("listed-b"));
        create("listed-a");

        assertThat(sfn.createActivity(request -> request.name("listed-b")).creationDate())
                .isEqualTo(first.creationDate());
        assertThat(sfn.listActivitiesPaginator(request -> request.maxResults(1)).activities())
                .extracting(ActivityListItem::name)
                .containsSubsequence("listed-a", "listed-b");
        assertThat(sfn.describeActivity(request -> request.activityArn(first.activityArn()))
                        .name())
                .isEqualTo("listed-b");
        sfn.deleteActivity(request -> request.activityArn(first.activityArn()));
        assertThatExceptionOfType(ActivityDoesNotExistException.class)
                .isThrownBy(() -> sfn.describeActivity(request -> request.activityArn(first.activityArn())));
        assertThatExceptionOfType(ActivityDoesNotExistException.class)
                .isThrownBy(() -> sfn.getActivityTask(request -> request.activityArn(first.activityArn())));
        assertThatExceptionOfType(InvalidNameException.class)
                .isThrownBy(() -> sfn.createActivity(request -> request.name("two words")));
    }

    @Test
    void activitiesHaveTagsOfWhichThereAreFiftyAtMost() {
        String arn = sfn.createActivity(request -> request.name("tagged")
                        .tags(Tag.builder().key("tier").value("gold").build()))
                .activityArn();
        List<Tag> fifty = IntStream.range(0, 50)
                .mapToObj(i -> Tag.builder().key("k" + i).value("v").build())
                .toList();

        assertThatExceptionOfType(TooManyTagsException.class)
                .isThrownBy(() ->
                        sfn.tagResource(request -> request.resourceArn(arn).tags(fifty)));
        assertThat(sfn.listTagsForResource(request -> request.resourceArn(arn)).tags())
                .extracting(Tag::value)
                .containsExactly("gold");
        sfn.untagResource(request -> request.resourceArn(arn).tagKeys("tier"));
        sfn.tagResource(request -> request.resourceArn(arn).tags(fifty));
        assertThat(sfn.listTagsForResource(request -> request.resourceArn(arn)).tags())
                .hasSize(50);
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> sfn.listTagsForResource(request -> request.resourceArn(arn + "-unknown")));
    }

    private static void create(String activity) {
        sfn.createActivity(request -> request.name(activity));
    }

    private static String begin(String activity, String fields) {
        create(activity);
        return start(activity, activity + fields.length(), fields);
    }

    private static String start(String activity, String machine, String fields) {
        String definition =
                "{\"StartAt\": \"Stir\", \"States\": {\"Stir\": {\"Type\": \"Task\", \"End\": true, \"Resource\": \""
                        + PREFIX + "activity:" + activity + "\"" + fields + "}}}";
        String arn = sfn.createStateMachine(
                        request -> request.name(machine).definition(definition).roleArn(Machines.ROLE))
                .stateMachineArn();
        return sfn.startExecution(request -> request.stateMachineArn(arn).input("{\"cup\":1}"))
                .executionArn();
    }

    private static GetActivityTaskResponse take(String activity) {
        return sfn.getActivityTask(
                request -> request.activityArn(PREFIX + "activity:" + activity).workerName("Ann"));
    }

    private static List<HistoryEvent> events(String execution) {
        return sfn.getExecutionHistory(request -> request.executionArn(execution))
                .events();
    }
}
