package dev.ordersaga.linter.cost;

import dev.ordersaga.asl.DefinitionGraph;
import dev.ordersaga.asl.Retrier;
import dev.ordersaga.asl.StateNode;
import dev.ordersaga.asl.Transition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Goes through a definition as an execution does, given what happens on the way. A Choice of which nothing is said takes its Default, or
 * its last rule where the Default only leads back.
 */
final class Walk {

    private static final int MAX_VISITS = 10_000;

    private final DefinitionGraph definition;
    private final PathSpec spec;
    private final Map<String, Integer> entered = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    private Walk(DefinitionGraph definition, PathSpec spec) {
        this.definition = definition;
        this.spec = spec;
    }

    /**
     * The states that are visited, in order.
     *
     * @throws IllegalArgumentException where the way is none: an outcome that a state does not have, or that is never come to
     */
    static List<Visit> through(DefinitionGraph definition, PathSpec spec) {
        return new Walk(definition, spec).visits();
    }

    private List<Visit> visits() {
        List<Visit> visits = new ArrayList<>();
        StateNode state = definition.machine().start().orElseThrow(() -> wrong("there is no first state"));
        while (true) {
            if (state.isComposite()) {
                throw wrong(state.name() + " is a " + state.type() + ", of which only the worst case is known");
            }
            String outcome = outcome(state);
            boolean fails = state.isTask() && !outcome.isEmpty();
            visits.add(new Visit(state, fails ? outcome : Visit.SUCCESS, fails ? retries(state, outcome) : 0));
            if (visits.size() > MAX_VISITS) {
                throw wrong("it never ends");
            }
            if (state.ends() && !fails) {
                break;
            }
            state = next(state, outcome);
        }
        spec.outcomes().forEach((name, outcomes) -> {
            for (int i = 0; i < outcomes.size(); i++) {
                if (!used.contains(name + "/" + i)) {
                    throw wrong(name + " is never entered for its " + outcomes.get(i));
                }
            }
        });
        return visits;
    }

    private String outcome(StateNode state) {
        int time = entered.merge(state.name(), 1, Integer::sum) - 1;
        List<String> outcomes = spec.outcomes().getOrDefault(state.name(), List.of());
        used.add(state.name() + "/" + time);
        return time < outcomes.size() ? outcomes.get(time) : "";
    }

    private StateNode next(StateNode state, String outcome) {
        List<Transition> ways = state.transitions().stream()
                .filter(transition -> follows(transition, state, outcome))
                .toList();
        if (ways.isEmpty()) {
            throw wrong(state.name() + " has no way for " + (outcome.isEmpty() ? "success" : outcome));
        }
        Transition way = ways.get(0);
        if (way.kind() == Transition.Kind.DEFAULT && entered.containsKey(way.to())) {
            // A Default that leads back to the same Choice would never end.
            List<Transition> rules = state.transitions().stream()
                    .filter(transition -> transition.kind() == Transition.Kind.CHOICE)
                    .toList();
            way = rules.isEmpty() ? way : rules.get(rules.size() - 1);
        }
        String to = way.to();
        return definition.machine().state(to).orElseThrow(() -> wrong("there is no state " + to));
    }

    private static boolean follows(Transition transition, StateNode state, String outcome) {
        return switch (transition.kind()) {
            case NEXT -> outcome.isEmpty();
            case CHOICE -> transition.to().equals(outcome);
            case DEFAULT -> outcome.isEmpty() || transition.to().equals(outcome);
            case CATCH ->
                state.isTask()
                        && !outcome.isEmpty()
                        && transition.errors().stream().anyMatch(name -> matches(name, outcome));
        };
    }

    /** How often a state is tried again before the error gets out: the retrier that names it decides. */
    static long retries(StateNode state, String error) {
        for (Retrier retrier : state.retry()) {
            if (retrier.errorEquals().stream().anyMatch(name -> matches(name, error))) {
                return retrier.maxAttempts();
            }
        }
        return 0;
    }

    private static boolean matches(String name, String error) {
        return name.equals("States.ALL") || name.equals(error) || name.endsWith("." + error);
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("the way '" + spec.name() + "' through " + spec.saga() + ": " + what);
    }
}
