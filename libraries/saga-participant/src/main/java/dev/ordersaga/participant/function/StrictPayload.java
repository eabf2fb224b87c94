package dev.ordersaga.participant.function;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads a payload into a record, and refuses what does not fit exactly: a field that the record does not have, one that is
 * missing (or null, unless it is {@code @Nullable}), one of another type, one that occurs twice. The error names the place by
 * a JSON pointer, {@code /items/0/quantity: missing}, and never repeats a value, since a value may be a secret in the wrong
 * field. What a record's own constructor refuses by {@link IllegalArgumentException} is refused with that message.
 *
 * <p>The envelope, {@code action} and {@code execution}, is taken off before: no record has these.
 */
final class StrictPayload<T extends Record> {

    private static final String ACTION = "action";
    private static final String EXECUTION = "execution";
    private static final int LONGEST_EXECUTION = 80;
    private static final int LONGEST_NAME = 64;
    private static final byte[] EMPTY = {'{', '}'};

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private final Class<T> type;
    private final Function<String, ? extends RuntimeException> invalidPayload;

    /** @throws IllegalArgumentException if the record has a component of the envelope's */
    StrictPayload(Class<T> type, Function<String, ? extends RuntimeException> invalidPayload) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getName().equals(ACTION) || component.getName().equals(EXECUTION)) {
                throw new IllegalArgumentException(type.getName() + "." + component.getName()
                        + " could never be read: the field belongs to the envelope");
            }
        }
        this.type = type;
        this.invalidPayload = invalidPayload;
    }

    /** The payload's action, or null when there is none to be read. */
    static @Nullable String action(byte[] json) {
        return text(json, ACTION);
    }

    /** The name of the execution that the payload comes from, or null when it does not say so. */
    static @Nullable String execution(byte[] json) {
        String name = text(json, EXECUTION);
        return name == null || notAName(name) ? null : name;
    }

    /** A text at the payload's top level, or null when there is none to be read. */
    static @Nullable String text(byte[] json, String field) {
        try {
            JsonNode value = MAPPER.readTree(json).get(field);
            return value == null || !value.isString() ? null : value.stringValue();
        } catch (JacksonException e) {
            return null;
        }
    }

    static byte[] write(Object answer) {
        return MAPPER.writeValueAsBytes(answer);
    }

    void refuseUnknownFields(byte[] json) {
        unknownFields("", type, tree(json));
    }

    T read(byte[] json) {
        ObjectNode tree = tree(json);
        checkRecord("", type, tree);
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (ValueInstantiationException e) {
            String why = e.getCause() instanceof IllegalArgumentException refused ? refused.getMessage() : null;
            throw refused(pointer(e), why == null ? "not acceptable" : why);
        } catch (JacksonException e) {
            throw refused(pointer(e), "not of the expected type");
        }
    }

    /** Does all that {@link #read} does, up to the record, so that a first payload finds it done. */
    void rehearse() {
        unknownFields("", type, tree(EMPTY));
        MAPPER.readerFor(type);
    }

    private ObjectNode tree(byte[] json) {
        try {
            if (MAPPER.readTree(json) instanceof ObjectNode object) {
                object.remove(ACTION);
                JsonNode execution = object.remove(EXECUTION);
                if (execution != null
                        && !execution.isNull()
                        && (!execution.isString() || notAName(execution.stringValue()))) {
                    throw refused(
                            "/" + EXECUTION,
                            "must be the name of an execution, 1 to " + LONGEST_EXECUTION + " characters");
                }
                return object;
            }
        } catch (JacksonException e) {
            throw refused("", "not well-formed JSON, or a field occurs twice");
        }
        throw refused("", "must be a JSON object");
    }

    private static boolean notAName(String execution) {
        return execution.isEmpty() || execution.length() > LONGEST_EXECUTION;
    }

    private void checkRecord(String pointer, Class<?> record, JsonNode node) {
        if (!node.isObject()) {
            throw refused(pointer, "must be an object");
        }
        unknownFields(pointer, record, node);
        for (RecordComponent component : record.getRecordComponents()) {
            String at = pointer + "/" + component.getName();
            JsonNode value = node.get(component.getName());
            if (value != null && !value.isNull()) {
                check(at, component.getAnnotatedType(), value);
            } else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                throw refused(at, "missing");
            }
        }
    }

    private void check(String pointer, AnnotatedType annotated, JsonNode value) {
        if (annotated instanceof AnnotatedParameterizedType list
                && annotated.getType() instanceof ParameterizedType raw
                && raw.getRawType() == List.class) {
            if (!value.isArray()) {
                throw refused(pointer, "must be an array");
            }
            AnnotatedType element = list.getAnnotatedActualTypeArguments()[0];
            for (int i = 0; i < value.size(); i++) {
                JsonNode item = value.get(i);
                if (item == null || item.isNull()) {
                    throw refused(pointer + "/" + i, "missing");
                }
                check(pointer + "/" + i, element, item);
            }
        } else if (annotated.getType() instanceof Class<?> component && component.isRecord()) {
            checkRecord(pointer, component, value);
        }
    }

    private void unknownFields(String pointer, Class<?> record, JsonNode node) {
        Set<String> known = Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                // A name is the caller's text as well: shown only as far as it can be a name.
                String shown = name.length() > LONGEST_NAME || !name.matches("[A-Za-z][A-Za-z_]*") ? "…" : name;
                throw refused(pointer + "/" + shown, "unknown field");
            }
        }
    }

    private RuntimeException refused(String pointer, String why) {
        // The pointer to the whole document is empty.
        return invalidPayload.apply(pointer.isEmpty() ? why : pointer + ": " + why);
    }

    private static String pointer(JacksonException e) {
        return e.getPath().stream()
                .map(step -> "/" + (step.getPropertyName() == null ? step.getIndex() : step.getPropertyName()))
                .collect(Collectors.joining());
    }
}
