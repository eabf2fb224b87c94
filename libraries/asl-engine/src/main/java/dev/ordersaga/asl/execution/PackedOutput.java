package dev.ordersaga.asl.execution;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Data as few bytes: whole numbers seven bits a byte, texts with their length, JSON with the type of each number, so that what is read
 * again is written out in the same words.
 */
final class PackedOutput {

    static final int ABSENT = 0;
    static final int NULL = 1;
    static final int FALSE = 2;
    static final int TRUE = 3;
    static final int INT = 4;
    static final int LONG = 5;
    static final int BIG_INTEGER = 6;
    static final int DOUBLE = 7;
    static final int FLOAT = 8;
    static final int BIG_DECIMAL = 9;
    static final int STRING = 10;
    static final int ARRAY = 11;
    static final int OBJECT = 12;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    byte[] bytes() {
        return out.toByteArray();
    }

    void number(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    void real(double value) {
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = 56; shift >= 0; shift -= 8) {
            out.write((int) (bits >>> shift));
        }
    }

    void text(String value) {
        // half a surrogate pair is legal in JSON, and no charset can hold it
        boolean wide = false;
        for (int i = 0; i < value.length() && !wide; i++) {
            wide = Character.isSurrogate(value.charAt(i));
        }
        if (wide) {
            number(((long) value.length() << 2) | 1);
            for (int i = 0; i < value.length(); i++) {
                out.write(value.charAt(i) >>> 8);
                out.write(value.charAt(i));
            }
            return;
        }
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        number((long) encoded.length << 1);
        out.write(encoded, 0, encoded.length);
    }

    void optional(@Nullable String value) {
        number(value == null ? 0 : 1);
        if (value != null) {
            text(value);
        }
    }

    void json(@Nullable JsonNode node) {
        if (node == null) {
            out.write(ABSENT);
        } else if (node.isObject()) {
            out.write(OBJECT);
            number(node.size());
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                text(member.getKey());
                json(member.getValue());
            }
        } else if (node.isArray()) {
            out.write(ARRAY);
            number(node.size());
            node.forEach(this::json);
        } else if (node.isString()) {
            out.write(STRING);
            text(node.stringValue());
        } else if (node.isNumber()) {
            jsonNumber(node);
        } else if (node.isBoolean()) {
            out.write(node.booleanValue() ? TRUE : FALSE);
        } else if (node.isNull()) {
            out.write(NULL);
        } else {
            throw new IllegalArgumentException("no JSON value: " + node.getNodeType());
        }
    }

    private void jsonNumber(JsonNode node) {
        switch (node.numberType()) {
            case INT -> {
                out.write(INT);
                signed(node.intValue());
            }
            case LONG -> {
                out.write(LONG);
                signed(node.longValue());
            }
            case BIG_INTEGER -> {
                out.write(BIG_INTEGER);
                text(node.bigIntegerValue().toString());
            }
            case DOUBLE -> {
                out.write(DOUBLE);
                real(node.doubleValue());
            }
            case FLOAT -> {
                out.write(FLOAT);
                number(Float.floatToRawIntBits(node.floatValue()) & 0xFFFF_FFFFL);
            }
            default -> {
                BigDecimal decimal = node.decimalValue();
                out.write(BIG_DECIMAL);
                text(decimal.unscaledValue().toString());
                signed(decimal.scale());
            }
        }
    }
}
