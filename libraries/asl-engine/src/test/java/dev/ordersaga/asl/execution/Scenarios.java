package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.execution.Recorded.Scenario;
import java.time.Duration;
import java.util.List;

/** What can happen to executions, told so that between them every transition of an attempt at a task is seen. */
final class Scenarios {

    private static final String CALL = "{'StartAt': 'Ask', 'States': {'Ask': {'Type': 'Task', 'End': true,"
            + " 'Resource': 'arn:aws:states:::lambda:invoke', 'TimeoutSeconds': 60, 'HeartbeatSeconds': 10}}}";
    private static final String TOKEN = "{'StartAt': 'Ask', 'States': {'Ask': {'Type': 'Task', 'End': true,"
            + " 'Resource': 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', 'TimeoutSeconds': 60,"
            + " 'HeartbeatSeconds': 10, 'Parameters': {'token.$': '$$.Task.Token'}}}}";
    private static final String ACTIVITY = "{'StartAt': 'Ask', 'States': {'Ask': {'Type': 'Task', 'End': true,"
            + " 'Resource': 'arn:aws:states:us-east-1:000000000000:activity:stir', 'TimeoutSeconds': 60,"
            + " 'HeartbeatSeconds': 10}}}";
    private static final String RETRIED = "{'QueryLanguage': 'JSONata', 'StartAt': 'Ask', 'States': {'Ask': {"
            + "'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke', 'Next': 'Rest',"
            + " 'Assign': {'number': '{% $random() %}', 'name': '{% $uuid() %}'},"
            + " 'Retry': [{'ErrorEquals': ['Busy'], 'JitterStrategy': 'FULL', 'MaxDelaySeconds': 9}],"
            + " 'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'Rest'}]},"
            + " 'Rest': {'Type': 'Wait', 'Seconds': 5, 'Output': '{% [$states.context.State.EnteredTime, $name] %}',"
            + " 'End': true}}}";
    private static final String MAP = "{'StartAt': 'Each', 'States': {'Each': {'Type': 'Map', 'ItemsPath': '$.items',"
            + " 'MaxConcurrency': 2, 'End': true, 'Retry': [{'ErrorEquals': ['Odd'], 'IntervalSeconds': 1}],"
            + " 'ItemProcessor': {'StartAt': 'Ask', 'States': {'Ask': {'Type': 'Task', 'End': true,"
            + " 'Resource': 'arn:aws:states:::lambda:invoke'}}}}}}";
    private static final String PARALLEL = "{'StartAt': 'Both', 'TimeoutSeconds': 100, 'States': {'Both': {"
            + "'Type': 'Parallel', 'End': true, 'Branches': ["
            + "{'StartAt': 'Left', 'States': {'Left': {'Type': 'Task', 'End': true,"
            + " 'Resource': 'arn:aws:states:::sqs:sendMessage.waitForTaskToken'}}},"
            + "{'StartAt': 'Right', 'States': {'Right': {'Type': 'Task', 'Next': 'Pause',"
            + " 'Resource': 'arn:aws:states:us-east-1:000000000000:activity:stir'},"
            + " 'Pause': {'Type': 'Wait', 'Seconds': 30, 'End': true}}},"
            + "{'StartAt': 'Third', 'States': {'Third': {'Type': 'Task', 'End': true,"
            + " 'Resource': 'arn:aws:states:::lambda:invoke'}}}]}}}";

    private Scenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario("an answer", CALL, (run, execution) -> {
                    run.task(0).succeeded(Recorded.json("{\"a\": [1, null]}"));
                    run.task(0).failed("Late", null);
                }),
                new Scenario("an error", CALL, (run, execution) -> run.task(0).failed("E", "c")),
                new Scenario("no answer in time", CALL.replace(", 'HeartbeatSeconds': 10", ""), (run, execution) -> {
                    run.timers.advance(Duration.ofSeconds(60));
                    run.task(0).succeeded(Recorded.json("1"));
                }),
                new Scenario("no sign of life from a call", CALL, (run, execution) -> run.timers.runUntilIdle()),
                new Scenario("stopped during a call", CALL, (run, execution) -> execution.stop("Enough", null)),
                new Scenario("a token before the runner's answer", TOKEN, (run, execution) -> {
                    execution.sendTaskHeartbeat(run.token(0));
                    execution.sendTaskSuccess(run.token(0), "1");
                    run.task(0).succeeded(Recorded.json("{}"));
                }),
                new Scenario(
                        "a token with an error before the runner's answer",
                        TOKEN,
                        (run, execution) -> execution.sendTaskFailure(run.token(0), "E", null)),
                new Scenario(
                        "a request that was not taken",
                        TOKEN,
                        (run, execution) -> run.task(0).failed("SQS.Gone", "no queue")),
                new Scenario("a request without an answer", TOKEN, (run, execution) -> run.timers.runUntilIdle()),
                new Scenario(
                        "a request that outlives its heartbeats", TOKEN, (run, execution) -> beat(run, execution, 8)),
                new Scenario(
                        "stopped before a request was taken", TOKEN, (run, execution) -> execution.stop(null, null)),
                new Scenario("a token", TOKEN, (run, execution) -> {
                    run.task(0).succeeded(Recorded.json("{\"MessageId\": \"m\"}"));
                    run.task(0).failed("Late", null);
                    run.timers.advance(Duration.ofSeconds(9));
                    execution.sendTaskHeartbeat(run.token(0));
                    run.timers.advance(Duration.ofSeconds(9));
                    execution.sendTaskSuccess(run.token(0), "{\"ok\": true}");
                }),
                new Scenario("a token with an error", TOKEN, (run, execution) -> {
                    run.task(0).succeeded(Recorded.json("{}"));
                    execution.sendTaskFailure(run.token(0), null, null);
                }),
                new Scenario("a token that never comes", TOKEN, (run, execution) -> {
                    run.task(0).succeeded(Recorded.json("{}"));
                    run.timers.runUntilIdle();
                }),
                new Scenario("a token that comes too late", TOKEN, (run, execution) -> {
                    run.task(0).succeeded(Recorded.json("{}"));
                    beat(run, execution, 8);
                    execution.sendTaskSuccess(run.token(0), "1");
                }),
                new Scenario("stopped while a token is out", TOKEN, (run, execution) -> {
                    run.task(0).succeeded(Recorded.json("{}"));
                    execution.stop("Enough", "of it");
                }),
                new Scenario("a worker", ACTIVITY, (run, execution) -> {
                    run.task(0).succeeded(Recorded.json("{}"));
                    execution.sendTaskHeartbeat(run.token(0));
                    execution.sendTaskSuccess(run.token(0), "1");
                }),
                new Scenario("an answer before it is known that a worker took the task", ACTIVITY, (run, execution) -> {
                    execution.sendTaskHeartbeat(run.token(0));
                    execution.sendTaskSuccess(run.token(0), "1");
                }),
                new Scenario("a worker who takes the task and falls silent", ACTIVITY, (run, execution) -> {
                    run.timers.advance(Duration.ofSeconds(5));
                    run.task(0).succeeded(Recorded.json("\"Ann\""));
                    run.timers.runUntilIdle();
                }),
                new Scenario(
                        "a worker's error",
                        ACTIVITY,
                        (run, execution) -> execution.sendTaskFailure(run.token(0), "E", "c")),
                new Scenario(
                        "no such activity",
                        ACTIVITY,
                        (run, execution) -> run.task(0).failed("Activity.Gone", null)),
                new Scenario("a worker who falls silent", ACTIVITY, (run, execution) -> run.timers.runUntilIdle()),
                new Scenario("a worker who is too slow", ACTIVITY, (run, execution) -> beat(run, execution, 8)),
                new Scenario(
                        "stopped while no worker has come", ACTIVITY, (run, execution) -> execution.stop(null, "c")),
                new Scenario("retries with jitter, and chance", RETRIED, (run, execution) -> {
                    run.task(0).failed("Busy", null);
                    run.timers.advanceToNextAlarm();
                    run.task(1).failed("Busy", null);
                    run.timers.advanceToNextAlarm();
                    run.task(2).succeeded(Recorded.json("1"));
                    run.timers.runUntilIdle();
                }),
                new Scenario("retries, and a catcher", RETRIED, (run, execution) -> {
                    run.task(0).failed("Busy", null);
                    run.timers.advanceToNextAlarm();
                    run.task(1).failed("Broken", "down");
                }),
                new Scenario("iterations, answered out of order", MAP, (run, execution) -> {
                    run.task(1).succeeded(Recorded.json("2"));
                    run.task(0).succeeded(Recorded.json("1"));
                    run.task(2).succeeded(Recorded.json("3"));
                }),
                new Scenario("an iteration that fails, and the Map again", MAP, (run, execution) -> {
                    run.task(1).failed("Odd", "2");
                    run.task(0).succeeded(Recorded.json("1"));
                    run.timers.advanceToNextAlarm();
                    run.task(2).succeeded(Recorded.json("1"));
                    run.task(3).succeeded(Recorded.json("2"));
                    run.task(4).succeeded(Recorded.json("3"));
                }),
                new Scenario("branches", PARALLEL, (run, execution) -> {
                    run.task(2).succeeded(Recorded.json("3"));
                    execution.sendTaskSuccess(run.token(1), "2");
                    run.task(0).succeeded(Recorded.json("{}"));
                    execution.sendTaskSuccess(run.token(0), "1");
                    run.timers.advance(Duration.ofSeconds(30));
                }),
                new Scenario("a branch that fails", PARALLEL, (run, execution) -> {
                    execution.sendTaskSuccess(run.token(1), "2");
                    run.task(2).failed("E", "c");
                    execution.sendTaskSuccess(run.token(0), "1");
                }),
                new Scenario("an execution out of time", PARALLEL, (run, execution) -> run.timers.runUntilIdle()),
                new Scenario("a state machine that is deleted", RETRIED, (run, execution) -> {
                    execution.stopAtNextTransition();
                    run.task(0).failed("Busy", null);
                    run.timers.advanceToNextAlarm();
                    run.task(1).succeeded(Recorded.json("1"));
                }),
                new Scenario("stopped among branches", PARALLEL, (run, execution) -> execution.stop(null, null)));
    }

    /** Gives a sign of life in time, until TimeoutSeconds end the task. */
    private static void beat(Recorded run, Execution execution, int times) {
        for (int i = 0; i < times; i++) {
            execution.sendTaskHeartbeat(run.token(0));
            run.timers.advance(Duration.ofSeconds(9));
        }
    }
}
