package dev.ordersaga.console.endpoint;

import java.util.List;

/** Failures of functions that can be asked for. */
public interface InjectedFaults {

    /** Each kind by its name, with what it does in a few words. */
    List<Kind> kinds();

    List<Injected> list();

    /**
     * Asks for one.
     *
     * @throws EndpointRefused where it is no fault
     */
    void add(Wanted fault);

    /** Takes them all back. */
    void clear();

    /** Such as {@code timeout-after}. */
    record Kind(String name, String meaning) {}

    /**
     * A fault to come.
     *
     * @param function its name or ARN
     * @param match JSON text: top-level fields that the payload must have
     * @param error the error's name; empty for the endpoint's own
     */
    record Wanted(String function, String match, String kind, String error, int times, long delayMillis) {}

    /**
     * A fault that was asked for.
     *
     * @param used how often it was met
     */
    record Injected(Wanted wanted, int used) {}
}
