package dev.ordersaga.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.local.stepfunctions.Definitions.Diagnostic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionWarningsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'Type': 'Pass', 'Parameters': {'a': {'b': '$.b'}}, 'End': true} | NO_DOLLAR | /States/A/Parameters/a
            {'Type': 'Pass', 'Parameters': {'l': [{'b': 'States.UUID()'}]}, 'End': true} | NO_DOLLAR | /States/A/Parameters/l[0]
            {'Type': 'Pass', 'Assign': {'b': '$$.Execution.Id'}, 'End': true} | NO_DOLLAR | /States/A/Assign
            {'Type': 'Pass', 'Result': {'a': ['$.b']}, 'End': true} | PASS_RESULT_IS_STATIC | /States/A/Result
            {'Type': 'Fail', 'Error': '$.error'} | NO_PATH | /States/A/Error
            {'Type': 'Choice', 'Choices': [{'Not': {'Variable': '$.a', 'StringEquals': '$.b'}, 'Next': 'A'}], 'Default': 'Z'} | NO_PATH | /States/A/Choices[0]/Not/StringEquals
            """)
    void aTextThatLooksComputedAndIsNotIsWarnedOf(String state, String code, String location) {
        assertThat(DefinitionWarnings.of(machine(state))).singleElement().satisfies((Diagnostic warning) -> {
            assertThat(warning.code()).isEqualTo(code);
            assertThat(warning.location()).isEqualTo(location);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Type': 'Pass', 'Parameters': {'a.$': '$.b', 'price': '$5', 'b': 'States'}, 'Comment': '$.c', 'End': true}",
                "{'Type': 'Pass', 'QueryLanguage': 'JSONata', 'Output': {'a': '$.b'}, 'End': true}",
                "{'Type': 'Choice', 'Choices': [{'Variable': '$.a', 'StringEqualsPath': '$.b', 'Next': 'A'}], 'Default': 'Z'}",
                "{'Type': 'Job'}"
            })
    void whatIsMeantAsItStandsIsNot(String state) {
        assertThat(DefinitionWarnings.of(machine(state))).isEmpty();
    }

    private static String machine(String state) {
        return ("{'StartAt': 'A', 'States': {'A': " + state + ", 'Z': {'Type': 'Succeed'}}}").replace('\'', '"');
    }
}
