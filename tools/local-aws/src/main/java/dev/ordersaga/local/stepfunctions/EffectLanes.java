package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.Mailbox;
import java.util.concurrent.Executor;

/** Runs the actions of one execution one after the other, in order, on an executor; several executions share a lane. */
final class EffectLanes {

    private static final int COUNT = 64;

    private final Mailbox[] lanes = new Mailbox[COUNT];

    EffectLanes(Executor executor) {
        for (int i = 0; i < COUNT; i++) {
            lanes[i] = new Mailbox(executor);
        }
    }

    void run(long execution, Runnable action) {
        lanes[(int) (execution & (COUNT - 1))].put(() -> {
            try {
                action.run();
            } catch (RuntimeException e) {
                System.err.println("local-aws: an action that follows a state transition failed: " + e);
            }
        });
    }
}
