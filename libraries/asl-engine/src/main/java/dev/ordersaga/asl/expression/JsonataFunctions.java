package dev.ordersaga.asl.expression;

import com.dashjoin.jsonata.BoundedJsonata;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Utils;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The functions that Step Functions adds to JSONata, for what the intrinsic functions do in JSONPath. */
final class JsonataFunctions {

    /** The longest range that fits into what an expression may hold. */
    private static final int MAX_RANGE = 360_145;

    private JsonataFunctions() {}

    /** Also takes {@code $eval} away: "$eval is not available". */
    static void bindIn(Frame functions) {
        functions.bind("partition", new JFunction((input, args) -> partition(args), null));
        functions.bind("range", new JFunction((input, args) -> range(args), null));
        functions.bind("hash", new JFunction((input, args) -> hash(args), null));
        functions.bind("parse", new JFunction((input, args) -> parse(args), null));
        functions.bind("eval", (Object) null);
    }

    /** A function that draws from outside; null for any other name. */
    static @Nullable Object chance(String name, Randomness randomness) {
        return switch (name) {
            case "random" -> new JFunction((input, args) -> random(args, randomness), null);
            case "uuid" -> new JFunction((input, args) -> randomness.uuid(), null);
            default -> null;
        };
    }

    /** "$partition takes an array and a chunk size": {@code $partition([1,2,3], 2)} is {@code [[1,2],[3]]}. */
    private static @Nullable Object partition(List<?> args) {
        Object array = argument(args, 0);
        if (array == null) {
            return null;
        }
        List<?> elements = array instanceof List<?> list ? list : List.of(array);
        long size = Math.round(number(args, 1, "partition"));
        if (size < 1) {
            throw invalid("partition", 2);
        }
        List<Object> chunks = new ArrayList<>();
        for (int from = 0; from < elements.size(); from += (int) Math.min(size, elements.size())) {
            chunks.add(new ArrayList<>(elements.subList(from, (int) Math.min(elements.size(), from + size))));
        }
        return chunks;
    }

    /**
     * "$range(first, last, step)" with the last value included: {@code $range(1, 9, 2)} is {@code [1,3,5,7,9]}. Arguments lose their
     * fraction, and like every sequence a range of one is its one element.
     */
    private static @Nullable Object range(List<?> args) {
        long first = whole(args, 0);
        long last = whole(args, 1);
        long step = whole(args, 2);
        if (step == 0) {
            throw invalid("range", 3);
        }
        double elements = Math.floor(((double) last - first) / step) + 1;
        if (elements > MAX_RANGE) {
            throw BoundedJsonata.outOfMemory();
        }
        List<Object> values = Utils.createSequence();
        for (int i = 0; i < elements; i++) {
            values.add(plain(first + i * step));
        }
        return switch (values.size()) {
            case 0 -> null;
            case 1 -> values.get(0);
            default -> values;
        };
    }

    private static long whole(List<?> args, int index) {
        return (long) number(args, index, "range");
    }

    private static @Nullable Object hash(List<?> args) {
        Object data = argument(args, 0);
        if (data == null) {
            return null;
        }
        Object algorithm = argument(args, 1);
        if (!(data instanceof String text)) {
            throw invalid("hash", 1);
        }
        try {
            return Hashes.hex(text, String.valueOf(algorithm));
        } catch (IllegalArgumentException e) {
            throw invalid("hash", 2);
        }
    }

    /** "$parse deserializes JSON strings"; a text that is not JSON fails. */
    private static @Nullable Object parse(List<?> args) {
        Object text = argument(args, 0);
        if (text == null) {
            return null;
        }
        if (!(text instanceof String json)) {
            throw invalid("parse", 1);
        }
        try {
            JsonNode value = JsonText.parse(json);
            return JsonView.of(value, Jsonata.NULL_VALUE);
        } catch (JacksonException e) {
            throw new JException("D3120", -1, json);
        }
    }

    /** "$random takes an optional integer argument representing the seed": the same seed gives the same number. */
    @SuppressWarnings("DMI_RANDOM_USED_ONLY_ONCE")
    private static Object random(List<?> args, Randomness randomness) {
        if (args.isEmpty() || argument(args, 0) == null) {
            return randomness.number();
        }
        return new Random((long) number(args, 0, "random")).nextDouble();
    }

    private static @Nullable Object argument(List<?> args, int index) {
        return index < args.size() ? args.get(index) : null;
    }

    private static double number(List<?> args, int index, String function) {
        if (argument(args, index) instanceof Number number) {
            return number.doubleValue();
        }
        throw invalid(function, index + 1);
    }

    private static Object plain(long value) {
        return (int) value == value ? (Object) (int) value : (Object) value;
    }

    private static JException invalid(String function, int argument) {
        return new JException("T0410", -1, argument, function);
    }
}
