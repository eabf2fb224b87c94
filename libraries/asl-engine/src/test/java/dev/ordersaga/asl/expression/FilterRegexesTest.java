package dev.ordersaga.asl.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.jayway.jsonpath.JsonPathException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class FilterRegexesTest {

    @ParameterizedTest
    @ValueSource(strings = {"(.*a){25}", "(a|aa)+$"})
    void oneThatTakesTooLongFailsInsteadOfHoldingItsThread(String regex) {
        FilterRegexes regexes = FilterRegexes.of("$.list[?(@.a =~ /" + regex + "/i)]");

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> regexes.requireQuickOn(list("A".repeat(30_000) + "!")))
                        .isInstanceOf(JsonPathException.class)
                        .hasMessage("a regular expression takes too long"));
    }

    @Test
    void anOrdinaryOneIsTriedOnEveryText() {
        FilterRegexes.of("$.list[?(@.a =~ /[a-z]+\\/[0-9]*/ && @.a =~ /.*x.*/)]")
                .requireQuickOn(list("a/1"));
    }

    @Test
    void aPathWithALongTextIsRead() {
        String key = "k".repeat(50_000);

        assertThat(JsonPathExpression.parse("$.list[?(@.a == '" + key + "')]").source())
                .contains(key);
        assertThat(JsonPathExpression.parse("$['" + key + "\\'x']").source()).contains(key);
    }

    private static ObjectNode list(String text) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("list").addObject().put("a", text);
        return document;
    }
}
