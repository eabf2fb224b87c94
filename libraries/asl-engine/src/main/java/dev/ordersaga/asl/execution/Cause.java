package dev.ordersaga.asl.execution;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What moves an execution, as data: everything that comes in to it from outside. The same causes in the same order, with
 * the same time, ids and chance (see {@link Move}), give the same execution and the same history.
 */
public sealed interface Cause {

    /** The execution begins; always the first cause. */
    record Started(ExecutionRequest request) implements Cause {
        @Override
        public void accept(Visitor visitor) {
            visitor.started(this);
        }
    }

    /**
     * The runner answered for an attempt at a task, or for a Map Run.
     *
     * @param attempt counts the attempts and Map Runs of the execution, from 1
     */
    record TaskSucceeded(long attempt, JsonNode result) implements Cause {
        @Override
        public void accept(Visitor visitor) {
            visitor.taskSucceeded(this);
        }
    }

    /** The runner could not do the work of an attempt or of a Map Run. */
    record TaskFailed(
            long attempt, @Nullable String error, @Nullable String cause) implements Cause {
        @Override
        public void accept(Visitor visitor) {
            visitor.taskFailed(this);
        }
    }

    /** Somebody sent the attempt's task token back with an output. */
    record TokenSucceeded(long attempt, JsonNode output) implements Cause {
        @Override
        public void accept(Visitor visitor) {
            visitor.tokenSucceeded(this);
        }
    }

    /** Somebody sent the attempt's task token back with an error. */
    record TokenFailed(
            long attempt, @Nullable String error, @Nullable String cause) implements Cause {
        @Override
        public void accept(Visitor visitor) {
            visitor.tokenFailed(this);
        }
    }

    /** Whoever holds the attempt's task token is still at work. */
    record Heartbeat(long attempt) implements Cause {
        @Override
        public void accept(Visitor visitor) {
            visitor.heartbeat(this);
        }
    }

    /**
     * An alarm went off.
     *
     * @param alarm counts the alarms of the execution, from 1
     */
    record AlarmFired(long alarm) implements Cause {
        @Override
        public void accept(Visitor visitor) {
            visitor.alarmFired(this);
        }
    }

    /** Somebody wants the execution to end as ABORTED. */
    record StopRequested(@Nullable String error, @Nullable String cause) implements Cause {
        @Override
        public void accept(Visitor visitor) {
            visitor.stopRequested(this);
        }
    }

    /** The state machine was deleted: the execution ends as ABORTED before its next state. */
    record StateMachineDeleted() implements Cause {
        @Override
        public void accept(Visitor visitor) {
            visitor.stateMachineDeleted(this);
        }
    }

    /** Somebody wants an execution that ended unsuccessfully to go on from where it failed. */
    record Redriven() implements Cause {
        @Override
        public void accept(Visitor visitor) {
            visitor.redriven(this);
        }
    }

    void accept(Visitor visitor);

    /** One reading of all causes; a new one does not compile until every reading knows it. */
    interface Visitor {

        void started(Started cause);

        void taskSucceeded(TaskSucceeded cause);

        void taskFailed(TaskFailed cause);

        void tokenSucceeded(TokenSucceeded cause);

        void tokenFailed(TokenFailed cause);

        void heartbeat(Heartbeat cause);

        void alarmFired(AlarmFired cause);

        void stopRequested(StopRequested cause);

        void stateMachineDeleted(StateMachineDeleted cause);

        void redriven(Redriven cause);
    }
}
