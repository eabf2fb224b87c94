package dev.ordersaga.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that do the same at once, each on a thread of its own. */
final class ConcurrentClients {

    private ConcurrentClients() {}

    /**
     * Waits until all have ended, and adds up what they say.
     *
     * @param client what one does, such as sending orders until there are none left; says how many it sent
     * @throws IllegalStateException where one fails
     */
    static int run(int atOnce, Callable<Integer> client) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < atOnce; i++) {
                running.add(threads.submit(client));
            }
            int sum = 0;
            for (Future<Integer> each : running) {
                sum += each.get();
            }
            return sum;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a client could not go on: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
