package dev.ordersaga.participant.function;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.cloud.function.context.FunctionCatalog;
import org.springframework.cloud.function.context.FunctionProperties;
import org.springframework.cloud.function.context.FunctionRegistration;
import org.springframework.cloud.function.context.MessageRoutingCallback;
import org.springframework.cloud.function.context.config.RoutingFunction;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;

/**
 * The actions of one participant behind one function, {@code functionRouter}: the payload's flat field {@code action} names
 * which of them is meant, and only what is listed here can be meant. Nothing else in a payload chooses a function: a
 * routing header or a field that the adapter treats specially ({@code payload}, {@code headers}, {@code httpMethod}) is an
 * unknown field, and refused.
 *
 * <p>A second field of the envelope, {@code execution}, may say from which execution of the state machine a payload comes. It
 * goes into the log beside the saga's own id, and no action knows it: what an action does must not depend on it.
 *
 * <p>Payloads are strict: see {@link StrictPayload}. What an action throws reaches the caller as it is.
 */
public final class Actions implements MessageRoutingCallback {

    private static final ResolvableType BYTES_TO_BYTES =
            ResolvableType.forClassWithGenerics(Function.class, byte[].class, byte[].class);

    private final String correlation;
    private final Function<String, ? extends RuntimeException> unknownAction;
    private final Function<String, ? extends RuntimeException> invalidPayload;
    private final Map<String, Action<?, ?>> byName = new LinkedHashMap<>();

    /**
     * @param correlation the payload field that says in the log which saga a call belongs to
     * @param unknownAction makes the error for a payload that names none of the actions; gets its message
     * @param invalidPayload makes the error for a payload that is not of the action's form; gets its message, which names the
     *     field and never a value
     */
    public Actions(
            String correlation,
            Function<String, ? extends RuntimeException> unknownAction,
            Function<String, ? extends RuntimeException> invalidPayload) {
        this.correlation = correlation;
        this.unknownAction = unknownAction;
        this.invalidPayload = invalidPayload;
    }

    /**
     * Adds an action.
     *
     * @param request the record that the payload without its {@code action} and {@code execution} must fit exactly
     * @param handler gives the answer, which is written as JSON
     */
    public <I extends Record, O> Actions on(String name, Class<I> request, Function<I, O> handler) {
        if (byName.put(name, new Action<>(name, request, handler, correlation, invalidPayload)) != null) {
            throw new IllegalArgumentException("there are two actions " + name);
        }
        return this;
    }

    /** Loads what reading a payload of any of the actions needs, and calls none of them: for what is done before a first call. */
    public void rehearse() {
        byName.values().forEach(Action::rehearse);
    }

    /** Registers the actions and their router as functional beans. */
    public void register(GenericApplicationContext context) {
        byName.forEach((name, action) -> context.registerBean(
                name,
                FunctionRegistration.class,
                () -> new FunctionRegistration<>(action, name).type(BYTES_TO_BYTES.getType())));
        context.registerBean(
                RoutingFunction.FUNCTION_NAME,
                FunctionRegistration.class,
                () -> new FunctionRegistration<>(router(context), RoutingFunction.FUNCTION_NAME)
                        .type(ResolvableType.forClassWithGenerics(Function.class, Object.class, Object.class)
                                .getType()));
    }

    private RoutingFunction router(BeanFactory beans) {
        return new RoutingFunction(
                new LaterCatalog(beans), new FunctionProperties(), new BeanFactoryResolver(beans), this);
    }

    @Override
    public String routingResult(Message<?> message) {
        Object payload = message.getPayload();
        if (!(payload instanceof byte[] json)) {
            // The adapter has taken the payload out of a field of that name, so the caller sent one.
            throw invalidPayload.apply("/payload: unknown field");
        }
        named(json);
        return Objects.requireNonNull(StrictPayload.action(json));
    }

    /**
     * Answers a payload as the registered router does, for a caller in the same JVM that has no Spring: the same choice of an
     * action, the same strict reading, the same errors.
     *
     * @param json the payload, with its {@code action}
     * @return the answer as JSON
     */
    public byte[] answer(byte[] json) {
        return named(json).apply(json);
    }

    private Action<?, ?> named(byte[] json) {
        @Nullable String name = StrictPayload.action(json);
        @Nullable Action<?, ?> action = name == null ? null : byName.get(name);
        if (action == null) {
            throw unknownAction.apply("/action: must be one of " + String.join(", ", byName.keySet()));
        }
        action.refuseUnknownFields(json);
        return action;
    }

    /** The catalog, once it is there: it is built from the registrations, of which the router is one. */
    private record LaterCatalog(BeanFactory beans) implements FunctionCatalog {

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // the interface declares it so
        public <T> T lookup(Class<?> type, String functionDefinition, String... expectedOutputMimeTypes) {
            return beans.getBean(FunctionCatalog.class).lookup(type, functionDefinition, expectedOutputMimeTypes);
        }

        @Override
        public Set<String> getNames(Class<?> type) {
            return beans.getBean(FunctionCatalog.class).getNames(type);
        }
    }
}
