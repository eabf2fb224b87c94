package dev.ordersaga.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamStackTest {

    private static final StackId STACK = new StackId("stack", "eu-west-1", "123456789012");

    @TempDir
    private Path folder;

    @Test
    void theAliasAndTheReferenceToItHaveTheParametersValue() {
        String yaml = """
                Parameters:
                  Name: {Type: String, Default: blue}
                Resources:
                  Worker:
                    Type: AWS::Serverless::Function
                    Properties: {Handler: w.W, Runtime: java21, CodeUri: w.zip, AutoPublishAlias: !Ref Name}
                Outputs:
                  Alias: {Value: !Ref Worker.Alias}
                """;

        SamStack given = read(yaml).deployedAs(STACK, Map.of("Name", "green"));

        assertThat(given.problems()).isEmpty();
        assertThat(given.functions()).extracting(FunctionResource::alias).containsExactly(Optional.of("green"));
        assertThat(given.outputs())
                .extracting(Output::value)
                .containsExactly(Optional.of("arn:aws:lambda:eu-west-1:123456789012:function:stack-Worker:green"));
    }

    @Test
    void aFunctionsRoleIsTheOneGivenAndOtherwiseTheOneThatSamMakes() {
        SamStack stack = read("""
                Resources:
                  Given:
                    Type: AWS::Serverless::Function
                    Properties: {Handler: w.W, Runtime: java21, CodeUri: w.zip, Role: !GetAtt Own.Arn}
                  Made:
                    Type: AWS::Serverless::Function
                    Properties: {Handler: w.W, Runtime: java21, CodeUri: w.zip}
                  Own: {Type: AWS::IAM::Role, Properties: {RoleName: own}}
                """).deployedAs(STACK, Map.of());

        assertThat(stack.problems()).isEmpty();
        assertThat(stack.functions())
                .extracting(FunctionResource::role)
                .containsExactly(
                        Optional.of("arn:aws:iam::123456789012:role/own"),
                        Optional.of("arn:aws:iam::123456789012:role/stack-Made"));
    }

    @Test
    void aProblemShowsTheBeginningOfALongValue() {
        SamStack stack = read("""
                Resources:
                  News: {Type: AWS::SNS::Topic, Properties: {TopicName: !Join ['', [%s]]}}
                """.formatted("long, ".repeat(10_000))).deployedAs(STACK, Map.of());

        assertThat(stack.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .startsWith("'longlonglong")
                        .hasSizeLessThan(600));
    }

    @Test
    void aProblemOfAGlobalValueHasTheLineWhereItIsWritten() {
        SamStack stack = read("""
                Globals:
                  Function:
                    Timeout: soon
                Resources:
                  Worker: {Type: AWS::Serverless::Function, Properties: {Handler: w.W, Runtime: java21, CodeUri: w.zip}}
                """).deployedAs(STACK, Map.of());

        assertThat(stack.problems())
                .containsExactly(
                        new Problem("/Resources/Worker/Properties/Timeout", 3, 5, "must be a number from 1 to 900"));
    }

    @Test
    void aThousandConditionsThatNameEachOtherAreNoOverflow() {
        List<String> conditions = new ArrayList<>(List.of("  C0: !Equals [a, a]"));
        for (int i = 1; i <= 1_000; i++) {
            conditions.add("  C" + i + ": !Not [!Condition C" + (i - 1) + "]");
        }
        String resources = "\nResources:\n  T: {Type: AWS::SNS::Topic, Condition: C1000}\n";

        SamStack inOrder = read("Conditions:\n" + String.join("\n", conditions) + resources)
                .deployedAs(STACK, Map.of());
        assertThat(inOrder.problems()).isEmpty();
        assertThat(inOrder.resources()).hasSize(1);

        Collections.reverse(conditions);
        SamStack nested = read("Conditions:\n" + String.join("\n", conditions) + resources)
                .deployedAs(STACK, Map.of());
        assertThat(nested.problems())
                .first()
                .satisfies(problem -> assertThat(problem.message()).isEqualTo("is nested more than 250 deep"));
    }

    @Test
    void aDefinitionMayBeAFileInYaml() throws Exception {
        Files.writeString(folder.resolve("flow.asl.yaml"), "StartAt: ${Start}\nStates: {End: {Type: Succeed}}\n");

        SamStack stack = read("""
                Resources:
                  Flow:
                    Type: AWS::Serverless::StateMachine
                    Properties: {DefinitionUri: flow.asl.yaml, DefinitionSubstitutions: {Start: End}}
                """).deployedAs(STACK, Map.of());

        assertThat(stack.problems()).isEmpty();
        assertThat(stack.stateMachines())
                .extracting(StateMachineResource::definition)
                .containsExactly(Optional.of("{\"StartAt\":\"End\",\"States\":{\"End\":{\"Type\":\"Succeed\"}}}"));
    }

    @Test
    void undeployedWhatOnlyADeploymentKnowsIsNotKnownAndNoProblem() {
        SamStack stack = read("""
                Parameters:
                  Given: {Type: String}
                Resources:
                  Topic: {Type: AWS::SNS::Topic}
                Outputs:
                  Given: {Value: !Ref Given}
                  Topic: {Value: !Ref Topic}
                  Region: {Value: !Sub '${AWS::Region}'}
                  Known: {Value: !Join ['-', [a, b]]}
                """).undeployed();

        assertThat(stack.problems()).isEmpty();
        assertThat(stack.outputs())
                .extracting(Output::value)
                .isEqualTo(List.of(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("a-b")));
    }

    private SamTemplate read(String yaml) {
        return SamTemplate.parse(yaml, folder.resolve("template.yaml"));
    }
}
