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
            {'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Next': 'Gone'}}} | MISSING_TRANSITION_TARGET: Missing 'Next' target: Gone at /States/A/Next, MISSING_END_STATE: Workflow has no terminal state at null
            {'StartAt': 'A', 'States': {'A': {'Type': 'Choice', 'Choices': [{'Variable': '$.a', 'IsNull': true, 'Next': 'X'}], 'Default': 'B'}, 'B': {'Type': 'Succeed'}}} | MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /States/A/Choices[0]/Next
            {'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Next': 'B'}, 'B': {'Type': 'Pass', 'Next': 'A'}, 'C': {'Type': 'Pass', 'Next': 'A'}}} | MISSING_END_STATE: Workflow has no terminal state at null
            {'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Next': 'A'}, 'C': {'Type': 'Succeed'}}} | MISSING_TRANSITION_TARGET: State "C" is not reachable. at /States/C
            {'StartAt': 'A', 'States': {'A': {'Type': 'Wait', 'Timestamp': 'tomorrow', 'End': true}}} | SCHEMA_VALIDATION_FAILED: String does not match RFC3339 timestamp at /States/A/Timestamp
            {'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'OutputPath': 'all', 'End': true}}} | SCHEMA_VALIDATION_FAILED: Value must be a valid JSONPath. at /States/A/OutputPath
            {'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'TimeoutSeconds': 3, 'End': true}}} | SCHEMA_VALIDATION_FAILED: Field 'TimeoutSeconds' is not supported at /States/A
            {'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Output': 1, 'End': true}}} | SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage at /States/A
            {'StartAt': 'A', 'States': {'A': {'Type': 'Wait', 'Seconds': -1, 'End': true}}} | SCHEMA_VALIDATION_FAILED: Minimum value is 0 at /States/A/Seconds
            {'StartAt': 'A', 'States': {'A': {'Type': 'Wait', 'Seconds': 1, 'SecondsPath': '$.s', 'End': true}}} | SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [Seconds, SecondsPath] at /States/A
            {'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'lambda', 'End': true}}} | SCHEMA_VALIDATION_FAILED: Value is not a valid resource ARN at /States/A/Resource
            {'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'arn:aws:sqs:eu-west-1:123456789012:orders', 'End': true}}} | SCHEMA_VALIDATION_FAILED: Value is not a valid resource ARN at /States/A/Resource
            {'StartAt': 'A', 'Version': '2', 'States': {'A': {'Type': 'Succeed'}}} | SCHEMA_VALIDATION_FAILED: Value should be one of the following: [1.0] at /Version
            {'StartAt': 'A', 'QueryLanguage': 'jsonata', 'States': {'A': {'Type': 'Succeed'}}} | SCHEMA_VALIDATION_FAILED: Value should be one of the following: [JSONPath, JSONata] at /QueryLanguage
            {'StartAt': 'A', 'QueryLanguage': 7, 'States': {'A': {'Type': 'Succeed'}}} | SCHEMA_VALIDATION_FAILED: Expected value of type [STRING] at /QueryLanguage
            {'StartAt': 'A', 'States': {'A': {'Type': 'Job', 'End': true}}} | SCHEMA_VALIDATION_FAILED: The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map] at /States/A/Type
            {'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Next': 'B', 'End': true}, 'B': {'Type': 'Succeed'}}} | SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [Next, End] at /States/A
            {'StartAt': 'A', 'States': {'A': {'Type': 'Pass'}}} | SCHEMA_VALIDATION_FAILED: This object should have only one of the following fields: [Next, End] at /States/A
            {'StartAt': 'A', 'States': {'A': {'Type': 'Map', 'End': true}}} | SCHEMA_VALIDATION_FAILED: This object should have only one of the following fields: [ItemProcessor, Iterator] at /States/A
            {'StartAt': 'A', 'States': {'A': {'Type': 'Wait', 'Seconds': 1, 'Timestamp': '2030-01-01T00:00:00Z', 'End': true}}} | SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [SecondsPath, Seconds, TimestampPath, Timestamp] at /States/A
            {'StartAt': 'A', 'States': {'A': {'Type': 'Wait', 'Seconds': 'soon', 'End': true}}} | SCHEMA_VALIDATION_FAILED: Expected value of type Integer at /States/A/Seconds
            {'StartAt': 'A', 'States': {'A': {'Type': 'Parallel', 'Branches': [], 'End': true}}} | SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/A/Branches
            {'StartAt': 'A', 'States': {'A': {'Type': 'Parallel', 'End': true, 'Branches': [{'StartAt': 'A', 'States': {'A': {'Type': 'Succeed'}}}]}}} | DUPLICATE_STATE_NAME: Duplicate State name: A at /States/A/Branches[0]/States/A
            {'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'ResultPath': 'all', 'End': true}}} | SCHEMA_VALIDATION_FAILED: Value must be a valid JSONPath. at /States/A/ResultPath
            {'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'ResultPath': '$.a[*]', 'End': true}}} | SCHEMA_VALIDATION_FAILED: Value is not a Reference Path at /States/A/ResultPath
            {'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Parameters': {'of': [{'it.$': 'States.Nothing()'}]}, 'End': true}}} | SCHEMA_VALIDATION_FAILED: The value for the field 'it.$' must be a valid JSONPath or a valid intrinsic function call at /States/A/Parameters/of/0
            {'StartAt': 'A', 'States': {'A': {'Type': 'Choice', 'Choices': [{'Variable': 'a', 'IsNull': true, 'Next': 'B'}]}, 'B': {'Type': 'Succeed'}}} | SCHEMA_VALIDATION_FAILED: Value is not a Reference Path: Reference path didn't start with '$' at /States/A/Choices[0]/Variable
            {'StartAt': 'A', 'States': {'A': {'Type': 'Choice', 'Choices': [{'IsNull': true, 'Next': 'B'}]}, 'B': {'Type': 'Succeed'}}} | SCHEMA_VALIDATION_FAILED: The object must have only one of the following fields, [And, Or, Not, Variable, Condition] at /States/A/Choices[0]
            {'StartAt': 'A', 'States': {'A': {'Type': 'Choice', 'Choices': [{'Condition': true, 'Next': 'B'}]}, 'B': {'Type': 'Succeed'}}} | SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONPath', but field 'Condition' is only supported for the 'JSONata' QueryLanguage at /States/A/Choices[0]
            {'StartAt': 'A', 'States': {'A': {'Type': 'Choice', 'Choices': [{'Not': {'Variable': '$.a', 'IsNull': true, 'Next': 'B'}, 'Next': 'B'}]}, 'B': {'Type': 'Succeed'}}} | SCHEMA_VALIDATION_FAILED: Field 'Next' is not supported at /States/A/Choices[0]/Not
            {'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke', 'Parameters': {'FunctionName': 'f'}, 'Retry': [{'ErrorEquals': ['States.ALL', 'E'], 'JitterStrategy': 'HALF', 'BackoffRate': 0.5}], 'End': true}}} | SCHEMA_VALIDATION_FAILED: States.ALL must appear alone and at end of list at /States/A/Retry[0]/ErrorEquals, SCHEMA_VALIDATION_FAILED: Minimum value is 1.0 at /States/A/Retry[0]/BackoffRate, SCHEMA_VALIDATION_FAILED: Value should be one of the following: [NONE, FULL] at /States/A/Retry[0]/JitterStrategy
            {'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke', 'End': true}}} | SCHEMA_VALIDATION_FAILED: Parameters field is required for resource ARN: arn:aws:states:::lambda:invoke at /States/A
            {'StartAt': 'A', 'QueryLanguage': 'JSONata', 'States': {'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::events:putEvents', 'End': true}}} | SCHEMA_VALIDATION_FAILED: Arguments field is required for resource ARN: arn:aws:states:::events:putEvents at /States/A
            {'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::sqs:sendMessage', 'Parameters': {'QueueUrl': 'q'}, 'End': true}}} | SCHEMA_VALIDATION_FAILED: The field 'MessageBody' is required but was missing at /States/A/Parameters
            {'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'arn:aws:states:us-east-1:123456789012:activity:a', 'Credentials': {'RoleArn': 'arn:aws:iam::123456789012:role/r'}, 'End': true}}} | SCHEMA_VALIDATION_FAILED: The field 'Credentials' is not supported for activities at /States/A/Credentials
            {'StartAt': 'A', 'QueryLanguage': 'JSONata', 'States': {'A': {'Type': 'Pass', 'Output': '{% 1 + %}', 'End': true}}} | INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/A/Output
            {'StartAt': 'A', 'QueryLanguage': 'JSONata', 'States': {'A': {'Type': 'Pass', 'Output': {'of': '{% sku %}'}, 'End': true}}} | UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'sku' at the top level is not supported. at /States/A/Output/of
            {'StartAt': 'A', 'QueryLanguage': 'JSONata', 'States': {'A': {'Type': 'Pass', 'Output': '{% $$ %}', 'End': true}}} | UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$$' is not supported. at /States/A/Output
            {'StartAt': 'A', 'QueryLanguage': 'JSONata', 'States': {'A': {'Type': 'Pass', 'Output': '{% $states.errorOutput.Error %}', 'End': true}}} | UNSUPPORTED_JSONATA_EXPRESSION: Field '$states.errorOutput' does not exist. at /States/A/Output
            {'StartAt': 'A', 'QueryLanguage': 'JSONata', 'States': {'A': {'Type': 'Pass', 'Output': '{% 1', 'End': true}}} | SCHEMA_VALIDATION_FAILED: JSONata string must start with {% and end with %} at /States/A/Output
            {'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Assign': {'states': 1}, 'End': true}}} | RESERVED_VARIABLE_NAME: Cannot assign to reserved variable '$states'. at /States/A/Assign/states
            {'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Assign': {'a-b': 1}, 'End': true}}} | INVALID_VARIABLE_NAME: Invalid variable name 'a-b': the variable name contains invalid characters. at /States/A/Assign/a-b
            {'StartAt': 'A', 'States': {'A': {'Type': 'Map', 'ItemProcessor': {'ProcessorConfig': {'Mode': 'INLINE', 'ExecutionType': 'EXPRESS'}, 'StartAt': 'B', 'States': {'B': {'Type': 'Succeed'}}}, 'End': true}}} | SCHEMA_VALIDATION_FAILED: Field 'ExecutionType' is not supported at /States/A/ItemProcessor/ProcessorConfig
            {'StartAt': 'A', 'States': {'A': {'Type': 'Map', 'ToleratedFailurePercentage': 101, 'ItemProcessor': {'StartAt': 'B', 'States': {'B': {'Type': 'Succeed'}}}, 'End': true}}} | SCHEMA_VALIDATION_FAILED: Maximum value is 100.0 at /States/A/ToleratedFailurePercentage
            {'StartAt': 'A', 'States': {'A': {'Type': 'Map', 'MaxConcurrencyPath': '$$.Execution.Input.n', 'ItemProcessor': {'StartAt': 'B', 'States': {'B': {'Type': 'Succeed'}}}, 'End': true}}} | SCHEMA_VALIDATION_FAILED: Value is not a Reference Path at /States/A/MaxConcurrencyPath
            {'StartAt': 'A', 'States': {'A': {'Type': 'Map', 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'EXPRESS'}, 'StartAt': 'B', 'States': {'B': {'Type': 'Task', 'Resource': 'arn:aws:states:us-east-1:123456789012:activity:a', 'End': true}}}, 'End': true}}} | SCHEMA_VALIDATION_FAILED: Express state machine does not support Activity ARN at /States/A/ItemProcessor/States/B/Resource
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
                "{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',"
                        + " 'Parameters': {'QueueUrl': 'q', 'MessageBody': {'token.$': '$$.Task.Token'}}, 'End': true,"
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            teapot | Unrecognized token 'teapot': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false') | line: 1, column: 7
            {'a':1,} | Unexpected character ('}' (code 125)): was expecting double-quote to start field name | line: 1, column: 9
            {'a': [1 | Unexpected end-of-input: expected close marker for Array (start marker at [Source: (String)"{"a": [1"; line: 1, column: 7]) | line: 1, column: 9
            """)
    void whatIsNotJsonIsToldWithTheTextAndThePlaceBehindWhatIsWrong(String given, String reason, String at) {
        String text = given.replace('\'', '"');
        String place = "[Source: (String)\"" + text + "\"; " + at + "]";

        assertThat(Definitions.diagnose(text, false))
                .containsExactly(new Diagnostic("INVALID_JSON_DESCRIPTION", reason + "\n at " + place, place));
    }

    @Test
    void noMoreThanFiveHundredCharactersOfATextThatIsNotJsonAreShown() {
        assertThat(Definitions.diagnose("no " + "x".repeat(597), false))
                .singleElement()
                .satisfies(diagnostic -> assertThat(diagnostic.location())
                        .isEqualTo("[Source: (String)\"no " + "x".repeat(497)
                                + "\"[truncated 100 chars]; line: 1, column: 3]"));
    }

    @Test
    void anExpressMachineHasNoDistributedMap() {
        String definition =
                ("{'StartAt': 'A', 'States': {'A': {'Type': 'Map', 'End': true, 'ItemProcessor': {'ProcessorConfig':"
                                + " {'Mode': 'DISTRIBUTED', 'ExecutionType': 'EXPRESS'}, 'StartAt': 'B', 'States': {'B': {'Type': 'Succeed'}}}}}}")
                        .replace('\'', '"');

        assertThat(Definitions.diagnose(definition, false)).isEmpty();
        assertThat(Definitions.diagnose(definition, true))
                .containsExactly(new Diagnostic(
                        "SCHEMA_VALIDATION_FAILED",
                        "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines",
                        "/States/A/ItemProcessor/ProcessorConfig/Mode"));
    }
}
