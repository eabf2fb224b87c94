package dev.ordersaga.local.lambda;

/** The invocations that all functions without a reserved concurrency may have under way together. */
final class AccountConcurrency {

    private final int limit;
    private int running;

    AccountConcurrency(int limit) {
        this.limit = limit;
    }

    synchronized boolean admit() {
        if (running >= limit) {
            return false;
        }
        running++;
        return true;
    }

    synchronized void left() {
        running--;
    }

    synchronized boolean isBusy() {
        return running > 0;
    }
}
