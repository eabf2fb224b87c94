package dev.ordersaga.participant.json;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Reads the values of one type. */
@FunctionalInterface
interface ValueReader {

    /**
     * Reads a value.
     *
     * @throws JsonMismatch if it is of another type, or its own constructor refuses it
     */
    Object read(Value value);

    /**
     * A value and where it stands.
     *
     * @param object the place of the object that it is a field of, or is in an array of
     * @param field the name of that field
     */
    record Value(Place place, Place object, String field, JsonNode json) {

        JsonMismatch misfit(String why) {
            return new JsonMismatch(place, why);
        }

        JsonMismatch ofAnotherType() {
            return misfit("not of the expected type");
        }

        /** For a refusal that names its field in words. */
        JsonMismatch misfitOfObject(String why) {
            return new JsonMismatch(object, why);
        }
    }

    static ValueReader of(AnnotatedType annotated) {
        if (annotated instanceof AnnotatedParameterizedType list
                && annotated.getType() instanceof ParameterizedType raw
                && raw.getRawType() == List.class) {
            return list(of(list.getAnnotatedActualTypeArguments()[0]));
        }
        if (annotated.getType() instanceof Class<?> type) {
            return of(type);
        }
        throw new IllegalArgumentException("cannot be read from JSON: " + annotated);
    }

    private static ValueReader of(Class<?> type) {
        if (type == String.class) {
            return ValueReader::text;
        }
        if (type == int.class) {
            return value -> integral(value, JsonNode::canConvertToInt, JsonNode::intValue);
        }
        if (type == long.class) {
            return value -> integral(value, JsonNode::canConvertToLong, JsonNode::longValue);
        }
        if (type == boolean.class) {
            return ValueReader::truth;
        }
        if (type == Instant.class) {
            return ValueReader::instant;
        }
        if (type.isEnum()) {
            return constant(type);
        }
        if (type.isRecord()) {
            RecordShape shape = new RecordShape(type);
            return shape.isValue() ? shape::readValue : shape::read;
        }
        throw new IllegalArgumentException("cannot be read from JSON: " + type.getName());
    }

    private static String text(Value value) {
        if (!value.json().isString()) {
            throw value.ofAnotherType();
        }
        return value.json().stringValue();
    }

    private static Object integral(Value value, Function<JsonNode, Boolean> fits, Function<JsonNode, Object> number) {
        if (!value.json().isIntegralNumber() || !fits.apply(value.json())) {
            throw value.ofAnotherType();
        }
        return number.apply(value.json());
    }

    private static Boolean truth(Value value) {
        if (!value.json().isBoolean()) {
            throw value.ofAnotherType();
        }
        return value.json().booleanValue();
    }

    private static Instant instant(Value value) {
        try {
            return Instant.parse(text(value));
        } catch (DateTimeParseException e) {
            throw value.misfitOfObject(value.field() + " must be an instant such as 2026-01-31T12:00:00Z");
        }
    }

    private static ValueReader constant(Class<?> type) {
        Map<String, Object> constants = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toUnmodifiableMap(constant -> ((Enum<?>) constant).name(), Function.identity()));
        return value -> {
            Object constant = constants.get(text(value));
            if (constant == null) {
                throw value.ofAnotherType();
            }
            return constant;
        };
    }

    private static ValueReader list(ValueReader element) {
        return value -> {
            if (!value.json().isArray()) {
                throw value.misfit("must be an array");
            }
            List<Object> read = new ArrayList<>(value.json().size());
            for (JsonNode item : value.json()) {
                Value at = new Value(value.place().element(read.size()), value.object(), value.field(), item);
                if (item.isNull()) {
                    throw at.misfit("missing");
                }
                read.add(element.read(at));
            }
            return List.copyOf(read);
        };
    }
}
