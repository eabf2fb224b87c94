package dev.ordersaga.asl.expression;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A scope as JSONata sees it: {@code $states}, the variables, and chance. Made once for all expressions of a scope; what
 * none of them reads is not made at all.
 */
final class ScopeFrame extends Frame {

    private final Scope scope;
    private final StatesView states;

    /**
     * Before anything is looked up.
     *
     * @param functions what a name means that the scope does not know
     */
    ScopeFrame(Scope scope, Frame functions) {
        super(functions);
        this.scope = scope;
        this.states = new StatesView(scope);
    }

    @Override
    public @Nullable Object lookup(String name) {
        if (name.startsWith("__")) {
            return null; // the library's hooks, which nobody uses here
        }
        if (name.equals("states")) {
            return states;
        }
        JsonNode variable = scope.variables().get(name);
        if (variable != null) {
            return view(variable);
        }
        Object chance = JsonataFunctions.chance(name, scope.randomness());
        return chance == null ? super.lookup(name) : chance;
    }

    private static @Nullable Object view(JsonNode node) {
        return JsonView.of(node, Jsonata.NULL_VALUE);
    }

    /** "$states": input and context, and result or errorOutput where there is one. */
    private static final class StatesView extends AbstractMap<String, @Nullable Object> {

        private final Scope scope;

        StatesView(Scope scope) {
            this.scope = scope;
        }

        @Override
        public @Nullable Object get(@Nullable Object key) {
            JsonNode member = key instanceof String name ? scope.member(name) : null;
            return member == null ? null : view(member);
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return key instanceof String name && scope.member(name) != null;
        }

        @Override
        public Set<Entry<String, @Nullable Object>> entrySet() {
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            for (String name : Scope.MEMBERS) {
                JsonNode member = scope.member(name);
                if (member != null) {
                    all.put(name, view(member));
                }
            }
            return all.entrySet();
        }
    }
}
