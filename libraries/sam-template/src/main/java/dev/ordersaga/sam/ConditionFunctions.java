package dev.ordersaga.sam;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The intrinsic functions that conditions and rules are made of. */
final class ConditionFunctions {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Intrinsics intrinsics;

    ConditionFunctions(Intrinsics intrinsics) {
        this.intrinsics = intrinsics;
    }

    Optional<JsonNode> equal(JsonNode argument, String place, String inside) {
        if (!intrinsics.takes(2, argument, place, "Fn::Equals takes [value, value]")) {
            return Optional.empty();
        }
        Optional<JsonNode> left = intrinsics.value(argument.path(0), inside + "/0");
        Optional<JsonNode> right = intrinsics.value(argument.path(1), inside + "/1");
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        boolean texts = left.get().isValueNode() && right.get().isValueNode();
        return Optional.of(JSON.booleanNode(
                texts
                        ? left.get().asString("").equals(right.get().asString(""))
                        : left.get().equals(right.get())));
    }

    Optional<JsonNode> combined(String name, JsonNode argument, String place, String inside) {
        boolean not = name.equals("Fn::Not");
        if (!argument.isArray() || (not ? argument.size() != 1 : argument.size() < 2 || argument.size() > 10)) {
            return intrinsics.refused(place, name + (not ? " takes [condition]" : " takes two to ten conditions"));
        }
        // Each is looked at: a problem in one is a problem whatever the others say.
        boolean decided = false;
        boolean known = true;
        for (int i = 0; i < argument.size(); i++) {
            Optional<Boolean> value = intrinsics.test(argument.get(i), inside + "/" + i);
            known &= value.isPresent();
            decided |= value.isPresent() && value.get() == !name.equals("Fn::And");
        }
        if (decided) {
            return Optional.of(JSON.booleanNode(name.equals("Fn::Or")));
        }
        return known ? Optional.of(JSON.booleanNode(!name.equals("Fn::Or"))) : Optional.empty();
    }

    /** "Rule-specific intrinsic functions": a list has a value, has each of a list's, has nothing but a value. */
    Optional<JsonNode> members(String name, JsonNode argument, String place, String inside) {
        if (!intrinsics.takes(2, argument, place, name + " takes two arguments")) {
            return Optional.empty();
        }
        Optional<JsonNode> first = intrinsics.value(argument.path(0), inside + "/0");
        Optional<JsonNode> second = intrinsics.value(argument.path(1), inside + "/1");
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        List<String> left = texts(first.get());
        List<String> right = texts(second.get());
        boolean result = switch (name) {
            case "Fn::Contains" -> left.containsAll(right);
            case "Fn::EachMemberIn" -> right.containsAll(left);
            default -> right.containsAll(left) && right.size() == 1;
        };
        return Optional.of(JSON.booleanNode(result));
    }

    private static List<String> texts(JsonNode node) {
        return node.isArray()
                ? node.valueStream().map(item -> item.asString("")).toList()
                : List.of(node.asString(""));
    }
}
