package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.execution.Alarms.Purpose;
import org.jspecify.annotations.Nullable;

/** What each cause moves, and which causes are ignored because they come too late. */
final class Causes implements Cause.Visitor {

    private final Interpreter interpreter;

    Causes(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /**
     * Whether a cause that has just come in moves anything. An alarm that was cancelled does not, nor an answer to an
     * attempt that has ended, nor one that ends a task whose token somebody has sent back already: who takes the token
     * out of the register ends the task. Such causes are not written down.
     */
    boolean accepts(Cause cause, OpenTaskTokens tokens) {
        if (cause instanceof Cause.AlarmFired fired) {
            Purpose purpose = interpreter.alarms().purpose(fired.alarm());
            return purpose != null
                    && (!(purpose instanceof Purpose.AttemptOver over) || mayEnd(over.attempt(), over.how(), tokens));
        }
        if (cause instanceof Cause.TaskSucceeded answer) {
            return interpreter.maps().find(answer.attempt()) != null
                    || allows(answer.attempt(), AttemptCause.RUNNER_SUCCEEDED);
        }
        if (cause instanceof Cause.TaskFailed answer) {
            TaskAttempt attempt = interpreter.attempts().find(answer.attempt());
            return interpreter.maps().find(answer.attempt()) != null
                    || (attempt != null && mayEnd(attempt, AttemptCause.RUNNER_FAILED, tokens));
        }
        if (cause instanceof Cause.TokenSucceeded answer) {
            return allows(answer.attempt(), AttemptCause.TOKEN_SUCCEEDED);
        }
        if (cause instanceof Cause.TokenFailed answer) {
            return allows(answer.attempt(), AttemptCause.TOKEN_FAILED);
        }
        if (cause instanceof Cause.Heartbeat beat) {
            return allows(beat.attempt(), AttemptCause.HEARTBEAT);
        }
        return true;
    }

    private boolean allows(long number, AttemptCause cause) {
        TaskAttempt attempt = interpreter.attempts().find(number);
        return attempt != null && attempt.allows(cause);
    }

    private static boolean mayEnd(TaskAttempt attempt, AttemptCause cause, OpenTaskTokens tokens) {
        String token = attempt.token();
        return attempt.allows(cause) && (token == null || tokens.claim(token) != null);
    }

    @Override
    public void started(Cause.Started cause) {
        interpreter.start(cause.request());
    }

    @Override
    public void taskSucceeded(Cause.TaskSucceeded cause) {
        MapRunUnderWay run = interpreter.maps().find(cause.attempt());
        TaskAttempt attempt = found(cause.attempt());
        if (run != null) {
            interpreter.maps().succeeded(run, cause.result());
        } else if (attempt != null) {
            interpreter.attempts().runnerSucceeded(attempt, cause.result());
        }
    }

    @Override
    public void taskFailed(Cause.TaskFailed cause) {
        MapRunUnderWay run = interpreter.maps().find(cause.attempt());
        TaskAttempt attempt = found(cause.attempt());
        if (run != null) {
            interpreter.maps().failed(run, cause.error(), cause.cause());
        } else if (attempt != null) {
            interpreter.attempts().failed(attempt, AttemptCause.RUNNER_FAILED, cause.error(), cause.cause());
        }
    }

    @Override
    public void tokenSucceeded(Cause.TokenSucceeded cause) {
        TaskAttempt attempt = found(cause.attempt());
        if (attempt != null) {
            interpreter.attempts().succeeded(attempt, AttemptCause.TOKEN_SUCCEEDED, cause.output());
        }
    }

    @Override
    public void tokenFailed(Cause.TokenFailed cause) {
        TaskAttempt attempt = found(cause.attempt());
        if (attempt != null) {
            interpreter.attempts().failed(attempt, AttemptCause.TOKEN_FAILED, cause.error(), cause.cause());
        }
    }

    @Override
    public void heartbeat(Cause.Heartbeat cause) {
        TaskAttempt attempt = found(cause.attempt());
        if (attempt != null) {
            interpreter.attempts().heartbeat(attempt);
        }
    }

    @Override
    public void alarmFired(Cause.AlarmFired cause) {
        Purpose purpose = interpreter.alarms().purpose(cause.alarm());
        interpreter.alarms().cancel(cause.alarm());
        if (purpose instanceof Purpose.WaitOver over) {
            Branch branch = over.branch();
            branch.waitsFor = null;
            interpreter.resume(branch, interpreter.done(branch, null));
        } else if (purpose instanceof Purpose.RetryDue due) {
            Branch branch = due.branch();
            branch.waitsFor = null;
            interpreter.resume(branch, interpreter.attempt(branch));
        } else if (purpose instanceof Purpose.AttemptOver over) {
            interpreter.attempts().timedOut(over.attempt(), over.how());
        } else if (purpose instanceof Purpose.ExecutionTimeLimit) {
            interpreter.timedOut();
        }
    }

    @Override
    public void stopRequested(Cause.StopRequested cause) {
        interpreter.stop(cause.error(), cause.cause());
    }

    @Override
    public void stateMachineDeleted(Cause.StateMachineDeleted cause) {
        interpreter.stopBeforeNextState();
    }

    @Override
    public void redriven(Cause.Redriven cause) {
        interpreter.redrive();
    }

    private @Nullable TaskAttempt found(long number) {
        return interpreter.attempts().find(number);
    }
}
