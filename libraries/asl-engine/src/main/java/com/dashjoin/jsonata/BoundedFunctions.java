package com.dashjoin.jsonata;

import com.dashjoin.jsonata.BoundedJsonata.BoundExceeded;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Jsonata.JFunction;
import dev.ordersaga.asl.expression.LimitedText;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The functions of the library that can make much out of little, with a look at what they are about to make. */
final class BoundedFunctions {

    /** How many characters one call may look at while it searches for a regular expression. */
    private static final int MAX_LOOKS = 50_000_000;

    private BoundedFunctions() {}

    static void bindIn(Frame functions) {
        replace(functions, "string", arguments -> {
            requireWithin(argument(arguments, 0));
            return JsonataText.of(argument(arguments, 0), Boolean.TRUE.equals(argument(arguments, 1)));
        });
        replace(functions, "pad", BoundedFunctions::padded);
        bounded(functions, "join", BoundedFunctions::joined);
        bounded(functions, "replace", BoundedFunctions::replaced);
        searching(functions, "contains");
        searching(functions, "split");
        searching(functions, "match");
        searching(functions, "replace");
        picture(functions);
    }

    /** A function that is asked for its size first. */
    private static void bounded(Frame functions, String name, ToLongFunction<List<?>> size) {
        wrap(functions, name, arguments -> {
            if (size.applyAsLong(arguments) > BoundedJsonata.MAX_BYTES) {
                throw BoundExceeded.memory();
            }
        });
    }

    /** A function that looks for a regular expression, which is tried within a bound first. */
    private static void searching(Frame functions, String name) {
        wrap(functions, name, arguments -> {
            if (argument(arguments, 1) instanceof Pattern pattern) {
                search(pattern, argument(arguments, 0));
            }
        });
    }

    /** "The picture string must contain a digit", which the library does not check. */
    private static void picture(Frame functions) {
        wrap(functions, "formatNumber", arguments -> {
            if (argument(arguments, 1) instanceof String picture
                    && argument(arguments, 2) == null
                    && picture.chars().noneMatch(c -> c == '#' || Character.isDigit(c))) {
                throw new JException(picture.isEmpty() ? "D3085" : "D3086", -1);
            }
        });
    }

    private static void wrap(Frame functions, String name, Consumer<List<?>> check) {
        JFunction original = named(functions, name);
        functions.bind(name, (Object) new Instead(original, arguments -> {
            check.accept(arguments);
            return original.call(null, arguments);
        }));
    }

    private static void replace(Frame functions, String name, Function<List<?>, Object> instead) {
        functions.bind(name, (Object) new Instead(named(functions, name), instead));
    }

    private static JFunction named(Frame functions, String name) {
        if (functions.lookup(name) instanceof JFunction function) {
            return function;
        }
        throw new IllegalStateException("JSONata has no function " + name);
    }

    /** In the place of a function of the library, with its name and its signature. */
    private static final class Instead extends JFunction {

        private final Function<List<?>, Object> body;

        Instead(JFunction original, Function<List<?>, Object> body) {
            super(original, null);
            this.body = body;
            this.functionName = original.functionName;
            this.signature = original.signature;
            this.method = original.method;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public Object call(Object input, List arguments) {
            return body.apply(arguments);
        }
    }

    private static Object argument(List<?> arguments, int index) {
        return arguments != null && index < arguments.size() ? arguments.get(index) : null;
    }

    /**
     * "Returns a copy of the string str with extra padding, if necessary, so that its total number of characters is at least the absolute
     * value of the width parameter": behind it, or before it where the width is negative.
     */
    private static Object padded(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof String text) || !(argument(arguments, 1) instanceof Number wanted)) {
            return null;
        }
        long width = Math.abs(wanted.longValue());
        long missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        if (width > BoundedJsonata.MAX_BYTES) {
            throw BoundExceeded.memory();
        }
        String with = argument(arguments, 2) instanceof String given && !given.isEmpty() ? given : " ";
        int[] characters = with.codePoints().toArray();
        StringBuilder padding = new StringBuilder();
        for (int i = 0; i < missing; i++) {
            padding.appendCodePoint(characters[i % characters.length]);
        }
        return wanted.longValue() < 0 ? padding + text : text + padding;
    }

    private static long joined(List<?> arguments) {
        Object texts = argument(arguments, 0);
        long separators = texts instanceof List<?> list ? list.size() : 0;
        return size(texts) + separators * size(argument(arguments, 1));
    }

    /** The longest text that replacing can give: every match gives the replacement, and each $ of it the match. */
    private static long replaced(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof String text)
                || !(argument(arguments, 2) instanceof String replacement)
                || (text.length() + 1L) * (replacement.length() + 1L) <= BoundedJsonata.MAX_BYTES) {
            return 0;
        }
        Object pattern = argument(arguments, 1);
        if (pattern instanceof Pattern expression) {
            long references = replacement.chars().filter(c -> c == '$').count();
            return text.length() * (references + 1) + (long) matches(expression, text) * replacement.length();
        }
        long occurrences = 0;
        if (pattern instanceof String literal && !literal.isEmpty()) {
            for (int at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length())) {
                occurrences++;
            }
        }
        return text.length() + occurrences * replacement.length();
    }

    /** Fails if the search takes too long. */
    static void search(Pattern pattern, Object text) {
        if (text instanceof String searched) {
            matches(pattern, searched);
        }
    }

    private static int matches(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(new LimitedText(
                text, MAX_LOOKS, () -> new BoundExceeded("Expression evaluation timeout: Check for infinite loop")));
        int matches = 0;
        try {
            while (matcher.find()) {
                matches++;
            }
        } catch (StackOverflowError e) {
            throw new BoundExceeded("Stack overflow error: Check for non-terminating recursive function."
                    + "  Consider rewriting as tail-recursive.");
        }
        return matches;
    }

    /** Fails if the values are larger than an expression may hold, however they share their parts. */
    static void requireWithin(Object... values) {
        long size = 0;
        for (Object value : values) {
            size += size(value);
        }
        if (size > BoundedJsonata.MAX_BYTES) {
            throw BoundExceeded.memory();
        }
    }

    /** The size of a value, or somewhat more than an expression may hold. */
    private static long size(Object value) {
        return new Measure().add(value).bytes;
    }

    private static final class Measure {

        private long bytes;

        Measure add(Object value) {
            if (value instanceof String text) {
                bytes += text.length();
            } else if (value instanceof Number) {
                bytes += 8;
            } else if (value instanceof List<?> list) {
                for (Object element : list) {
                    if (bytes > BoundedJsonata.MAX_BYTES) {
                        return this;
                    }
                    add(element);
                }
            } else if (value instanceof Map<?, ?> map) {
                for (Map.Entry<?, ?> member : map.entrySet()) {
                    if (bytes > BoundedJsonata.MAX_BYTES) {
                        return this;
                    }
                    bytes += String.valueOf(member.getKey()).length();
                    add(member.getValue());
                }
            } else {
                bytes++;
            }
            return this;
        }
    }
}
