package dev.ordersaga.asl.expression;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An expression that only names a variable and members of members, such as {@code $order.total.amount}: most are, and they
 * need no interpreter. Where the way leads through anything but objects, or nowhere, the interpreter is asked, which
 * knows what JSONata makes of it.
 */
final class PlainPath {

    private static final Pattern PATH = Pattern.compile("\\$([A-Za-z]\\w*)((?:\\.[A-Za-z_]\\w*)*)");
    private static final Set<String> WORDS = Set.of("and", "or", "in", "null", "true", "false", "function");

    private final String variable;
    private final String[] members;

    private PlainPath(String variable, String[] members) {
        this.variable = variable;
        this.members = members;
    }

    /** Reads an expression; empty where it is more than a path. */
    static Optional<PlainPath> of(String source) {
        var matcher = PATH.matcher(source);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String[] members = matcher.group(2).isEmpty()
                ? new String[0]
                : matcher.group(2).substring(1).split("\\.");
        List<String> names = Arrays.asList(members);
        return names.stream().anyMatch(WORDS::contains) || (matcher.group(1).equals("states") && members.length == 0)
                ? Optional.empty()
                : Optional.of(new PlainPath(matcher.group(1), members));
    }

    /** The value; null where the interpreter must say. */
    @Nullable
    JsonNode find(Scope scope) {
        int at = 0;
        JsonNode node = variable.equals("states")
                ? scope.member(members[at++])
                : scope.variables().get(variable);
        while (at < members.length && node != null && node.isObject()) {
            node = node.get(members[at++]);
        }
        return node == null || at < members.length || node.isNull() || (node.isNumber() && !node.isIntegralNumber())
                ? null
                : node;
    }
}
