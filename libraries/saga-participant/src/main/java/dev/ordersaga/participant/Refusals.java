package dev.ordersaga.participant;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The exceptions that are answers: recorded once, and thrown again with the same class and message. */
final class Refusals {

    private final Map<String, Function<String, ? extends RuntimeException>> byClassName;

    private Refusals(Map<String, Function<String, ? extends RuntimeException>> byClassName) {
        this.byClassName = Map.copyOf(byClassName);
    }

    static Refusals none() {
        return new Refusals(Map.of());
    }

    <R extends RuntimeException> Refusals with(Class<R> type, Function<String, R> fromMessage) {
        Map<String, Function<String, ? extends RuntimeException>> more = new HashMap<>(byClassName);
        if (more.put(type.getName(), fromMessage) != null) {
            throw new IllegalArgumentException(type.getName() + " is known as a refusal already");
        }
        return new Refusals(more);
    }

    boolean know(RuntimeException thrown) {
        return byClassName.containsKey(thrown.getClass().getName());
    }

    RuntimeException again(String className, String message) {
        Function<String, ? extends RuntimeException> fromMessage = byClassName.get(className);
        if (fromMessage == null) {
            return new UnreadableRecord(
                    "the step was refused by an error this version does not know: " + className, null);
        }
        return fromMessage.apply(message);
    }
}
