package dev.ordersaga.local.stepfunctions;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * By which ARN an execution was started, and by whom.
 *
 * @param versionArn the version that runs; null where the state machine's newest revision does
 * @param aliasArn the alias that chose the version; null where none did
 * @param task the attempt at a task of another execution that started it; null where a client did. An attempt that is handed out again
 *     after a kill finds by this what it had started
 * @param mapRunArn the Map Run that this is a child of; null for none
 */
record StartedBy(
        @Nullable String versionArn,
        @Nullable String aliasArn,
        @Nullable String task,
        @Nullable String mapRunArn) {

    static final StartedBy STATE_MACHINE = new StartedBy(null, null, null);

    StartedBy(@Nullable String versionArn, @Nullable String aliasArn, @Nullable String task) {
        this(versionArn, aliasArn, task, null);
    }

    static StartedBy mapRun(String mapRunArn) {
        return new StartedBy(null, null, null, mapRunArn);
    }

    StartedBy task(String attempt) {
        return new StartedBy(versionArn, aliasArn, attempt, mapRunArn);
    }

    boolean isChildOf(String run) {
        return run.equals(mapRunArn);
    }

    /** Whether a list of the executions of {@code arn} has this one. */
    boolean isOf(Arn.Startable arn) {
        return arn instanceof Arn.StateMachine
                || arn.text().equals(versionArn)
                || arn.text().equals(aliasArn);
    }

    void describe(ObjectNode output) {
        if (versionArn != null) {
            output.put("stateMachineVersionArn", versionArn);
        }
        if (aliasArn != null) {
            output.put("stateMachineAliasArn", aliasArn);
        }
        if (mapRunArn != null) {
            output.put("mapRunArn", mapRunArn);
        }
    }
}
