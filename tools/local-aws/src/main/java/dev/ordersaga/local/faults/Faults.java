package dev.ordersaga.local.faults;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The faults in force. An invocation meets the first that matches and is not used up. Safe for use by many threads. */
public final class Faults {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final List<Armed> armed = new CopyOnWriteArrayList<>();

    public void add(Fault fault) {
        armed.add(new Armed(fault, new AtomicInteger()));
    }

    public void clear() {
        armed.clear();
    }

    /** Every fault since the last {@link #clear}, used up or not. */
    public List<State> list() {
        return armed.stream()
                .map(fault -> new State(
                        fault.fault(),
                        Math.min(fault.used().get(), fault.fault().times())))
                .toList();
    }

    /** Uses up one turn of the first fault that matches. */
    Optional<Fault> next(String function, byte[] payload) {
        if (armed.isEmpty()) {
            return Optional.empty();
        }
        JsonNode fields = null;
        for (Armed candidate : armed) {
            if (!candidate.fault().function().equals(function)) {
                continue;
            }
            if (fields == null) {
                fields = parsed(payload);
            }
            if (matches(candidate.fault(), fields) && candidate.take()) {
                return Optional.of(candidate.fault());
            }
        }
        return Optional.empty();
    }

    private static boolean matches(Fault fault, JsonNode payload) {
        return fault.match().properties().stream()
                .allMatch(field -> field.getValue().equals(payload.get(field.getKey())));
    }

    private static JsonNode parsed(byte[] payload) {
        try {
            return JSON.readTree(payload);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    /**
     * How a fault stands.
     *
     * @param used how many invocations have failed by it
     */
    public record State(Fault fault, int used) {}

    private record Armed(Fault fault, AtomicInteger used) {

        boolean take() {
            return used.getAndUpdate(n -> Math.min(n + 1, fault.times())) < fault.times();
        }
    }
}
