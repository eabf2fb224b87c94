package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.Catcher;
import dev.ordersaga.asl.JitterStrategy;
import dev.ordersaga.asl.Retrier;
import dev.ordersaga.asl.expression.EvaluationFailure;
import dev.ordersaga.asl.expression.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Retry and Catch: what follows from a state's failure. */
final class ErrorHandling {

    private final Interpreter interpreter;

    ErrorHandling(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** Tells of an expression that failed, in an event of its own where the service has one. */
    Outcome evaluationFailed(Branch branch, EvaluationFailure e, boolean begun) {
        String cause = "An error occurred while executing the state '" + branch.state.name()
                + "' (entered at the event id #" + branch.enteredEvent + "). " + e.cause();
        if (e.error().equals(EvaluationFailure.QUERY_EVALUATION_ERROR)) {
            interpreter.history().evaluationFailed(branch, e, cause);
        }
        return new Outcome.Failed(Failure.of(e.error(), cause), begun);
    }

    /** "When a state reports an error and there's a Retry, retriers are scanned in order", and then the catchers. */
    Outcome handle(Branch branch, Outcome.Failed failed) {
        Failure failure = failed.failure();
        List<Retrier> retriers = branch.state.retry();
        for (int i = 0; i < retriers.size(); i++) {
            Retrier retrier = retriers.get(i);
            if (retrier.matches(failure.matchedAs(), failure.terminal())) {
                if (branch.retries[i] < retrier.maxAttempts()) {
                    return retry(branch, retrier, branch.retries[i]++);
                }
                break;
            }
        }
        if (failed.begun()) {
            interpreter.history().failed(branch);
        }
        for (Catcher catcher : branch.state.catchers()) {
            if (catcher.matches(failure.matchedAs(), failure.terminal())) {
                return caught(branch, catcher, failure);
            }
        }
        return failed;
    }

    private Outcome retry(Branch branch, Retrier retrier, long attempt) {
        double seconds = retrier.delaySeconds(attempt);
        if (retrier.jitterStrategy() == JitterStrategy.FULL) {
            seconds *= interpreter.draws().chance();
        }
        branch.retryCount++;
        return interpreter.waitUntil(
                branch,
                interpreter.now().plus(Duration.ofMillis(Math.round(seconds * 1000))),
                new Alarms.Purpose.RetryDue(branch));
    }

    private Outcome caught(Branch branch, Catcher catcher, Failure failure) {
        ObjectNode errorOutput = JsonNodeFactory.instance.objectNode();
        errorOutput.put("Error", failure.error());
        errorOutput.put("Cause", failure.caughtCause());
        try {
            Scope scope = interpreter.scope(branch);
            Map<String, JsonNode> assigned = catcher.assign()
                    .evaluate(scope.withErrorOutput(errorOutput).withInput(catcher.assignInput(scope, errorOutput)));
            return new Outcome.Done(catcher.output(scope, errorOutput), assigned, Optional.of(catcher.next()));
        } catch (EvaluationFailure e) {
            return evaluationFailed(branch, e, false);
        }
    }
}
