package dev.ordersaga.participant.json;

import dev.ordersaga.participant.json.ValueReader.Value;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a record is made of, looked up once. */
final class RecordShape {

    /** A name that the caller chose is shown only as far as it can be the name of a field. */
    private static final Pattern SHOWN = Pattern.compile("[A-Za-z][A-Za-z_]{0,63}");

    private final Class<?> type;
    private final Constructor<?> constructor;
    private final Map<String, Component> components = new LinkedHashMap<>();

    private record Component(ValueReader reader, boolean nullable) {}

    RecordShape(Class<?> type) {
        this.type = type;
        RecordComponent[] declared = type.getRecordComponents();
        try {
            constructor = type.getDeclaredConstructor(
                    Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has a canonical constructor", e);
        }
        // The records of payloads are the business of the packages that declare them.
        constructor.setAccessible(true);
        for (RecordComponent component : declared) {
            components.put(
                    component.getName(),
                    new Component(
                            ValueReader.of(component.getAnnotatedType()),
                            component.getAnnotatedType().isAnnotationPresent(Nullable.class)));
        }
    }

    Set<String> fields() {
        return Collections.unmodifiableSet(components.keySet());
    }

    /** Whether it is but a name and a rule for another value. */
    boolean isValue() {
        return components.size() == 1;
    }

    /** Reads the record from an object. */
    Object read(Value value) {
        if (!value.json().isObject()) {
            throw value.misfit("must be an object");
        }
        for (String name : value.json().propertyNames()) {
            if (!components.containsKey(name)) {
                throw unknownField(value.place(), name);
            }
        }
        @Nullable Object[] arguments = new @Nullable Object[components.size()];
        int i = 0;
        for (Map.Entry<String, Component> component : components.entrySet()) {
            arguments[i++] = argument(value, component.getKey(), component.getValue());
        }
        return construct(value.place(), arguments);
    }

    /** Reads the record from what its one component is read from. */
    Object readValue(Value value) {
        Component only = components.values().iterator().next();
        return construct(value.object(), only.reader().read(value));
    }

    static JsonMismatch unknownField(Place object, String name) {
        return new JsonMismatch(object.field(SHOWN.matcher(name).matches() ? name : "…"), "unknown field");
    }

    private static @Nullable Object argument(Value value, String name, Component component) {
        JsonNode json = value.json().get(name);
        Place place = value.place().field(name);
        if (json != null && !json.isNull()) {
            return component.reader().read(new Value(place, value.place(), name, json));
        }
        if (!component.nullable()) {
            throw new JsonMismatch(place, "missing");
        }
        return null;
    }

    private Object construct(Place place, @Nullable Object... arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            String why = e.getCause() instanceof IllegalArgumentException refused ? refused.getMessage() : null;
            throw new JsonMismatch(place, why == null ? "not acceptable" : why);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot construct " + type.getName(), e);
        }
    }
}
