package dev.ordersaga.view;

import static dev.ordersaga.view.StateStatus.ABORTED;
import static dev.ordersaga.view.StateStatus.CAUGHT;
import static dev.ordersaga.view.StateStatus.ENTERED;
import static dev.ordersaga.view.StateStatus.FAILED;
import static dev.ordersaga.view.StateStatus.NEVER_ENTERED;
import static dev.ordersaga.view.StateStatus.RETRYING;
import static dev.ordersaga.view.StateStatus.SUCCEEDED;
import static dev.ordersaga.view.StateStatus.UNDONE;
import static dev.ordersaga.view.StateStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.asl.execution.ExecutionStatus;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is read of histories that the engine writes. */
class ExecutionViewTest {

    private static final String TEA = """
            { "QueryLanguage": "JSONata", "StartAt": "BookTable", "States": {
                "BookTable": { "Type": "Task", "Comment": "Undone by FreeTable.", "Resource": "arn:aws:states:::lambda:invoke",
                  "Arguments": { "seats": 2 }, "Assign": { "table": "{% $states.result.done %}" }, "TimeoutSeconds": 9,
                  "Catch": [ { "ErrorEquals": [ "States.ALL" ], "Next": "FreeTable" } ], "Next": "Steep" },
                "Steep": { "Type": "Wait", "Seconds": 240, "Next": "IsStrong" },
                "IsStrong": { "Type": "Choice", "Choices": [ { "Condition": "{% false %}", "Next": "Steep" } ], "Default": "Pour" },
                "Pour": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Comment": "Undone by WipeTable.",
                  "Retry": [ { "ErrorEquals": [ "Spilt" ], "IntervalSeconds": 3, "BackoffRate": 2, "MaxAttempts": 2 } ],
                  "Catch": [ { "ErrorEquals": [ "Refused" ], "Next": "FreeTable" }, { "ErrorEquals": [ "States.ALL" ], "Next": "WipeTable" } ],
                  "Next": "Served" },
                "Served": { "Type": "Succeed" },
                "WipeTable": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                  "Catch": [ { "ErrorEquals": [ "States.ALL" ], "Next": "FreeTable" } ], "Next": "FreeTable" },
                "FreeTable": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "Left" },
                "Left": { "Type": "Fail", "Error": "NoTea" } } }""";

    @Test
    void aStateThatIsAtWorkIsEntered() {
        Runs run = new Runs(TEA, "{}", (state, attempt) -> "");

        assertThat(run.status("BookTable")).isEqualTo(ENTERED);
        assertThat(run.state("BookTable").attempt()).isEqualTo(1);
        assertThat(run.state("BookTable").waitingUntil()).isEqualTo(Runs.in(9));
        assertThat(run.status("Pour")).isEqualTo(NEVER_ENTERED);
        assertThat(run.view().status()).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(run.view().leftOver()).isEmpty();
    }

    @Test
    void aWaitTellsUntilWhen() {
        Runs run = Runs.of(TEA, Map.of());

        assertThat(run.status("Steep")).isEqualTo(WAITING);
        assertThat(run.state("Steep").since()).isEqualTo(Runs.in(0));
        assertThat(run.state("Steep").waitingUntil()).isEqualTo(Runs.in(240));
    }

    @Test
    void aTaskTellsWhatItWasGivenAndWhatCameOfIt() {
        Runs run = Runs.of(TEA, Map.of());
        StateVisit visit = run.visit("BookTable");

        assertThat(visit.status()).isEqualTo(SUCCEEDED);
        assertThat(visit.input().text()).isEqualTo("{}");
        assertThat(visit.output()).isNotNull();
        assertThat(visit.variables()).containsExactly(Map.entry("table", "\"BookTable\""));
        assertThat(visit.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.resource()).isEqualTo("lambda:invoke");
            assertThat(attempt.arguments()).extracting(RecordedData::text).isEqualTo("{\"seats\":2}");
            assertThat(attempt.result()).extracting(RecordedData::text).isEqualTo("{\"done\":\"BookTable\"}");
            assertThat(attempt.failed()).isFalse();
        });
    }

    @Test
    void anAttemptTellsTheRequestOfTheServiceThatItCalled() {
        String output = "{\"Payload\":1,\"SdkResponseMetadata\":{\"RequestId\":\"r-1\"}}";

        assertThat(attempt(output).requestId()).contains("r-1");
        assertThat(attempt("{}").requestId()).isEmpty();
        assertThat(attempt(output.substring(0, 40)).requestId()).isEmpty();
    }

    private static VisitAttempt attempt(String result) {
        RecordedData data = new RecordedData(5, "output", result, false);
        return new VisitAttempt(
                1, 3, Runs.START, Optional.empty(), Optional.empty(), "lambda:invoke", null, null, data, null, null);
    }

    @Test
    void whatFailsAndIsTriedAgainTellsWhichTryComesWhen() {
        Runs run = Runs.of(TEA, Map.of("Pour", "Spilt"));
        run.timers.advance(Duration.ofSeconds(241));

        assertThat(run.status("Pour")).isEqualTo(RETRYING);
        assertThat(run.state("Pour").attempt()).isEqualTo(2);
        assertThat(run.state("Pour").nextAttempt()).isEqualTo(Runs.in(243));

        run.timers.advance(Duration.ofSeconds(3));

        assertThat(run.state("Pour").attempt()).isEqualTo(3);
        assertThat(run.state("Pour").nextAttempt()).isEqualTo(Runs.in(249));
    }

    @Test
    void aRunThatSucceedsLeavesItsWayBehind() {
        Runs run = Runs.of(TEA, Map.of());
        run.timers.runUntilIdle();

        assertThat(run.view().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(run.status("Served")).isEqualTo(SUCCEEDED);
        assertThat(run.taken("BookTable", "Steep")).isEqualTo(1);
        assertThat(run.taken("IsStrong", "Pour")).isEqualTo(1);
        assertThat(run.taken("IsStrong", "Steep")).isZero();
        assertThat(run.taken("BookTable", "FreeTable")).isZero();
        assertThat(run.view().undone()).isEmpty();
        assertThat(run.view().leftOver()).isEmpty();
    }

    @Test
    void whatIsCaughtAndUndoneIsToldWithWhatUndidIt() {
        Runs run = Runs.of(TEA, Map.of("Pour", "Refused"));
        run.timers.runUntilIdle();

        assertThat(run.status("Pour")).isEqualTo(CAUGHT);
        assertThat(run.visit("Pour").error()).isEqualTo("Refused");
        assertThat(run.taken("Pour", "FreeTable")).isEqualTo(1);
        assertThat(run.status("BookTable")).isEqualTo(UNDONE);
        assertThat(run.status("FreeTable")).isEqualTo(SUCCEEDED);
        assertThat(run.status("Left")).isEqualTo(FAILED);
        assertThat(run.visit("Left").error()).isEqualTo("NoTea");
        assertThat(run.view().error()).contains("NoTea");
        assertThat(run.view().undone()).singleElement().satisfies(undoing -> {
            assertThat(run.view().visits().get(undoing.done()).state()).isEqualTo(run.number("BookTable"));
            assertThat(run.view().visits().get(undoing.undo()).state()).isEqualTo(run.number("FreeTable"));
        });
        // It said itself that it did nothing.
        assertThat(run.view().leftOver()).isEmpty();
    }

    @Test
    void anUndoThatFailsLeavesWhatItShouldHaveUndone() {
        Runs run = Runs.of(TEA, Map.of("Pour", "States.Timeout", "WipeTable", "Stuck"));
        run.timers.runUntilIdle();

        assertThat(run.status("WipeTable")).isEqualTo(CAUGHT);
        assertThat(run.status("BookTable")).isEqualTo(UNDONE);
        assertThat(run.view().leftOver())
                .containsExactly(new LeftOver(run.number("Pour"), LeftOver.Outlook.STAYS, OptionalInt.empty()));
    }

    @Test
    void whatIsBeingUndoneIsNotLeftOverForGood() {
        Runs run = new Runs(TEA, "{}", (state, attempt) -> switch (state) {
            case "Pour" -> "States.Timeout";
            case "WipeTable" -> "";
            default -> "ok";
        });
        run.timers.advance(Duration.ofSeconds(241));

        assertThat(run.status("WipeTable")).isEqualTo(ENTERED);
        assertThat(run.view().leftOver())
                .containsExactly(
                        new LeftOver(run.number("BookTable"), LeftOver.Outlook.TO_BE_UNDONE, OptionalInt.empty()),
                        new LeftOver(
                                run.number("Pour"),
                                LeftOver.Outlook.BEING_UNDONE,
                                OptionalInt.of(run.number("WipeTable"))));

        run.execution.stop("Closing", "time");

        assertThat(run.view().leftOver()).extracting(LeftOver::outlook).containsOnly(LeftOver.Outlook.STAYS);
    }

    @Test
    void whatNobodyCatchesFails() {
        Runs run = Runs.of(TEA, Map.of("Pour", "Refused", "FreeTable", "Stuck"));
        run.timers.runUntilIdle();

        assertThat(run.status("FreeTable")).isEqualTo(FAILED);
        assertThat(run.visit("FreeTable").attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.error()).isEqualTo("Stuck");
            assertThat(attempt.cause()).isEqualTo("as the test says");
        });
        assertThat(run.view().leftOver())
                .containsExactly(new LeftOver(run.number("BookTable"), LeftOver.Outlook.STAYS, OptionalInt.empty()));
    }

    @Test
    void aStoppedExecutionGivesUpWhatWentOn() {
        Runs run = Runs.of(TEA, Map.of());
        run.execution.stop("Closing", "time");

        assertThat(run.status("Steep")).isEqualTo(ABORTED);
        assertThat(run.view().status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(run.view().error()).contains("Closing");
        assertThat(run.view().leftOver())
                .containsExactly(new LeftOver(run.number("BookTable"), LeftOver.Outlook.STAYS, OptionalInt.empty()));
    }

    @Test
    void aRedriveGoesOnWithWhatFailed() {
        List<String> answers = new ArrayList<>(List.of("ok", "Refused", "Stuck", "ok"));
        Runs run = new Runs(TEA, "{}", (state, attempt) -> answers.remove(0));
        run.timers.runUntilIdle();
        assertThat(run.status("FreeTable")).isEqualTo(FAILED);

        run.execution.redrive();

        assertThat(run.status("FreeTable")).isEqualTo(SUCCEEDED);
        assertThat(run.visit("FreeTable").attempts()).hasSize(2);
        assertThat(run.status("BookTable")).isEqualTo(UNDONE);
    }

    private static final String PARTY = """
            { "QueryLanguage": "JSONata", "StartAt": "All", "States": {
                "All": { "Type": "Parallel", "Next": "Guests", "Catch": [ { "ErrorEquals": [ "States.ALL" ], "Next": "Over" } ], "Branches": [
                  { "StartAt": "Cook", "States": { "Cook": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "Lay" },
                      "Lay": { "Type": "Pass", "End": true } } },
                  { "StartAt": "Clean", "States": { "Clean": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true } } } ] },
                "Guests": { "Type": "Map", "Items": "{% [1..3] %}", "End": true, "ItemProcessor": { "StartAt": "Greet", "States": {
                    "Greet": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true } } } },
                "Over": { "Type": "Fail" } } }""";

    @Test
    void branchesAndItemsAreToldApart() {
        Runs run = Runs.of(PARTY, Map.of());

        assertThat(run.view().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(run.status("All")).isEqualTo(SUCCEEDED);
        assertThat(run.status("Lay")).isEqualTo(SUCCEEDED);
        assertThat(run.taken("Cook", "Lay")).isEqualTo(1);
        assertThat(run.taken("All", "Guests")).isEqualTo(1);
        List<StateVisit> greetings = run.view().visitsTo(run.number("Greet"));
        assertThat(greetings)
                .extracting(StateVisit::iteration)
                .containsExactly(OptionalInt.of(0), OptionalInt.of(1), OptionalInt.of(2));
        assertThat(greetings)
                .allSatisfy(visit ->
                        assertThat(visit.within()).hasValue(run.visit("Guests").number()));
        assertThat(run.state("Guests").items()).isEqualTo(3);
        assertThat(run.state("Guests").itemsDone()).isEqualTo(3);
        assertThat(run.state("Greet").visits()).containsExactly(Map.entry(SUCCEEDED, 3));
    }

    @Test
    void aBranchThatFailsGivesUpTheOthers() {
        Runs run = new Runs(PARTY, "{}", (state, attempt) -> state.equals("Cook") ? "" : "Dusty");

        assertThat(run.status("Clean")).isEqualTo(FAILED);
        assertThat(run.status("Cook")).isEqualTo(ABORTED);
        assertThat(run.status("All")).isEqualTo(CAUGHT);
        assertThat(run.visit("All").error()).isEqualTo("Dusty");
        assertThat(run.taken("All", "Over")).isEqualTo(1);
    }

    @Test
    void anItemThatFailsIsNotHiddenByThoseThatDoNot() {
        List<String> answers = new ArrayList<>(List.of("ok", "ok", "ok", "", "Rude"));
        Runs run = new Runs(PARTY, "{}", (state, attempt) -> answers.isEmpty() ? "" : answers.remove(0));

        assertThat(run.status("Greet")).isEqualTo(FAILED);
        assertThat(run.status("Guests")).isEqualTo(FAILED);
        assertThat(run.state("Greet").visits())
                .containsEntry(SUCCEEDED, 1)
                .containsEntry(ABORTED, 1)
                .containsEntry(FAILED, 1);
    }

    @Test
    void ofSeveralItemsTheOneThatGoesOnIsTold() {
        List<String> answers = new ArrayList<>(List.of("ok", "ok", "ok", "", "ok"));
        Runs run = new Runs(PARTY, "{}", (state, attempt) -> answers.remove(0));

        assertThat(run.status("Greet")).isEqualTo(ENTERED);
        assertThat(run.state("Greet").attempt()).isEqualTo(1);
        assertThat(run.state("Greet").visits()).containsEntry(SUCCEEDED, 2).containsEntry(ENTERED, 1);
        assertThat(run.state("Guests").itemsDone()).isEqualTo(2);
    }

    @Test
    void aRedriveOfBranchesGoesOnInEach() {
        List<String> answers = new ArrayList<>(List.of("ok", "Dusty"));
        String uncaught =
                PARTY.replaceFirst("\"Catch\": \\[ \\{.*?} ],", "").replaceFirst(",\\s*\"Over\": \\{.*?}", "");
        Runs run = new Runs(uncaught, "{}", (state, attempt) -> answers.isEmpty() ? "ok" : answers.remove(0));
        assertThat(run.status("All")).isEqualTo(FAILED);
        assertThat(run.status("Lay")).isEqualTo(SUCCEEDED);

        run.execution.redrive();

        assertThat(run.view().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(run.status("Clean")).isEqualTo(SUCCEEDED);
        assertThat(run.status("All")).isEqualTo(SUCCEEDED);
        assertThat(run.visit("Clean").attempts()).hasSize(2);
        assertThat(run.status("Guests")).isEqualTo(SUCCEEDED);
    }

    @Test
    void whatTheChangesAddUpToIsThePictureAsOfEveryEvent() {
        for (Map<String, String> errors : List.of(
                Map.of("Pour", "Spilt", "WipeTable", "Stuck"), Map.of("Pour", "Refused"), Map.<String, String>of())) {
            Runs run = Runs.of(TEA, errors);
            run.timers.runUntilIdle();
            List<RecordedEvent> events = run.events();
            ExecutionView whole = run.view();
            StateStatus[] statuses = new StateStatus[run.outline.states().size()];
            Arrays.fill(statuses, NEVER_ENTERED);
            int[] taken = new int[run.outline.edges().size()];
            for (RecordedEvent event : events) {
                for (ViewChange change : whole.changes()) {
                    if (change.event() == event.id() && change instanceof ViewChange.OfState of) {
                        statuses[of.state()] = of.status();
                    } else if (change.event() == event.id() && change instanceof ViewChange.OfEdge of) {
                        taken[of.edge()]++;
                    }
                }
                ExecutionView then = ExecutionView.asOf(run.outline, events, event.id());
                assertThat(then.states()).extracting(StateView::status).containsExactly(statuses);
                assertThat(then.taken())
                        .containsExactly(Arrays.stream(taken).boxed().toArray(Integer[]::new));
                assertThat(then.lastEvent()).isEqualTo(event.id());
                assertThat(then.asOf()).isEqualTo(event.timestamp());
            }
        }
    }

    @Test
    void aPageThatIsReadTwiceChangesNothing() {
        Runs run = Runs.of(TEA, Map.of());
        run.timers.runUntilIdle();
        HistoryReading reading = new HistoryReading(run.outline);
        run.events().forEach(reading::add);
        int changes = reading.changes(0).size();

        run.events().forEach(reading::add);

        assertThat(reading.changes(changes)).isEmpty();
        assertThat(reading.view().states()).isEqualTo(run.view().states());
    }

    @Test
    void eventsComeOverTheWireAsTheCliWritesThem() {
        JsonNode json = JsonMapper.shared().readTree("""
                        { "timestamp": 1893456000.25, "type": "TaskStateEntered", "id": 2, "previousEventId": 1,
                          "stateEnteredEventDetails": { "name": "BookTable", "input": "{}" } }""");
        RecordedEvent event = RecordedEvent.read(json);

        assertThat(event.timestamp()).isEqualTo(Runs.START.plusMillis(250));
        assertThat(event.text("name")).isEqualTo("BookTable");
        assertThatThrownBy(() -> RecordedEvent.read(JsonMapper.shared().readTree("{\"id\":1,\"type\":\"X\"}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an event has a timestamp");
    }

    @Test
    void statesThatTheDefinitionDoesNotHaveArePassedOver() {
        Runs other = Runs.of(PARTY, Map.of());
        ExecutionView view = ExecutionView.of(Runs.of(TEA, Map.of()).outline, other.events());

        assertThat(view.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(view.visits()).isEmpty();
    }

    @Test
    void aLongHistoryIsReadInWellUnderASecond() {
        String loop = """
                { "StartAt": "Again", "States": { "Again": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "Enough" },
                  "Enough": { "Type": "Choice", "Choices": [ { "Variable": "$.x", "IsPresent": true, "Next": "Done" } ], "Default": "Again" },
                  "Done": { "Type": "Succeed" } } }""";
        Runs run = new Runs(loop, "{}", (state, attempt) -> "");
        List<RecordedEvent> round = List.copyOf(run.events());
        List<RecordedEvent> events = new ArrayList<>(round.subList(0, 1));
        List<String> types = List.of(
                "TaskStateEntered",
                "TaskScheduled",
                "TaskStarted",
                "TaskSucceeded",
                "TaskStateExited",
                "ChoiceStateEntered",
                "ChoiceStateExited");
        LongStream.range(1, 25_000).forEach(id -> {
            String type = types.get((int) ((id - 1) % types.size()));
            String name = type.startsWith("Choice") ? "Enough" : "Again";
            events.add(new RecordedEvent(
                    id + 1,
                    id,
                    type,
                    Runs.START.plusMillis(id),
                    JsonMapper.shared().readTree("{\"name\":\"" + name + "\",\"input\":\"{}\"}")));
        });
        ExecutionView.of(run.outline, events);

        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadCpuTime();
        ExecutionView view = ExecutionView.of(run.outline, events);
        String json = view.toJson();
        Duration took = Duration.ofNanos(thread.getCurrentThreadCpuTime() - before);

        assertThat(took).isLessThan(Duration.ofSeconds(1));
        assertThat(view.visitsTo(0)).hasSizeGreaterThan(3_500);
        assertThat(json.length()).isLessThan(1_500_000);
    }

    @Test
    void theBrowserGetsNumbersAndNoData() {
        Runs run = Runs.of(TEA, Map.of("Pour", "Refused"));
        run.timers.runUntilIdle();

        JsonNode json = JsonMapper.shared().readTree(run.view().toJson());

        assertThat(json.path("status").stringValue()).isEqualTo("FAILED");
        assertThat(json.path("statuses").get(8).stringValue()).isEqualTo("UNDONE");
        assertThat(json.path("states")
                        .get(run.number("BookTable"))
                        .path("status")
                        .intValue())
                .isEqualTo(8);
        assertThat(json.path("visits").size()).isEqualTo(run.view().visits().size());
        assertThat(json.path("changes").size()).isEqualTo(run.view().changes().size());
        assertThat(json.toString()).doesNotContain("seats").doesNotContain("as the test says");
    }
}
