package dev.ordersaga.participant.function;

import dev.ordersaga.participant.function.Invocation.NotAnObject;
import dev.ordersaga.participant.json.JsonMismatch;
import dev.ordersaga.participant.json.MalformedJson;
import dev.ordersaga.participant.json.RecordReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The actions of one participant behind one function: the payload's flat field {@code action} names which of them is meant, and
 * only what is listed here can be meant. A second field of the envelope, {@code execution}, may say from which execution of the
 * state machine a payload comes. It goes into the log beside the saga's own id, and no action knows it: what an action does must
 * not depend on it.
 *
 * <p>A payload is parsed once ({@link Invocation}) and must fit the action's record exactly (see {@link RecordReader}). What an
 * action throws reaches the caller as it is. Safe for use by many threads once every action is added.
 */
public final class Actions {

    private final String correlation;
    private final Function<String, ? extends RuntimeException> unknownAction;
    private final Function<String, ? extends RuntimeException> invalidPayload;
    private final Map<String, Action<?, ?, ?>> byName = new LinkedHashMap<>();
    private final Set<String> fields = new HashSet<>();
    private final List<Runnable> rehearsals = new ArrayList<>();

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
        return on(name, request, Function.identity(), handler);
    }

    /**
     * Adds an action whose payload stands for something of the domain.
     *
     * @param request the record that the payload without its {@code action} and {@code execution} must fit exactly
     * @param toCommand makes of it what the handler takes; what it refuses by {@link IllegalArgumentException} is an invalid payload
     * @param handler gives the answer, which is written as JSON
     */
    public <I extends Record, C, O> Actions on(
            String name, Class<I> request, Function<I, C> toCommand, Function<C, O> handler) {
        Action<I, C, O> action = new Action<>(name, request, toCommand, handler, correlation, invalidPayload);
        if (byName.put(name, action) != null) {
            throw new IllegalArgumentException("there are two actions " + name);
        }
        fields.addAll(action.fields());
        return this;
    }

    /** Adds what is done before a first call where there is time for it, see {@link #rehearse}; it must leave nothing behind. */
    public Actions rehearsing(Runnable rehearsal) {
        rehearsals.add(rehearsal);
        return this;
    }

    /** What loads what a first call needs, and calls no action: reading a payload, then all that was added. */
    List<Runnable> rehearsals() {
        List<Runnable> all = new ArrayList<>(rehearsals);
        all.add(0, this::rehearse);
        return all;
    }

    /** Loads what reading a payload of any of the actions needs, and calls none of them: for what is done before a first call. */
    public void rehearse() {
        Invocation.of("{\"action\":null}".getBytes(StandardCharsets.UTF_8));
    }

    /** Registers the actions as the function of this context, for a main class that sets up everything else by itself. */
    public void register(GenericApplicationContext context) {
        ParticipantFunction.register(context, this);
    }

    /**
     * Answers a payload.
     *
     * @param payload JSON, with its {@code action}
     * @return the answer as JSON
     */
    public byte[] answer(byte[] payload) {
        Invocation invocation = invocation(payload);
        @Nullable Action<?, ?, ?> action = invocation.action() == null ? null : byName.get(invocation.action());
        refuseUnknownFields(invocation, action == null ? fields : action.fields());
        if (action == null) {
            throw noneOfTheActions();
        }
        return action.answer(invocation);
    }

    private Invocation invocation(byte[] payload) {
        try {
            return Invocation.of(payload);
        } catch (MalformedJson e) {
            // A field that is there twice has no one value: such a payload names no action.
            throw e.reason() == MalformedJson.Reason.FIELD_TWICE
                    ? noneOfTheActions()
                    : invalidPayload.apply(String.valueOf(e.getMessage()));
        } catch (NotAnObject e) {
            throw noneOfTheActions();
        } catch (JsonMismatch e) {
            throw invalidPayload.apply(String.valueOf(e.getMessage()));
        }
    }

    /** A field that no action has is the payload's fault whatever action it names: {@code payload}, {@code headers}, … of others. */
    private void refuseUnknownFields(Invocation invocation, Set<String> known) {
        for (String name : invocation.body().propertyNames()) {
            if (!known.contains(name)) {
                throw invalidPayload.apply(
                        String.valueOf(RecordReader.unknownField(name).getMessage()));
            }
        }
    }

    private RuntimeException noneOfTheActions() {
        return unknownAction.apply("/action: must be one of " + String.join(", ", byName.keySet()));
    }
}
