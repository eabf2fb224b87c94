package dev.ordersaga.asl.execution;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads what {@link PackedOutput} has written. */
final class PackedInput {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ByteBuffer in;

    PackedInput(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    long number() {
        long value = 0;
        int shift = 0;
        while (true) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
            shift += 7;
        }
    }

    /** A number of things that each take a byte at least. */
    boolean hasMore() {
        return in.hasRemaining();
    }

    int count() {
        long count = number();
        if (count < 0 || count > in.remaining()) {
            throw new IllegalArgumentException(count + " things cannot be in " + in.remaining() + " bytes");
        }
        return (int) count;
    }

    long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    double real() {
        return in.getDouble();
    }

    String text() {
        long header = number();
        long length = header >>> 1;
        if (length > in.remaining()) {
            throw new IllegalArgumentException("a text of " + length + " bytes cannot be in " + in.remaining());
        }
        if ((header & 1) == 0) {
            byte[] encoded = new byte[(int) length];
            in.get(encoded);
            return new String(encoded, StandardCharsets.UTF_8);
        }
        char[] wide = new char[(int) length / 2];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = in.getChar();
        }
        return new String(wide);
    }

    @Nullable
    String optional() {
        return number() == 0 ? null : text();
    }

    /** A JSON value that must be there. */
    JsonNode json() {
        JsonNode read = optionalJson();
        if (read == null) {
            throw new IllegalArgumentException("a JSON value is missing");
        }
        return read;
    }

    @Nullable
    JsonNode optionalJson() {
        int type = in.get();
        return switch (type) {
            case PackedOutput.ABSENT -> null;
            case PackedOutput.NULL -> JSON.nullNode();
            case PackedOutput.FALSE -> JSON.booleanNode(false);
            case PackedOutput.TRUE -> JSON.booleanNode(true);
            case PackedOutput.INT -> JSON.numberNode((int) signed());
            case PackedOutput.LONG -> JSON.numberNode(signed());
            case PackedOutput.BIG_INTEGER -> JSON.numberNode(new BigInteger(text()));
            case PackedOutput.DOUBLE -> JSON.numberNode(real());
            case PackedOutput.FLOAT -> JSON.numberNode(Float.intBitsToFloat((int) number()));
            case PackedOutput.BIG_DECIMAL -> JSON.numberNode(new BigDecimal(new BigInteger(text()), (int) signed()));
            case PackedOutput.STRING -> JSON.stringNode(text());
            case PackedOutput.ARRAY -> array();
            case PackedOutput.OBJECT -> object();
            default -> throw new IllegalArgumentException("no JSON value has the type " + type);
        };
    }

    private ArrayNode array() {
        ArrayNode array = JSON.arrayNode();
        int size = count();
        for (int i = 0; i < size; i++) {
            array.add(json());
        }
        return array;
    }

    private ObjectNode object() {
        ObjectNode object = JSON.objectNode();
        int size = count();
        for (int i = 0; i < size; i++) {
            object.set(text(), json());
        }
        return object;
    }
}
