package dev.ordersaga.linter.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.sam.InvalidTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployedMachinesTest {

    private static final String TEMPLATE = """
            Parameters:
              Above: {Type: Number, Default: 500}
              Given: {Type: String}
            Globals:
              Function: {Timeout: 10, MemorySize: 1024}
            Resources:
              Pay: {Type: AWS::Serverless::Function, Properties: {FunctionName: pay-service}}
              Ship: {Type: AWS::Serverless::Function, Properties: {Timeout: !Ref Above, MemorySize: 256}}
              Plain: {Type: AWS::Lambda::Function, Properties: {}}
              Topic: {Type: AWS::SNS::Topic}
              Saga:
                Type: AWS::Serverless::StateMachine
                Properties:
                  Type: EXPRESS
                  DefinitionUri: sagas/saga.asl.json
                  DefinitionSubstitutions:
                    ByRef: !Ref Pay
                    ByArn: !GetAtt Ship.Arn
                    BySub: !Sub "${Pay.Arn}:live"
                    ByJoin: {'Fn::Join': [':', [{'Fn::GetAtt': [Plain, Arn]}, live]]}
                    Above: !Ref Above
                    Text: !Sub "above ${Above}"
                    Joined: !Join ['', [!Ref Above, '!']]
                    JoinedTopic: !Join ['', [!Ref Topic]]
                    Literal: 7
                    Given: !Ref Given
                    Region: !Sub "${AWS::Region}-x"
                    Topic: !Ref Topic
            """;

    @TempDir
    private Path directory;

    @Test
    void aStateMachineIsFoundByItsFileAndItsPlacesAreFilled() throws IOException {
        DeployedMachine machine = read(TEMPLATE)
                .machineOf(directory.resolve("sagas/../sagas/saga.asl.json"))
                .orElseThrow();

        assertThat(machine.express()).isTrue();
        assertThat(machine.values())
                .containsOnly(
                        java.util.Map.entry("Above", "500"),
                        java.util.Map.entry("Text", "above 500"),
                        java.util.Map.entry("Joined", "500!"),
                        java.util.Map.entry("Literal", "7"));
        assertThat(machine.filled("${Above} ${ByRef} ${Given}")).isEqualTo("500 ${ByRef} ${Given}");
    }

    @Test
    void aFunctionIsFoundByPlaceByLogicalIdAndByNameWithTheTimeoutOfItsOwnOfGlobalsOrOfLambda() throws IOException {
        DeployedMachine machine = read(TEMPLATE).machine("Saga");
        DeployedFunction pay = new DeployedFunction("Pay", 10, 1024);
        DeployedFunction ship = new DeployedFunction("Ship", 500, 256);
        DeployedFunction plain = new DeployedFunction("Plain", 3, 128);

        assertThat(machine.functions())
                .containsEntry("ByRef", pay)
                .containsEntry("BySub", pay)
                .containsEntry("pay-service", pay)
                .containsEntry("Pay", pay)
                .containsEntry("ByArn", ship)
                .containsEntry("ByJoin", plain)
                .doesNotContainKey("Topic");
    }

    @Test
    void anotherFileIsNobodysDefinition() throws IOException {
        assertThat(read(TEMPLATE).machineOf(directory.resolve("other.asl.json")))
                .isEmpty();
    }

    @Test
    void whatIsNoTemplateIsToldInOneLine() {
        assertThatThrownBy(() -> read("a: ["))
                .isInstanceOf(InvalidTemplate.class)
                .hasMessageStartingWith("the template is no YAML: ");
        assertThatThrownBy(() -> read("")).hasMessage("the template is no mapping");
        assertThatThrownBy(() -> read("a: &a [*a]")).isInstanceOf(InvalidTemplate.class);
        assertThatThrownBy(() -> read(TEMPLATE.replace("!Ref Above, M", "soon, M")))
                .hasMessage("/Resources/Ship/Properties/Timeout (line 8): must be a number from 1 to 900");
    }

    private DeployedMachines read(String text) throws IOException {
        return DeployedMachines.read(Files.writeString(directory.resolve("template.yaml"), text));
    }
}
