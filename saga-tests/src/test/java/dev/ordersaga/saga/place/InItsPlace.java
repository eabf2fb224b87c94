package dev.ordersaga.saga.place;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link In} says. A place is started for the first test that needs it, and ends with the last test of the JVM. */
final class InItsPlace implements ExecutionCondition, ParameterResolver {

    private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(InItsPlace.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Lane lane = lane(context);
        Optional<String> why = lane.whyNotHere();
        if (why.isEmpty()) {
            return ConditionEvaluationResult.enabled("in " + lane);
        }
        // Maven says how many are skipped, and the reason only in its reports.
        context.getRoot()
                .getStore(STORE)
                .computeIfAbsent("skipped " + lane, key -> lane.saySkipped(why.get()), Boolean.class);
        return ConditionEvaluationResult.disabled("not in " + lane + ": " + why.get());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Place.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // The root store closes what it holds when the last test of the JVM has ended.
        return context.getRoot()
                .getStore(STORE)
                .computeIfAbsent(lane(context), Attempt::toStart, Attempt.class)
                .place();
    }

    private static Lane lane(ExtensionContext context) {
        return context.getRequiredTestClass().getAnnotation(In.class).value();
    }

    /** A start, made once however it went: a place that does not start is told by each of its tests, and not tried again. */
    private record Attempt(
            Lane lane,
            long begun,
            @Nullable Place started,
            @Nullable Throwable failure) implements AutoCloseable {

        static Attempt toStart(Lane lane) {
            long begun = System.nanoTime();
            try {
                Place place = lane.start();
                lane.say("up after", begun);
                return new Attempt(lane, begun, place, null);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Attempt(lane, begun, null, e);
            } catch (RuntimeException | Error e) {
                return new Attempt(lane, begun, null, e);
            }
        }

        Place place() {
            if (started == null) {
                throw new IllegalStateException("the place did not start", failure);
            }
            return started;
        }

        @Override
        public void close() {
            if (started != null) {
                started.close();
                lane.say("taken down after", begun);
            }
        }
    }
}
