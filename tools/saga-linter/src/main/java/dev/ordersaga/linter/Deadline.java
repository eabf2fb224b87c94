package dev.ordersaga.linter;

import dev.ordersaga.asl.StateNode;
import dev.ordersaga.linter.graph.Durations;
import dev.ordersaga.linter.graph.Spans;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The worst case - every attempt until its time-out, every retry, every back-off - ends before the execution is ended from outside. */
final class Deadline implements Rule {

    /** "Maximum execution time: 1 year" of a Standard machine, five minutes of an Express one. */
    private static final double STANDARD = 365 * 86_400.0;

    private static final double EXPRESS = 300;

    @Override
    public String id() {
        return "deadline";
    }

    @Override
    public void check(LintedSaga saga, Findings found) {
        JsonNode own = saga.definition().json().path("TimeoutSeconds");
        double aws = saga.deployed().express() ? EXPRESS : STANDARD;
        double deadline = own.isNumber() ? Math.min(aws, own.doubleValue()) : aws;
        Durations durations = saga.durations();
        Map<String, StateNode> path = durations.worstPath(saga.definition().machine());
        double worst = durations.worst(saga.definition().machine());
        if (worst <= deadline) {
            return;
        }
        Optional<StateNode> longest = path.values().stream().max(Comparator.comparingDouble(durations::worst));
        found.error(
                this,
                "/TimeoutSeconds",
                "an execution is ended after " + Spans.text(deadline) + (own.isNumber() ? "" : " by AWS")
                        + ", half done, and its worst way takes " + Spans.text(worst)
                        + longest.map(state -> ", of which " + state.name() + " may take "
                                        + Spans.text(durations.worst(state)))
                                .orElse(""));
    }
}
