package dev.ordersaga.saga.place;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test the {@link Place} it runs in, and what can be seen there. A place is started once for all tests of the JVM. */
public final class InEveryPlace implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Place.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // The root store closes what it holds when the last test of the JVM has ended.
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(InEveryPlace.class))
                .computeIfAbsent(LocalAwsPlace.class, InEveryPlace::start, LocalAwsPlace.class);
    }

    private static LocalAwsPlace start(Class<LocalAwsPlace> type) {
        try {
            return LocalAwsPlace.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the place started", e);
        }
    }
}
