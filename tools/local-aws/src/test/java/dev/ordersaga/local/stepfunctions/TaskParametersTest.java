package dev.ordersaga.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.asl.TaskResource;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.core.SdkPojo;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

class TaskParametersTest {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    @Test
    void aFieldThatTheActionDoesNotHaveIsNamed() {
        assertThat(problems("lambda:invoke", "{'FunctionName':'f','TaskToken':'t'}"))
                .containsExactly("The field \"TaskToken\" is not supported by Step Functions");
    }

    @Test
    void aFieldThatTheActionNeedsIsNamed() {
        assertThat(problems("aws-sdk:sfn:startExecution", "{'Input':{'any':{'thing':1}}}"))
                .containsExactly("The field 'StateMachineArn' is required but was missing");
    }

    @Test
    void namesBeginWithACapitalAlsoInStructuresOfLists() {
        assertThat(problems("events:putEvents", "{'Entries':[{'Source':'s','detail':{}},{'detail':{}}]}"))
                .containsExactly("The field \"detail\" is not supported by Step Functions");
    }

    @Test
    void valuesOfMapsAreLookedAtToo() {
        assertThat(problems("aws-sdk:dynamodb:batchGetItem", "{'RequestItems':{'T':{'Keyz':[]}}}"))
                .containsExactly(
                        "The field \"Keyz\" is not supported by Step Functions",
                        "The field 'Keys' is required but was missing");
    }

    @Test
    void anItemsAttributesAndAPayloadMayBeAnything() {
        assertThat(problems("dynamodb:putItem", "{'TableName':'T','Item':{'x':{'S':'1'}}}"))
                .isEmpty();
        assertThat(problems("lambda:invoke", "{'FunctionName':'f','Payload':{'x':{'y':1}}}"))
                .isEmpty();
        assertThat(problems("aws-sdk:iot:publish", "{'anything':1}")).isEmpty();
    }

    @Test
    void aTemplatesFieldMayBeAPath() {
        TaskResource invoke = TaskResource.of("arn:aws:states:::lambda:invoke");

        assertThat(TaskParameters.problemsOfTemplate(invoke, json("{'FunctionName.$':'$.f','Payload.$':'$'}")))
                .isEmpty();
        assertThat(TaskParameters.problems(invoke, json("{'FunctionName.$':'$.f'}")))
                .hasSize(2);
    }

    @Test
    void aScalarOfAnotherTypeIsNamed() {
        assertThat(problems("lambda:invoke", "{'FunctionName':7,'Payload':7}"))
                .containsExactly("The value of the field 'FunctionName' has an invalid format");
        assertThat(problems("dynamodb:getItem", "{'TableName':true,'Key':{},'ConsistentRead':'yes'}"))
                .containsExactly(
                        "The value of the field 'TableName' has an invalid format",
                        "The value of the field 'ConsistentRead' has an invalid format");
        assertThat(problems("aws-sdk:dynamodb:query", "{'TableName':'T','Limit':'5'}"))
                .containsExactly("The value of the field 'Limit' has an invalid format");
        assertThat(problems("aws-sdk:dynamodb:query", "{'TableName':'T','Limit':5}"))
                .isEmpty();
    }

    @Test
    void aTemplatesScalarMayBeAnExpression() {
        assertThat(TaskParameters.problemsOfTemplate(
                        TaskResource.of("arn:aws:states:::aws-sdk:dynamodb:query"),
                        json("{'TableName':'T','Limit':'{% 5 %}','ScanIndexForward':'{% true %}'}")))
                .isEmpty();
    }

    @Test
    void argumentsThatAreOneExpressionMayComeToAnything() {
        assertThat(TaskParameters.problemsOfTemplate(
                        TaskResource.of("arn:aws:states:::lambda:invoke"), json("'{% $states.input %}'")))
                .isEmpty();
    }

    /** The actions of AWS's SDK, as this one has them. */
    @TestFactory
    List<DynamicTest> actionsAreAsInTheSdk() throws Exception {
        try (InputStream in = TaskParameters.class.getResourceAsStream("task-parameters.json")) {
            JsonNode model = JSON.readTree(in);
            return model.path("actions").properties().stream()
                    .filter(action -> action.getKey().startsWith("aws-sdk:"))
                    .map(action -> DynamicTest.dynamicTest(
                            action.getKey(),
                            () -> assertAsInSdk(
                                    action.getKey(),
                                    model.path("structures")
                                            .path(action.getValue().asString()))))
                    .toList();
        }
    }

    private static void assertAsInSdk(String action, JsonNode structure) throws Exception {
        String[] parts = action.split(":", -1);
        Class<?> request = Class.forName(
                "software.amazon.awssdk.services." + parts[1] + ".model." + capital(parts[2]) + "Request");
        SdkPojo builder = (SdkPojo) request.getMethod("builder").invoke(null);
        Set<String> members = new TreeSet<>(structure.path("members").propertyNames());

        assertThat(members)
                .isEqualTo(builder.sdkFields().stream()
                        .map(field -> capital(field.memberName()))
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(members)
                .containsAll(structure
                        .path("required")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList());
    }

    private static List<String> problems(String action, String parameters) {
        return TaskParameters.problems(TaskResource.of("arn:aws:states:::" + action), json(parameters));
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text.replace('\'', '"'));
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
