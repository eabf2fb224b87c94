package dev.ordersaga.linter;

import static dev.ordersaga.linter.Samples.good;
import static dev.ordersaga.linter.Samples.lint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.analysis.Undos;
import dev.ordersaga.linter.sam.DeployedMachine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule by the small saga with one thing wrong. */
class RulesTest {

    private static final String ONE_STEP = """
            {"StartAt": "$done", "States": {
              "$done": {"Type": "Task", "Resource": "${F}", "TimeoutSeconds": 9,
                "Retry": [{"ErrorEquals": ["States.TaskFailed"], "JitterStrategy": "FULL"}],
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "$undo"}], "End": true},
              "$undo": {"Type": "Task", "Resource": "${F}", "TimeoutSeconds": 9,
                "Retry": [{"ErrorEquals": ["States.ALL"], "JitterStrategy": "FULL"}],
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Ask"}], "Next": "Failed"},
              "Ask": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "TimeoutSeconds": 9,
                "Parameters": {"QueueUrl": "${Q}", "MessageBody": {"token.$": "$$.Task.Token"}},
                "Retry": [{"ErrorEquals": ["States.ALL"], "JitterStrategy": "FULL"}],
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Failed"}], "Next": "Failed"},
              "Failed": {"Type": "Fail", "Error": "Undone"}}}
            """;

    private static final String RETRY =
            "\"Retry\": [ { \"ErrorEquals\": [ \"States.ALL\" ], \"IntervalSeconds\": 2, \"MaxAttempts\": 5, \"MaxDelaySeconds\": 60 } ], ";

    // ---- definition

    @Test
    void allThatTheLanguageForbidsIsFoundAtOnce() {
        assertThat(lint("""
                {"StartAt": "A", "TimeoutSeconds": 1.5, "States": {
                  "A": {"Type": "Choice", "Choices": [{"Variable": "$.x", "StringEquals": 7, "Next": "Nowhere"}], "Default": "A"},
                  "B": {"Type": "Wait", "Seconds": 1, "Timestamp": "2030-01-01T00:00:00Z", "Next": "A", "Colour": "blue"}}}
                """))
                .containsExactly(
                        "/TimeoutSeconds definition",
                        "/States definition",
                        "/States/A/Choices/0/StringEquals definition",
                        "/States/A/Choices/0/Next definition",
                        "/States/B definition",
                        "/States/B definition",
                        "/States/B/Colour definition");
    }

    @Test
    void aStateThatCannotBeReachedIsFoundOnceWhetherOrNotElseSomethingIsWrong() {
        String unreachable = "\"SettleLater\": { \"Type\": \"Wait\"";
        String more = "\"Island\": { \"Type\": \"Succeed\" }, " + unreachable;

        assertThat(lint(good(unreachable, more))).containsExactly("/States/Island definition");
        assertThat(lint(good(unreachable, more).replace("\"Seconds\": 300", "\"Seconds\": \"soon\"")))
                .contains("/States/Island definition");
    }

    @Test
    void twoStatesOfOneNameAreFoundAcrossScopes() {
        assertThat(lint("""
                {"StartAt": "All", "States": {
                  "All": {"Type": "Parallel", "End": true,
                    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "One"}],
                    "Branches": [{"StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}}]},
                  "One": {"Type": "Pass", "End": true}}}
                """)).containsExactly("/States/One definition");
    }

    @Test
    void whatOnlyTheEngineCannotRunIsNoFinding() {
        assertThat(lint("""
                {"StartAt": "Each", "States": {
                  "Each": {"Type": "Map", "End": true, "Label": "each",
                    "ItemReader": {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Bucket": "b"}},
                    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Over"}],
                    "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                      "StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}}},
                  "Over": {"Type": "Pass", "End": true}}}
                """)).isEmpty();
    }

    // ---- catch-all

    @Test
    void aTaskThatCatchesByNameOnlyIsFound() {
        assertThat(
                        lint(
                                good(
                                        "\"ErrorEquals\": [ \"States.ALL\" ], \"Assign\": { \"left\": [] }, \"Next\": \"CancelOrder\"",
                                        "\"ErrorEquals\": [ \"OrderRefused\" ], \"Assign\": { \"left\": [] }, \"Next\": \"CancelOrder\"")))
                .containsExactly("/States/CreateOrder/Catch catch-all");
    }

    @Test
    void aTaskInABranchIsCaughtByTheParallelAroundIt() {
        String parallel = """
                {"StartAt": "Both", "States": {
                  "Both": {"Type": "Parallel", "End": true, %s
                    "Branches": [
                      {"StartAt": "ReadStock", "States": {"ReadStock": {
                         "Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem", "TimeoutSeconds": 5, "End": true}}},
                      {"StartAt": "ReadPrice", "States": {"ReadPrice": {
                         "Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem", "TimeoutSeconds": 5, "End": true}}}]},
                  "Over": {"Type": "Pass", "End": true}}}
                """;

        assertThat(lint(parallel.formatted("\"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Over\"}],")))
                .isEmpty();
        assertThat(lint(parallel.formatted("\"Catch\": [{\"ErrorEquals\": [\"Gone\"], \"Next\": \"Over\"}],")))
                .containsExactly(
                        "/States/Both/Catch catch-all",
                        "/States/Both/Branches/0/States/ReadStock/Catch catch-all",
                        "/States/Both/Branches/1/States/ReadPrice/Catch catch-all");
    }

    // ---- task-timeout, timeout-order, task-token

    @Test
    void aTaskWithoutATimeoutIsFoundAndOneThatWaitsMayHaveAHeartbeat() {
        assertThat(lint(good("\"TimeoutSeconds\": 86400, ", "")))
                .containsExactly("/States/AskOperator/TimeoutSeconds task-timeout");
        assertThat(lint(good("\"TimeoutSeconds\": 86400, ", "\"HeartbeatSeconds\": 600, ")))
                .isEmpty();
        assertThat(lint("""
                {"StartAt": "ReadJob", "States": {"ReadJob": {"Type": "Task", "HeartbeatSeconds": 5, "End": true,
                  "Resource": "arn:aws:states:::glue:startJobRun.sync", "Parameters": {"JobName": "j"},
                  "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Over"}], "Comment": "Nothing to undo."},
                  "Over": {"Type": "Pass", "End": true}}}
                """)).isEmpty();
    }

    @Test
    void aTimeoutByPathIsATimeout() {
        assertThat(lint("""
                {"StartAt": "ReadStock", "States": {"ReadStock": {"Type": "Task", "TimeoutSecondsPath": "$.seconds", "End": true,
                  "Resource": "arn:aws:states:::dynamodb:getItem", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Over"}]},
                  "Over": {"Type": "Pass", "End": true}}}
                """)).isEmpty();
    }

    @Test
    void aStateThatGivesUpBeforeItsFunctionDoesIsFoundHoweverTheFunctionIsNamed() {
        String task = """
                {"StartAt": "ReadStock", "States": {"ReadStock": {"Type": "Task", "TimeoutSeconds": 10, "End": true, %s,
                  "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Over"}]}, "Over": {"Type": "Pass", "End": true}}}
                """;
        for (String function : List.of(
                "\"Resource\": \"${Stock}\"",
                "\"Resource\": \"${Stock.Arn}\"",
                "\"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:Stock:live\"",
                "\"Resource\": \"arn:aws:states:::lambda:invoke\", \"Parameters\": {\"FunctionName\": \"${Stock}:live\"}",
                "\"Resource\": \"arn:aws:states:::lambda:invoke\", \"Parameters\": {\"FunctionName\": \"Stock\"}",
                "\"Resource\": \"arn:aws:states:::aws-sdk:lambda:invoke\", \"Parameters\": {\"FunctionName\": \"Stock\"}",
                "\"Resource\": \"arn:aws:states:::lambda:invoke\", \"QueryLanguage\": \"JSONata\","
                        + " \"Arguments\": {\"FunctionName\": \"arn:aws:lambda:us-east-1:123456789012:function:Stock\"}")) {
            String text = task.formatted(function);
            assertThat(Samples.places(SagaLinter.lint(text, Samples.functions(Map.of("Stock", 10)), Undos.none())))
                    .as(function)
                    .containsExactly("/States/ReadStock/TimeoutSeconds timeout-order");
            assertThat(SagaLinter.lint(text, Samples.functions(Map.of("Stock", 9)), Undos.none()))
                    .as(function)
                    .isEmpty();
        }
    }

    @Test
    void aTokenThatNobodyGetsIsFound() {
        assertThat(lint(good(", \"token\": \"{% $states.context.Task.Token %}\"", "")))
                .containsExactly("/States/AskOperator/Arguments task-token");
    }

    // ---- choice-default

    @Test
    void aChoiceWithoutADefaultIsAWarning() {
        assertThat(SagaLinter.lint(good("], \"Default\": \"RefundCard\"", "]")))
                .extracting(Finding::severity, Finding::rule, Finding::pointer)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        Severity.WARNING, "choice-default", "/States/IsConfirmed/Default"));
    }

    // ---- undo-missing, undo-unknown

    @Test
    void aDoWithoutAnUndoIsFoundUnlessSomethingSaysWhatItIs() {
        String ship = good(
                "\"Next\": \"ConfirmOrder\" }",
                "\"Next\": \"StampParcel\" }, \"StampParcel\": { \"Type\": \"Task\", \"Resource\": \"${Stamp}\", @"
                        + " \"TimeoutSeconds\": 15, \"Next\": \"ConfirmOrder\", \"Catch\": [ { \"ErrorEquals\": [ \"States.ALL\" ],"
                        + " \"Assign\": { \"left\": [] }, \"Next\": \"RefundCard\" } ] }");

        assertThat(lint(ship.replace("@", ""))).containsExactly("/States/StampParcel undo-missing");
        assertThat(lint(ship.replace("@", "\"Comment\": \"Nothing to undo: a stamp costs nothing.\",")))
                .isEmpty();
        assertThat(lint(ship.replace("@", "\"Comment\": \"Undone by RefundCard and CancelOrder.\",")))
                .isEmpty();
        assertThat(lint(ship.replace("@", "\"Comment\": \"Undone by UnstampParcel.\",")))
                .containsExactly("/States/StampParcel undo-missing", "/States/StampParcel/Comment undo-unknown");
        assertThat(SagaLinter.lint(
                        ship.replace("@", ""),
                        DeployedMachine.unknown(),
                        Undos.parse(List.of("StampParcel=CancelOrder"))))
                .isEmpty();
        assertThat(lint(ship.replace("@", "").replace("StampParcel", "VerifyParcel")))
                .isEmpty();
        assertThat(Samples.places(SagaLinter.lint(
                        good(), DeployedMachine.unknown(), Undos.parse(List.of("ChargeCard=CreditCard")))))
                .containsExactly(" undo-unknown");
    }

    @Test
    void anUndoDeclaredByTheUndoCountsAsMuch() {
        assertThat(lint(good("RefundCard", "GiveBack"))).contains("/States/ChargeCard undo-missing");
        assertThat(lint(good("RefundCard", "GiveBack")
                        .replace("\"GiveBack\": {", "\"GiveBack\": { \"Comment\": \"Undoes ChargeCard: all of it.\",")))
                .isEmpty();
    }

    @Test
    void withoutAPivotTheLastStepNeedsAnUndoToo() {
        assertThat(lint(good("The pivot: from here the saga only goes forward.", "Confirms.")))
                .contains("/States/ConfirmOrder undo-missing");
    }

    // ---- undo-path

    @Test
    void aDoOfUnknownOutcomeThatSkipsItsOwnUndoIsFoundAndARefusalIsNot() {
        assertThat(lint(good(
                        "\"Next\": \"RefundCard\" } ], \"Next\": \"ConfirmOrder\"",
                        "\"Next\": \"CancelOrder\" } ], \"Next\": \"ConfirmOrder\"")))
                .containsExactly("/States/ChargeCard/Catch/1 undo-path");
    }

    @Test
    void aTimeoutByNameIsNoRefusal() {
        for (String unknown : List.of("States.Timeout", "States.TaskFailed", "Lambda.Unknown", "Exception")) {
            assertThat(lint(good(
                            "\"ErrorEquals\": [ \"CardDeclined\" ]",
                            "\"ErrorEquals\": [ \"CardDeclined\", \"" + unknown + "\" ]")))
                    .as(unknown)
                    .containsExactly("/States/ChargeCard/Catch/0 undo-path");
        }
    }

    @Test
    void aPivotOfUnknownOutcomeThatGoesOnAsIfItHadSucceededIsFound() {
        assertThat(lint(good(
                        "\"Next\": \"SettleOrder\" } ], \"Next\": \"TellCustomer\"",
                        "\"Next\": \"TellCustomer\" } ], \"Next\": \"TellCustomer\"")))
                .contains("/States/ConfirmOrder/Catch/1 undo-path");
    }

    @Test
    void anUndoThatLeavesOutTheNextIsFoundAtItsOwnCatch() {
        assertThat(lint(good(
                                "\"Output\": {}, \"Next\": \"CancelOrder\" } ], \"Next\": \"CancelOrder\"",
                                "\"Output\": {}, \"Next\": \"Over\" } ], \"Next\": \"CancelOrder\"")
                        .replace("\"AskLater\":", "\"Over\": { \"Type\": \"Succeed\" }, \"AskLater\":")))
                .containsExactly("/States/RefundCard/Catch/0 undo-path");
    }

    @Test
    void aWayThatSaysThatNothingIsLeftToUndoIsTakenAtItsWord() {
        String wrong = good(
                "\"Next\": \"RefundCard\" } ], \"Next\": \"ConfirmOrder\"",
                "%s\"Next\": \"CancelOrder\" } ], \"Next\": \"ConfirmOrder\"");

        assertThat(lint(wrong.replace("%s", ""))).isNotEmpty();
        assertThat(lint(wrong.replace("%s", "\"Comment\": \"Nothing to undo: the gateway is a toy.\", ")))
                .isEmpty();
    }

    @Test
    void anUndoInAParallelThatFailsMayHaveBeenBrokenOff() {
        String parallel = """
                {"StartAt": "BookHotel", "States": {
                  "BookHotel": {"Type": "Task", "Resource": "${Book}", "TimeoutSeconds": 9, "Next": "BookFlight",
                    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Back"}]},
                  "BookFlight": {"Type": "Task", "Resource": "${Book}", "TimeoutSeconds": 9, "End": true,
                    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Back"}]},
                  "Back": {"Type": "Parallel", "Next": "Failed",
                    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "%s"}],
                    "Branches": [
                      {"StartAt": "CancelHotel", "States": {"CancelHotel": {"Type": "Task", "Resource": "${Cancel}",
                        "Retry": [{"ErrorEquals": ["States.ALL"]}], "TimeoutSeconds": 9, "End": true}}},
                      {"StartAt": "CancelFlight", "States": {"CancelFlight": {"Type": "Task", "Resource": "${Cancel}",
                        "Retry": [{"ErrorEquals": ["States.ALL"]}], "TimeoutSeconds": 9, "End": true}}}]},
                  "Later": {"Type": "Wait", "Seconds": 60, "Next": "Back"},
                  "Failed": {"Type": "Fail"}}}
                """;

        assertThat(lint(parallel.formatted("Later"))).isEmpty();
        assertThat(lint(parallel.formatted("Failed")))
                .containsExactly(
                        "/States/Back/Catch/0 undo-path",
                        "/States/Back/Catch/0 undo-path",
                        "/States/Back/Catch/0 fail-uncompensated",
                        "/States/Later definition");
    }

    @Test
    void aSagaForEachItemOfAMapIsLookedInto() {
        String map = """
                {"StartAt": "Each", "States": {
                  "Each": {"Type": "Map", "End": true, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Over"}],
                    "ItemProcessor": {"StartAt": "BookSeat", "States": {
                      "BookSeat": {"Type": "Task", "Resource": "${Book}", "TimeoutSeconds": 9, "Next": "HoldSeatPrice",
                        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "CancelSeat"}]},
                      "HoldSeatPrice": {"Type": "Task", "Resource": "${Hold}", "TimeoutSeconds": 9, "End": true,
                        "Comment": "Nothing to undo: it runs out.", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "%s"}]},
                      "Forget": {"Type": "Pass", "End": true},
                      "CancelSeat": {"Type": "Task", "Resource": "${Cancel}", "TimeoutSeconds": 9, "End": true,
                        "Retry": [{"ErrorEquals": ["States.ALL"]}],
                        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Forget"}]}}}},
                  "Over": {"Type": "Pass", "End": true}}}
                """;

        assertThat(lint(map.formatted("CancelSeat"))).isEmpty();
        assertThat(lint(map.formatted("Forget")))
                .containsExactly("/States/Each/ItemProcessor/States/HoldSeatPrice/Catch/0 undo-path");
    }

    // ---- fail-uncompensated, undo-retried, forward-after-pivot

    @Test
    void aCatchThatEndsInFailWithSomethingDoneIsFound() {
        assertThat(lint(good(
                                "\"Next\": \"RefundCard\" } ], \"Next\": \"ConfirmOrder\"",
                                "\"Next\": \"Over\" } ], \"Next\": \"ConfirmOrder\"")
                        .replace("\"AskLater\":", "\"Over\": { \"Type\": \"Fail\" }, \"AskLater\":")))
                .containsExactly(
                        "/States/ChargeCard/Catch/1 undo-path",
                        "/States/ChargeCard/Catch/1 undo-path",
                        "/States/ChargeCard/Catch/1 fail-uncompensated");
    }

    @Test
    void anUndoThatIsNotRetriedIsFoundAndSoIsWhatElseChangesSomethingOnTheWayBack() {
        assertThat(lint(good(RETRY, "")))
                .containsExactly(
                        "/States/SettleOrder/Retry undo-retried",
                        "/States/TellCustomer/Retry forward-after-pivot",
                        "/States/RefundCard/Retry undo-retried",
                        "/States/CancelOrder/Retry undo-retried");
        assertThat(lint(good("\"MaxAttempts\": 5", "\"MaxAttempts\": 0"))).hasSize(4);
    }

    @Test
    void whatFollowsThePivotMayNotGoBack() {
        assertThat(lint(good("\"Next\": \"TellLater\" } ]", "\"Next\": \"RefundCard\" } ]")))
                .contains("/States/TellCustomer/Catch/0 forward-after-pivot");
    }

    // ---- deadline

    @Test
    void aWorstCaseBeyondTheMachinesOwnDeadlineIsFound() {
        // The longest way: 15 + 15 + 15 + settle (90 + 122 + 300 s) + … + AskOperator six times a day long.
        assertThat(lint(good("\"StartAt\": \"CreateOrder\"", "\"TimeoutSeconds\": 3600, \"StartAt\": \"CreateOrder\"")))
                .containsExactly("/TimeoutSeconds deadline");
        assertThat(lint(good(
                        "\"StartAt\": \"CreateOrder\"", "\"TimeoutSeconds\": 600000, \"StartAt\": \"CreateOrder\"")))
                .isEmpty();
    }

    @Test
    void aYearIsAllThatAwsGivesAndAnExpressMachineGetsFiveMinutes() {
        assertThat(lint(good("\"TimeoutSeconds\": 86400", "\"TimeoutSeconds\": 8640000")))
                .containsExactly("/TimeoutSeconds deadline");
        assertThat(Samples.places(SagaLinter.lint(good(), new DeployedMachine(true, Map.of(), Map.of()), Undos.none())))
                .containsExactly("/TimeoutSeconds deadline");
    }

    @Test
    void loopsDoNotHangIt() {
        assertThat(lint("""
                {"StartAt": "A", "States": {
                  "A": {"Type": "Wait", "Seconds": 1, "Next": "B"},
                  "B": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsNull": true, "Next": "A"}], "Default": "C"},
                  "C": {"Type": "Pass", "Next": "A"}}}
                """)).containsExactly("/States definition");
    }

    @ParameterizedTest
    @CsvSource({
        "Lock, Unlock",
        "SNS Subscribe, SNS Unsubscribe",
        "FlightBooking, FlightBookingCancellation",
        "HotelReservation, HotelReservationReversal",
        "Payment, Refund",
        "PushImage, DeleteImage",
        "InstallAgent, UninstallAgent",
        "ApplyDiscount, RemoveDiscount",
        "PreparePackage, DiscardPackage",
        "RedeemVoucher, ReinstateVoucher",
        "EarnPoints, RevokePoints",
        "SpawnWorker, KillWorker",
        "Add member, Expel member"
    })
    void aDoAndItsUndoAreRecognisedByTheirNames(String done, String undo) {
        assertThat(Samples.lint(ONE_STEP.replace("$done", done).replace("$undo", undo)))
                .isEmpty();
    }
}
