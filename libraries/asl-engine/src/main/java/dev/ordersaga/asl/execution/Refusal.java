package dev.ordersaga.asl.execution;

import java.util.List;

/**
 * A task that an {@link ArgumentCheck} refused.
 *
 * @param attempt the number that the attempt would have had
 * @param problems what was wrong, a sentence each
 */
public record Refusal(long attempt, List<String> problems) {

    public Refusal {
        problems = List.copyOf(problems);
    }
}
