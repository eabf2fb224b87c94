package dev.ordersaga.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.stepfunctions.Definitions.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused is told in the words of Step Functions, at its places; what it takes is taken. */
class DefinitionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'States': {'A': {'Type': 'Succeed'}}} | SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt] at /
            {'Comment': 'empty'} | SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt, States] at /
            {'StartAt': 'Gone', 'States': {'A': {'Type': 'Succeed'}}} | MISSING_TRANSITION_TARGET: Missing 'Next' target: Gone at /StartAt, MISSING_TRANSITION_TARGET: State "A" is not reachable. at /States/A
            {'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Next': 'Gone'}}} | MISSING_TRANSITION_TARGET: Missing 'Next' target: Gone at /States/A/Next, MISSING_END_STATE: Workflow has no terminal state
            {'StartAt': 'A', 'States': {'A': {'Type': 'Choice', 'Choices': [{'Variable': '$.a', 'IsNull': true, 'Next': 'X'}], 'Default': 'B'}, 'B': {'Type': 'Succeed'}}} | MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /States/A/Choices[0]/Next
            {'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Next': 'B'}, 'B': {'Type': 'Pass', 'Next': 'A'}, 'C': {'Type': 'Pass', 'Next': 'A'}}} | MISSING_END_STATE: Workflow has no terminal state
            {'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Next': 'A'}, 'C': {'Type': 'Succeed'}}} | MISSING_TRANSITION_TARGET: State "C" is not reachable. at /States/C
            {'StartAt': 'A', 'States': {'A': {'Type': 'Wait', 'Timestamp': 'tomorrow', 'End': true}}} | SCHEMA_VALIDATION_FAILED: String does not match RFC3339 timestamp at /States/A/Timestamp
            {'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'OutputPath': 'all', 'End': true}}} | SCHEMA_VALIDATION_FAILED: Value must be a valid JSONPath. at /States/A/OutputPath
            {'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'TimeoutSeconds': 3, 'End': true}}} | SCHEMA_VALIDATION_FAILED: Field 'TimeoutSeconds' is not supported at /States/A
            {'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Output': 1, 'End': true}}} | SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage at /States/A
            {'StartAt': 'A', 'States': {'A': {'Type': 'Wait', 'Seconds': -1, 'End': true}}} | SCHEMA_VALIDATION_FAILED: Minimum value is 0 at /States/A/Seconds
            {'StartAt': 'A', 'States': {'A': {'Type': 'Wait', 'Seconds': 1, 'SecondsPath': '$.s', 'End': true}}} | SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [Seconds, SecondsPath] at /States/A
            {'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'lambda', 'End': true}}} | SCHEMA_VALIDATION_FAILED: Value is not a valid resource ARN at /States/A/Resource
            {'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'arn:aws:sqs:eu-west-1:123456789012:orders', 'End': true}}} | SCHEMA_VALIDATION_FAILED: Value is not a valid resource ARN at /States/A/Resource
            """)
    void whatIsWrongIsToldAsStepFunctionsTellsIt(String definition, String expected) {
        List<String> told = Definitions.diagnose(definition.replace('\'', '"'), false).stream()
                .map(Diagnostic::toString)
                .toList();

        assertThat(String.join(", ", told)).isEqualTo(expected);
        assertThatThrownBy(() -> Definitions.parsed(definition.replace('\'', '"'), false))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("Invalid State Machine Definition: '" + expected + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:states:::states:startExecution.sync:4",
                "arn:aws:states:::sqs:sendMessage.sync",
                "arn:aws:states:::dynamodb:putItem.waitForTaskToken",
                "arn:aws:states:::lambda:call",
                "arn:aws:states:::aws-sdk:",
                "arn:aws:states:::aws-sdk:unheard:of",
                "arn:aws:states:::aws-sdk:dynamodb:GetItem",
                "arn:aws:states:::unheard:of"
            })
    void aServiceOrAPatternThatThereIsNotIsNotRecognized(String resource) {
        assertThat(Definitions.diagnose(Machines.task(resource, "{}"), false))
                .singleElement()
                .satisfies(diagnostic -> {
                    assertThat(diagnostic.location()).isEqualTo("/States/T/Resource");
                    assertThat(diagnostic.message())
                            .startsWith("The resource provided " + resource + " is not recognized.");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'StartAt': 'A', 'States': {'A': {'Type': 'Map', 'End': true, 'Label': 'a', 'MaxConcurrency': 9, 'ToleratedFailurePercentage': 5,"
                        + " 'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'ReaderConfig': {'InputType': 'CSV', 'CSVHeaderLocation': 'FIRST_ROW'},"
                        + " 'Parameters': {'Bucket.$': '$.bucket', 'Key': 'rows.csv'}}, 'ItemBatcher': {'MaxItemsPerBatch': 10},"
                        + " 'ResultWriter': {'Resource': 'arn:aws:states:::s3:putObject', 'Parameters': {'Bucket': 'b', 'Prefix': 'p'}},"
                        + " 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'}, 'StartAt': 'P',"
                        + " 'States': {'P': {'Type': 'Pass', 'End': true}}}}}}",
                "{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', 'Parameters': {}, 'End': true,"
                        + " 'Catch': [{'ErrorEquals': ['States.EnoughVotes'], 'Next': 'B'}]}, 'B': {'Type': 'Succeed'}}}",
                "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'InputPath': '$.rows[?(@.kind == Invoice)]', 'End': true}}}"
            })
    void whatStepFunctionsTakesIsTaken(String definition) {
        assertThat(Definitions.diagnose(definition.replace('\'', '"'), false)).isEmpty();
        assertThat(Definitions.parsed(definition.replace('\'', '"'), false)
                        .graph()
                        .states())
                .isNotEmpty();
    }

    @Test
    void aTextThatIsNoObjectIsToldWithoutAPlace() {
        assertThat(Definitions.diagnose(" ", false))
                .containsExactly(
                        new Diagnostic("SCHEMA_VALIDATION_FAILED", "Definition must be a valid JSON object", ""));
        assertThat(Definitions.diagnose("{", false))
                .singleElement()
                .satisfies(diagnostic -> assertThat(diagnostic.code()).isEqualTo("INVALID_JSON_DESCRIPTION"));
    }
}
