package dev.ordersaga.local.sam;

import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a template's parameter demands of its value: Type Number, AllowedValues, MinValue, MaxValue; the other rules are not looked at. */
final class ParameterRules {

    private ParameterRules() {}

    /** What is wrong with a value, in words; empty where nothing is. */
    static Optional<String> problemOf(String value, JsonNode declared) {
        JsonNode allowed = declared.path("AllowedValues");
        if (allowed.isArray()
                && allowed.valueStream().noneMatch(one -> one.asString().equals(value))) {
            return Optional.of("'" + value + "' is not among its AllowedValues");
        }
        if (!declared.path("Type").asString("").equals("Number")) {
            return Optional.empty();
        }
        BigDecimal number;
        try {
            number = new BigDecimal(value.strip());
        } catch (NumberFormatException e) {
            return Optional.of("'" + value + "' is no number");
        }
        if (bound(declared, "MinValue")
                .filter(least -> number.compareTo(least) < 0)
                .isPresent()) {
            return Optional.of(value + " is less than its MinValue, "
                    + declared.path("MinValue").asString());
        }
        if (bound(declared, "MaxValue")
                .filter(most -> number.compareTo(most) > 0)
                .isPresent()) {
            return Optional.of(value + " is more than its MaxValue, "
                    + declared.path("MaxValue").asString());
        }
        return Optional.empty();
    }

    private static Optional<BigDecimal> bound(JsonNode declared, String name) {
        try {
            return declared.has(name)
                    ? Optional.of(new BigDecimal(declared.path(name).asString()))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty(); // cfn-lint's to say
        }
    }
}
