package dev.ordersaga.asl.execution;

import java.time.Instant;

/** What a move does to the world, once it has been written down. */
sealed interface Command {

    void on(Performer world);

    /** Whoever does what moves ask for. */
    interface Performer {

        void setAlarm(long number, Instant when);

        void cancelAlarm(long number);

        void handOut(TaskAttempt attempt);

        void abort(TaskAttempt attempt);

        void run(MapRunUnderWay run);

        void abort(MapRunUnderWay run);
    }

    record SetAlarm(long number, Instant when) implements Command {
        @Override
        public void on(Performer world) {
            world.setAlarm(number, when);
        }
    }

    record CancelAlarm(long number) implements Command {
        @Override
        public void on(Performer world) {
            world.cancelAlarm(number);
        }
    }

    record HandOut(TaskAttempt attempt) implements Command {
        @Override
        public void on(Performer world) {
            world.handOut(attempt);
        }
    }

    record RunMap(MapRunUnderWay run) implements Command {
        @Override
        public void on(Performer world) {
            world.run(run);
        }
    }

    record AbortMap(MapRunUnderWay run) implements Command {
        @Override
        public void on(Performer world) {
            world.abort(run);
        }
    }

    record Abort(TaskAttempt attempt) implements Command {
        @Override
        public void on(Performer world) {
            world.abort(attempt);
        }
    }
}
