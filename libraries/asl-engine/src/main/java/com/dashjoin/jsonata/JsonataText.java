package com.dashjoin.jsonata;

import com.dashjoin.jsonata.Parser.Symbol;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What {@code $string} makes of a value: "strings are unchanged, functions are converted to an empty string, ... all other values are
 * converted to a JSON string using the JSON.stringify function", numbers with fifteen digits.
 */
final class JsonataText {

    private static final MathContext DIGITS = new MathContext(15);

    private final StringBuilder text = new StringBuilder();
    private final boolean pretty;

    private JsonataText(boolean pretty) {
        this.pretty = pretty;
    }

    /** The value as text; null for undefined. */
    static String of(Object value, boolean pretty) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        Object unwrapped = value instanceof Utils.JList<?> list && list.outerWrapper ? list.get(0) : value;
        JsonataText json = new JsonataText(pretty);
        json.append(unwrapped, 0);
        return json.text.toString();
    }

    private void append(Object value, int level) {
        if (value == null || value == Jsonata.NULL_VALUE) {
            text.append("null");
        } else if (Utils.isFunction(value) || value instanceof Symbol) {
            text.append(level == 0 ? "" : "\"\"");
        } else if (value instanceof String string) {
            quote(string);
        } else if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
            number(((Number) value).doubleValue());
        } else if (value instanceof Map<?, ?> map) {
            object(map, level);
        } else if (value instanceof List<?> list) {
            array(list, level);
        } else {
            text.append(value);
        }
    }

    private void number(double value) {
        if (!Double.isFinite(value)) {
            throw new JException("D3001", -1);
        }
        text.append(number(new BigDecimal(Double.toString(value))
                .round(value == Math.rint(value) ? MathContext.UNLIMITED : DIGITS)));
    }

    /** As JavaScript writes numbers: with an exponent from 1e21 on and below 1e-6. */
    private static String number(BigDecimal value) {
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal digits = value.stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -6 && exponent < 21) {
            return digits.toPlainString();
        }
        BigDecimal mantissa = digits.movePointLeft(exponent);
        return mantissa.toPlainString() + (exponent < 0 ? "e-" : "e+") + Math.abs(exponent);
    }

    private void object(Map<?, ?> map, int level) {
        text.append('{');
        Iterator<? extends Map.Entry<?, ?>> members = map.entrySet().iterator();
        boolean any = members.hasNext();
        while (members.hasNext()) {
            Map.Entry<?, ?> member = members.next();
            line(level + 1);
            quote(String.valueOf(member.getKey()));
            text.append(pretty ? ": " : ":");
            append(member.getValue(), level + 1);
            text.append(members.hasNext() ? "," : "");
        }
        close(any, level, '}');
    }

    private void array(List<?> list, int level) {
        text.append('[');
        Iterator<?> elements = list.iterator();
        boolean any = elements.hasNext();
        while (elements.hasNext()) {
            line(level + 1);
            append(elements.next(), level + 1);
            text.append(elements.hasNext() ? "," : "");
        }
        close(any, level, ']');
    }

    private void close(boolean any, int level, char bracket) {
        if (any) {
            line(level);
        }
        text.append(bracket);
    }

    private void line(int level) {
        if (pretty) {
            text.append('\n').append("  ".repeat(level));
        }
    }

    private void quote(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        text.append('"');
    }
}
