package dev.ordersaga.asl.execution;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs actions one by one, in order, on an executor. An action that is put in while another runs is run after it, so an executor that
 * runs everything in the calling thread causes no recursion.
 */
public final class Mailbox {

    private final Executor executor;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    public Mailbox(Executor executor) {
        this.executor = executor;
    }

    /** Runs an action after all that were put in before it. What it throws reaches the executor. */
    public void put(Runnable action) {
        synchronized (waiting) {
            waiting.add(action);
            if (running) {
                return;
            }
            running = true;
        }
        executor.execute(this::drain);
    }

    /** An action that throws does not stop the actions after it. */
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
