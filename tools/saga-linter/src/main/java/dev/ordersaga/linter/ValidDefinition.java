package dev.ordersaga.linter;

import dev.ordersaga.asl.Problem;
import dev.ordersaga.asl.ProblemCode;
import java.util.List;

/** What the Amazon States Language says itself: fields, types, ranges, names, ways that lead somewhere, an end that can be reached. */
final class ValidDefinition implements Rule {

    @Override
    public String id() {
        return "definition";
    }

    @Override
    public void check(LintedSaga saga, Findings found) {
        report(saga.problems(), found);
    }

    /** What the engine cannot run is not wrong. */
    static void report(List<Problem> problems, Findings found) {
        for (Problem problem : problems) {
            if (problem.code() != ProblemCode.NOT_SUPPORTED) {
                found.error(Rules.DEFINITION, problem.pointer(), problem.message());
            }
        }
    }
}
