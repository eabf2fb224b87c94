package dev.ordersaga.linter;

import dev.ordersaga.analysis.flow.Work;
import dev.ordersaga.asl.IntegrationPattern;
import dev.ordersaga.asl.StateNode;
import dev.ordersaga.linter.graph.Durations;

/** Every task has a time-out, and one that waits for somebody has a time-out or a heartbeat. */
final class TaskTimeout implements Rule {

    @Override
    public String id() {
        return "task-timeout";
    }

    @Override
    public void check(LintedSaga saga, Findings found) {
        for (StateNode task : saga.tasks()) {
            IntegrationPattern waiting = Work.of(task).map(Work::waitsFor).orElse(IntegrationPattern.REQUEST_RESPONSE);
            boolean waits = waiting != IntegrationPattern.REQUEST_RESPONSE;
            if (Durations.has(task, "TimeoutSeconds") || (waits && Durations.has(task, "HeartbeatSeconds"))) {
                continue;
            }
            found.error(
                    this,
                    task.pointer() + "/TimeoutSeconds",
                    switch (waiting) {
                        case REQUEST_RESPONSE ->
                            "is missing: what " + task.name() + " calls may never answer, and AWS waits for years";
                        case RUN_A_JOB ->
                            "is missing, and HeartbeatSeconds too: a job that hangs holds " + task.name()
                                    + " for years";
                        case WAIT_FOR_CALLBACK ->
                            "is missing, and HeartbeatSeconds too: a token that nobody sends back holds " + task.name()
                                    + " for years";
                    });
        }
    }
}
