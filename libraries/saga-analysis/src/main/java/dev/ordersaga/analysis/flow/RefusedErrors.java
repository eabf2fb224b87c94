package dev.ordersaga.analysis.flow;

import dev.ordersaga.asl.Transition;
import java.util.List;

/**
 * Catches of nothing but errors that a step has of its own, such as a declined card: the step says then that it did nothing. An error of
 * the platform - a time-out, a lost answer - says nothing of the kind.
 */
public final class RefusedErrors {

    private static final List<String> ANYTHING =
            List.of("Exception", "Error", "RuntimeException", "RuntimeError", "Throwable", "HandledError");

    private RefusedErrors() {}

    public static boolean isRefusal(Transition transition) {
        return transition.kind() == Transition.Kind.CATCH
                && !transition.errors().isEmpty()
                && transition.errors().stream().noneMatch(RefusedErrors::unknownOutcome);
    }

    /** Whether an error is a step's own, and no error of the platform. */
    public static boolean isRefusal(String error) {
        return !unknownOutcome(error);
    }

    private static boolean unknownOutcome(String error) {
        return error.startsWith("States.")
                || error.startsWith("Lambda.")
                || error.startsWith("java.lang.")
                || error.startsWith("Sandbox.")
                || ANYTHING.contains(error);
    }
}
