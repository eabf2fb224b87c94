package dev.ordersaga.asl.execution;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs what is put into it one by one, in order, on the executor. What is put in while another runs waits its turn, so
 * an executor that runs everything at once makes no recursion.
 */
final class Mailbox {

    private final Executor executor;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    Mailbox(Executor executor) {
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

    /** What one action throws does not keep the others from their turn. */
    private void drain() {
        Throwable thrown = null;
        for (Runnable action = next(); action != null; action = next()) {
            try {
                action.run();
            } catch (RuntimeException | Error e) {
                thrown = e;
            }
        }
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
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
