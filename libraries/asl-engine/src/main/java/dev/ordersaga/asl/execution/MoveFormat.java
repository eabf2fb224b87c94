package dev.ordersaga.asl.execution;

import java.nio.BufferUnderflowException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@link Move} as bytes, for implementations of {@link Journal}. The code of a cause never changes and is never used again. */
public final class MoveFormat {

    private static final int STARTED = 1;
    private static final int TASK_SUCCEEDED = 2;
    private static final int TASK_FAILED = 3;
    private static final int TOKEN_SUCCEEDED = 4;
    private static final int TOKEN_FAILED = 5;
    private static final int HEARTBEAT = 6;
    private static final int ALARM_FIRED = 7;
    private static final int STOP_REQUESTED = 8;
    private static final int STATE_MACHINE_DELETED = 9;
    private static final int REDRIVEN = 10;

    private MoveFormat() {}

    /** The move as bytes. */
    public static byte[] write(Move move) {
        PackedOutput out = new PackedOutput();
        Instant at = move.at();
        out.signed(at.getEpochSecond());
        out.number(at.getNano());
        out.number(move.ids().size());
        move.ids().forEach(out::text);
        out.number(move.chances().size());
        move.chances().forEach(out::real);
        move.cause().accept(new CauseWriter(out));
        // Last, and only where there is one: a move of an older build ends before it.
        move.refusal().ifPresent(refusal -> {
            out.number(refusal.attempt());
            out.number(refusal.problems().size());
            refusal.problems().forEach(out::text);
        });
        return out.bytes();
    }

    /**
     * The move that was written.
     *
     * @throws IllegalArgumentException if the bytes are no move
     */
    public static Move read(byte[] bytes) {
        PackedInput in = new PackedInput(bytes);
        try {
            Instant at = Instant.ofEpochSecond(in.signed(), in.number());
            int idCount = in.count();
            List<String> ids = new ArrayList<>(idCount);
            for (int i = 0; i < idCount; i++) {
                ids.add(in.text());
            }
            int chanceCount = in.count();
            List<Double> chances = new ArrayList<>(chanceCount);
            for (int i = 0; i < chanceCount; i++) {
                chances.add(in.real());
            }
            return new Move(at, cause(in), ids, chances, refusal(in));
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the move ends too early", e);
        }
    }

    private static Optional<Refusal> refusal(PackedInput in) {
        if (!in.hasMore()) {
            return Optional.empty();
        }
        long attempt = in.number();
        int count = in.count();
        List<String> problems = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            problems.add(in.text());
        }
        return Optional.of(new Refusal(attempt, problems));
    }

    private static Cause cause(PackedInput in) {
        int code = (int) in.number();
        return switch (code) {
            case STARTED ->
                new Cause.Started(new ExecutionRequest(
                        in.text(), in.text(), in.text(), in.text(), in.optional(), in.text(), in.optionalJson()));
            case TASK_SUCCEEDED -> new Cause.TaskSucceeded(in.number(), in.json());
            case TASK_FAILED -> new Cause.TaskFailed(in.number(), in.optional(), in.optional());
            case TOKEN_SUCCEEDED -> new Cause.TokenSucceeded(in.number(), in.json());
            case TOKEN_FAILED -> new Cause.TokenFailed(in.number(), in.optional(), in.optional());
            case HEARTBEAT -> new Cause.Heartbeat(in.number());
            case ALARM_FIRED -> new Cause.AlarmFired(in.number());
            case STOP_REQUESTED -> new Cause.StopRequested(in.optional(), in.optional());
            case STATE_MACHINE_DELETED -> new Cause.StateMachineDeleted();
            case REDRIVEN -> new Cause.Redriven();
            default -> throw new IllegalArgumentException("no cause has the code " + code);
        };
    }

    private record CauseWriter(PackedOutput out) implements Cause.Visitor {

        @Override
        public void started(Cause.Started cause) {
            ExecutionRequest request = cause.request();
            out.number(STARTED);
            out.text(request.executionArn());
            out.text(request.executionName());
            out.text(request.stateMachineArn());
            out.text(request.stateMachineName());
            out.optional(request.roleArn());
            out.text(request.input());
            out.json(request.context());
        }

        @Override
        public void taskSucceeded(Cause.TaskSucceeded cause) {
            out.number(TASK_SUCCEEDED);
            out.number(cause.attempt());
            out.json(cause.result());
        }

        @Override
        public void taskFailed(Cause.TaskFailed cause) {
            out.number(TASK_FAILED);
            out.number(cause.attempt());
            out.optional(cause.error());
            out.optional(cause.cause());
        }

        @Override
        public void tokenSucceeded(Cause.TokenSucceeded cause) {
            out.number(TOKEN_SUCCEEDED);
            out.number(cause.attempt());
            out.json(cause.output());
        }

        @Override
        public void tokenFailed(Cause.TokenFailed cause) {
            out.number(TOKEN_FAILED);
            out.number(cause.attempt());
            out.optional(cause.error());
            out.optional(cause.cause());
        }

        @Override
        public void heartbeat(Cause.Heartbeat cause) {
            out.number(HEARTBEAT);
            out.number(cause.attempt());
        }

        @Override
        public void alarmFired(Cause.AlarmFired cause) {
            out.number(ALARM_FIRED);
            out.number(cause.alarm());
        }

        @Override
        public void stopRequested(Cause.StopRequested cause) {
            out.number(STOP_REQUESTED);
            out.optional(cause.error());
            out.optional(cause.cause());
        }

        @Override
        public void stateMachineDeleted(Cause.StateMachineDeleted cause) {
            out.number(STATE_MACHINE_DELETED);
        }

        @Override
        public void redriven(Cause.Redriven cause) {
            out.number(REDRIVEN);
        }
    }
}
