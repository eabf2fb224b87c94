package dev.ordersaga.local.stepfunctions;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs what belongs to one execution one after the other, in order, on an executor; several executions share a lane. */
final class EffectLanes {

    private static final int COUNT = 64;

    private final Lane[] lanes = new Lane[COUNT];

    EffectLanes(Executor executor) {
        for (int i = 0; i < COUNT; i++) {
            lanes[i] = new Lane(executor);
        }
    }

    void run(long execution, Runnable action) {
        lanes[(int) (execution & (COUNT - 1))].put(action);
    }

    private static final class Lane {

        private final Executor executor;
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private boolean running;

        Lane(Executor executor) {
            this.executor = executor;
        }

        void put(Runnable action) {
            synchronized (waiting) {
                waiting.add(action);
                if (running) {
                    return;
                }
                running = true;
            }
            executor.execute(this::drain);
        }

        private void drain() {
            for (Runnable action = next(); action != null; action = next()) {
                try {
                    action.run();
                } catch (RuntimeException e) {
                    // One execution's failure must not stop the others of the lane.
                    System.err.println("local-aws: what follows from a move failed: " + e);
                }
            }
        }

        private @Nullable Runnable next() {
            synchronized (waiting) {
                Runnable action = waiting.poll();
                if (action == null) {
                    running = false;
                }
                return action;
            }
        }
    }
}
