package dev.ordersaga.asl.expression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What has been assigned so far. A branch reads the variables of the states around it and writes only its own: "states
 * in an inner scope can read variables of outer scopes".
 */
public final class Variables {

    /** No variable at all. */
    public static final Variables NONE = new Variables(Map.of(), null);

    private final Map<String, JsonNode> own;
    private final @Nullable Variables outer;

    private Variables(Map<String, JsonNode> own, @Nullable Variables outer) {
        this.own = own;
        this.outer = outer;
    }

    /** The same variables and, hiding older values, these. */
    public Variables assign(Map<String, JsonNode> values) {
        if (values.isEmpty()) {
            return this;
        }
        Map<String, JsonNode> merged = new LinkedHashMap<>(own);
        merged.putAll(values);
        return new Variables(Collections.unmodifiableMap(merged), outer);
    }

    /** An inner scope that can read these. */
    public Variables inner() {
        return own.isEmpty() && outer == null ? NONE : new Variables(Map.of(), this);
    }

    public Optional<JsonNode> find(String name) {
        return Optional.ofNullable(get(name));
    }

    /** The value; null where there is none of that name. */
    @Nullable
    JsonNode get(String name) {
        JsonNode value = own.get(name);
        return value == null && outer != null ? outer.get(name) : value;
    }

    /** How many characters these and the outer ones take as JSON. */
    public long length() {
        long length = outer == null ? 0 : outer.length();
        for (JsonNode value : own.values()) {
            length += value.toString().length();
        }
        return length;
    }

    /** All that can be read here, inner values hiding outer ones. */
    public Map<String, JsonNode> all() {
        if (outer == null) {
            return own;
        }
        Map<String, JsonNode> all = new LinkedHashMap<>(outer.all());
        all.putAll(own);
        return all;
    }
}
