package dev.ordersaga.sam;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Finds what stands in a template under a name that nobody reads, and what is of another kind than its name asks for. */
final class ShapeCheck {

    private static final Set<String> OF_DOCUMENTS = Set.of("Version", "Id", "Statement");
    private static final Set<String> OF_STATEMENTS = Set.of(
            "Sid",
            "Effect",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Principal",
            "NotPrincipal",
            "Condition");

    private final Problems problems;

    ShapeCheck(Problems problems) {
        this.problems = problems;
    }

    /** Compares what stands at a place with its shape; a value that an intrinsic function gives is not known yet and fits. */
    void check(JsonNode node, JsonNode shape, String place) {
        if (shape.isBoolean() || shape.isMissingNode()) {
            return;
        }
        if (node.isNull()) {
            problems.add(place, "is null, which CloudFormation does not take");
        } else if (Intrinsics.isCall(node)) {
            branches(node).forEach((at, branch) -> check(branch, shape, place + at));
        } else {
            fitting(node, shape)
                    .ifPresentOrElse(one -> inside(node, one, place), () -> problems.add(place, mustBe(shape)));
        }
    }

    private void inside(JsonNode node, JsonNode shape, String place) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                check(node.get(i), shape.get(0), place + "/" + i);
            }
        }
        if (!node.isObject()) {
            return;
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String at = Pointer.of(place, field.getKey());
            JsonNode known = shape.has(field.getKey()) ? shape.get(field.getKey()) : shape.path("*");
            if (known.isMissingNode()) {
                problems.add(at, "is not known here");
            } else {
                check(field.getValue(), known, at);
            }
        }
    }

    private static Optional<JsonNode> fitting(JsonNode node, JsonNode shape) {
        return alternatives(shape).stream()
                .filter(one -> node.isArray() ? one.isArray() : node.isObject() ? one.isObject() : one.isString())
                .findFirst();
    }

    private static List<JsonNode> alternatives(JsonNode shape) {
        List<JsonNode> all = new ArrayList<>();
        if (shape.path("|").isArray()) {
            shape.get("|").forEach(all::add);
        } else {
            all.add(shape);
        }
        return all;
    }

    private static String mustBe(JsonNode shape) {
        List<String> kinds = alternatives(shape).stream()
                .map(one -> one.isArray() ? "a list" : one.isObject() ? "a mapping" : "a text or a number")
                .toList();
        return "must be " + String.join(" or ", kinds);
    }

    /** What Fn::If may give, by its place below the call. */
    private static Map<String, JsonNode> branches(JsonNode call) {
        JsonNode arguments = call.path("Fn::If");
        Map<String, JsonNode> branches = new LinkedHashMap<>();
        for (int i = 1; i < arguments.size(); i++) {
            branches.put("/Fn::If/" + i, arguments.get(i));
        }
        return branches;
    }

    /**
     * Looks at the policies of a function or a state machine: names of managed policies, policies, and SAM's policy templates with their
     * parameters, one or a list of them.
     */
    void policies(JsonNode node, String place) {
        if (Intrinsics.isCall(node)) {
            branches(node).forEach((at, branch) -> policies(branch, place + at));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                policies(node.get(i), place + "/" + i);
            }
        } else if (node.isObject() && node.has("Statement")) {
            document(node, place);
        } else if (node.isObject() && node.size() == 1) {
            String name = node.propertyNames().iterator().next();
            template(name, node.get(name), Pointer.of(place, name));
        } else if (node.isObject()) {
            problems.add(place, "is neither a policy, which has a Statement, nor one policy template");
        } else if (!node.isString() && !node.isMissingNode()) {
            problems.add(place, "must be the name of a policy, a policy or a policy template");
        }
    }

    private void document(JsonNode policy, String place) {
        problems.requireKnown(policy, place, OF_DOCUMENTS);
        JsonNode statement = policy.get("Statement");
        for (int i = 0; i < Math.max(1, statement.size()); i++) {
            JsonNode one = statement.isArray() ? statement.path(i) : statement;
            if (!Intrinsics.isCall(one)) {
                problems.requireKnown(one, place + "/Statement" + (statement.isArray() ? "/" + i : ""), OF_STATEMENTS);
            }
            if (!statement.isArray()) {
                return;
            }
        }
    }

    private void template(String name, JsonNode given, String place) {
        PropertyShapes.ofPolicyTemplate(name)
                .ifPresentOrElse(
                        parameters -> {
                            if (!given.isObject() || Intrinsics.isCall(given)) {
                                problems.add(place, "must be a mapping");
                                return;
                            }
                            problems.requireKnown(given, place, parameters);
                            parameters.stream()
                                    .filter(parameter -> !given.has(parameter))
                                    .forEach(parameter -> problems.add(place, parameter + " is missing"));
                        },
                        () -> problems.add(place, "SAM has no policy template " + name));
    }
}
