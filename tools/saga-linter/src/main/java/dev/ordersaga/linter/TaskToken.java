package dev.ordersaga.linter;

import dev.ordersaga.asl.StateNode;
import tools.jackson.databind.JsonNode;

/** A task that waits for its token gives the token to somebody. */
final class TaskToken implements Rule {

    @Override
    public String id() {
        return "task-token";
    }

    @Override
    public void check(LintedSaga saga, Findings found) {
        for (StateNode task : saga.tasks()) {
            if (!task.json().path("Resource").asString("").endsWith(".waitForTaskToken")) {
                continue;
            }
            String field = task.json().has("Arguments") ? "Arguments" : "Parameters";
            JsonNode sent = task.json().path(field);
            if (!sent.toString().contains("ask.Token")) {
                found.error(
                        this,
                        task.pointer() + "/" + field,
                        "does not hold the task's token: nobody can answer " + task.name());
            }
        }
    }
}
