package dev.ordersaga.saga.place;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What {@link RunsOn} says. A place is started for the first test that needs it, and ends with the last test of the JVM. */
final class PlaceExtension implements ExecutionCondition, ParameterResolver {

    private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(PlaceExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        PlaceKind kind = kind(context);
        Optional<String> why = kind.whyNotHere();
        if (why.isEmpty()) {
            return ConditionEvaluationResult.enabled("in " + kind);
        }
        // Maven says how many are skipped, and the reason only in its reports.
        context.getRoot()
                .getStore(STORE)
                .computeIfAbsent("skipped " + kind, key -> kind.saySkipped(why.get()), Boolean.class);
        return ConditionEvaluationResult.disabled("not in " + kind + ": " + why.get());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Place.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        PlaceKind kind = kind(context);
        if (kind.isKept() && ofTheFile(context).getExecutionMode() != ExecutionMode.SAME_THREAD) {
            throw new IllegalStateException(
                    "a class that uses a place which others use, too, runs beside none of them, so it says"
                            + " @Execution(SAME_THREAD): " + context.getRequiredTestClass());
        }
        // A store closes what it holds when its context ends: the root's, when the last test of the JVM has.
        ExtensionContext keeper = kind.isKept() ? context.getRoot() : ofTheClass(context);
        return keeper.getStore(STORE)
                .computeIfAbsent(kind, Attempt::toStart, Attempt.class)
                .place();
    }

    private static ExtensionContext ofTheClass(ExtensionContext context) {
        return context.getTestMethod().isPresent() ? context.getParent().orElse(context) : context;
    }

    /** The outermost class, which is the one that runs in one lane or the other. */
    private static ExtensionContext ofTheFile(ExtensionContext context) {
        ExtensionContext outermost = context;
        while (outermost.getParent().flatMap(ExtensionContext::getTestClass).isPresent()) {
            outermost = outermost.getParent().get();
        }
        return outermost;
    }

    private static PlaceKind kind(ExtensionContext context) {
        return context.getRequiredTestClass().getAnnotation(RunsOn.class).value();
    }

    /** A start, made once however it went: a place that does not start is told by each of its tests, and not tried again. */
    private record Attempt(
            PlaceKind kind,
            long begun,
            @Nullable Place started,
            @Nullable Throwable failure) implements AutoCloseable {

        static Attempt toStart(PlaceKind kind) {
            long begun = System.nanoTime();
            try {
                Place place = kind.start();
                kind.say("up after", begun);
                return new Attempt(kind, begun, place, null);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Attempt(kind, begun, null, e);
            } catch (RuntimeException | Error e) {
                return new Attempt(kind, begun, null, e);
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
                kind.say("taken down after", begun);
            }
        }
    }
}
