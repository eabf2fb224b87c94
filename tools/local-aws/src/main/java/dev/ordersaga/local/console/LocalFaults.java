package dev.ordersaga.local.console;

import dev.ordersaga.console.endpoint.EndpointRefused;
import dev.ordersaga.console.endpoint.InjectedFaults;
import dev.ordersaga.local.faults.FaultKind;
import dev.ordersaga.local.faults.Faults;
import dev.ordersaga.local.faults.FaultsService;
import dev.ordersaga.local.http.AwsJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** The faults of this process, as {@code /_local/faults} reads and checks them. */
final class LocalFaults implements InjectedFaults {

    private final Faults faults;

    LocalFaults(Faults faults) {
        this.faults = faults;
    }

    @Override
    public List<Kind> kinds() {
        return Arrays.stream(FaultKind.values())
                .map(kind -> new Kind(kind.text(), meaning(kind)))
                .toList();
    }

    @Override
    public List<Injected> list() {
        return faults.list().stream()
                .map(state -> new Injected(
                        new Wanted(
                                state.fault().function(),
                                AwsJson.text(state.fault().match()),
                                state.fault().kind().text(),
                                state.fault().error() == null
                                        ? ""
                                        : state.fault().error(),
                                state.fault().times(),
                                state.fault().delay().toMillis()),
                        state.used()))
                .toList();
    }

    @Override
    public void add(Wanted wanted) {
        ObjectNode json = AwsJson.MAPPER.createObjectNode();
        json.put("function", wanted.function());
        try {
            json.set("match", AwsJson.MAPPER.readTree(wanted.match().isBlank() ? "{}" : wanted.match()));
        } catch (JacksonException e) {
            throw new EndpointRefused("NotAFault", "match is not JSON: " + AwsJson.why(e));
        }
        json.put("kind", wanted.kind());
        if (!wanted.error().isBlank()) {
            json.put("error", wanted.error());
        }
        json.put("times", wanted.times());
        json.put("delayMillis", wanted.delayMillis());
        try {
            FaultsService.add(faults, AwsJson.text(json).getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new EndpointRefused("NotAFault", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void clear() {
        faults.clear();
    }

    private static String meaning(FaultKind kind) {
        return switch (kind) {
            case ERROR_BEFORE -> "fails before it has done anything";
            case ERROR_AFTER -> "does its work, then fails";
            case TIMEOUT_BEFORE -> "times out before it has done anything";
            case TIMEOUT_AFTER -> "does its work, its answer comes too late";
            case THROTTLE -> "is not run: too many requests";
            case CRASH_AFTER -> "does its work, and its process dies";
        };
    }
}
