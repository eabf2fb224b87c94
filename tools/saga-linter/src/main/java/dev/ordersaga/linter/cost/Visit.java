package dev.ordersaga.linter.cost;

import dev.ordersaga.asl.StateNode;

/**
 * A state that is entered on a way.
 *
 * @param outcome {@code success}, or the error that it ended in
 * @param retries how often it was tried again before that
 */
record Visit(StateNode state, String outcome, long retries) {

    static final String SUCCESS = "success";

    boolean succeeded() {
        return outcome.equals(SUCCESS);
    }
}
