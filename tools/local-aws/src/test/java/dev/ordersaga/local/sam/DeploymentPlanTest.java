package dev.ordersaga.local.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.ordersaga.sam.InvalidTemplate;
import dev.ordersaga.sam.Problem;
import dev.ordersaga.sam.SamStack;
import dev.ordersaga.sam.SamTemplate;
import dev.ordersaga.sam.StackId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentPlanTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void code() throws IOException {
        Files.writeString(folder.resolve("code.zip"), "");
        Files.writeString(folder.resolve("saga.json"), "{\"Resource\": \"${Worker}\", \"Bus\": \"${Bus}\"}");
    }

    @Test
    void aFunctionTakesWhatGlobalsSayUnlessItSaysOtherwise() {
        Read template = deployable("""
                Globals:
                  Function:
                    Runtime: java17
                    Timeout: 10
                    Environment: {Variables: {SHARED: all, MODE: slow}}
                Resources:
                  Worker:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: a.B
                      CodeUri: code.zip
                      Timeout: 20
                      Environment: {Variables: {MODE: fast, TABLE: !Ref Things}}
                  Things: {Type: AWS::Serverless::SimpleTable}
                """);

        assertThat(template.planned(Planned.Function.class)).singleElement().satisfies(planned -> {
            var spec = planned.spec();
            assertThat(spec.name()).isEqualTo("stack-Worker");
            assertThat(spec.timeout()).hasSeconds(20);
            assertThat(spec.environment()).isEqualTo(Map.of("SHARED", "all", "MODE", "fast", "TABLE", "stack-Things"));
        });
    }

    @Test
    void aFunctionOnManagedInstancesTakesSeveralInvocationsAtOnce() {
        Read template = deployable("""
                Globals:
                  Function: {Runtime: java21, Handler: a.B, CodeUri: code.zip}
                Resources:
                  Instances: {Type: AWS::Serverless::CapacityProvider}
                  Said:
                    Type: AWS::Serverless::Function
                    Properties:
                      CapacityProviderConfig: {Arn: !GetAtt Instances.Arn, PerExecutionEnvironmentMaxConcurrency: 8}
                  Unsaid:
                    Type: AWS::Serverless::Function
                    Properties:
                      CapacityProviderConfig: {Arn: !GetAtt Instances.Arn}
                  Lambda: {Type: AWS::Serverless::Function}
                """);

        assertThat(template.planned(Planned.Function.class))
                .extracting(planned -> planned.spec().invocationsPerEnvironment())
                .containsExactlyInAnyOrder(8, 32 * Runtime.getRuntime().availableProcessors(), null);
    }

    @Test
    void aDefinitionGetsTheNamesOfWhatItUses() {
        Read template = deployable("""
                Resources:
                  Saga:
                    Type: AWS::Serverless::StateMachine
                    Properties:
                      Name: !Sub "${AWS::StackName}-saga"
                      DefinitionUri: saga.json
                      DefinitionSubstitutions:
                        Worker: !Sub "${Worker.Arn}:live"
                        Bus: !GetAtt Events.Name
                  Worker:
                    Type: AWS::Serverless::Function
                    Properties: {Handler: a.B, Runtime: java17, CodeUri: code.zip, FunctionName: !Join ['-', [my, worker]]}
                  Events: {Type: AWS::Events::EventBus, Properties: {Name: events}}
                Outputs:
                  Arn: {Value: !Ref Saga}
                """);

        assertThat(template.plan())
                .last()
                .isEqualTo(new Planned.Machine(
                        "Saga",
                        "AWS::Serverless::StateMachine",
                        "stack-saga",
                        false,
                        "{\"Resource\": \"arn:aws:lambda:eu-west-1:123456789012:function:my-worker:live\", \"Bus\": \"events\"}",
                        "arn:aws:iam::123456789012:role/stack-Saga",
                        Optional.empty()));
        assertThat(template.outputs())
                .isEqualTo(Map.of("Arn", "arn:aws:states:eu-west-1:123456789012:stateMachine:stack-saga"));
    }

    @Test
    void tablesComeBeforeFunctionsAndStateMachinesLast() {
        Read template = deployable("""
                Resources:
                  Saga: {Type: AWS::Serverless::StateMachine, Properties: {Definition: {StartAt: A}}}
                  Worker: {Type: AWS::Serverless::Function, Properties: {Handler: a.B, Runtime: java17, CodeUri: code.zip}}
                  Logs: {Type: AWS::Logs::LogGroup}
                  Bus: {Type: AWS::Events::EventBus, Properties: {Name: bus}}
                  Things: {Type: AWS::Serverless::SimpleTable}
                """);

        assertThat(template.plan())
                .extracting(Planned::logicalId)
                .containsExactly("Things", "Bus", "Worker", "Saga", "Logs");
    }

    @Test
    void aConditionThatDoesNotHoldLeavesItsResourceOut() {
        String yaml = """
                Parameters:
                  Stage: {Type: String, Default: local, AllowedValues: [local, aws]}
                Conditions:
                  OnAws: !Equals [!Ref Stage, aws]
                Resources:
                  Things:
                    Type: AWS::Serverless::SimpleTable
                    Properties: {TableName: !If [OnAws, cloud, desk]}
                  Alarm: {Type: AWS::CloudWatch::Alarm, Condition: OnAws}
                """;

        assertThat(read(yaml).plan()).extracting(Planned::logicalId).containsExactly("Things");
        assertThat(read(yaml, Map.of("Stage", "aws")).plan())
                .extracting(Planned::logicalId)
                .containsExactly("Things", "Alarm");
        assertThat(messages(read(yaml, Map.of("Stage", "moon"))))
                .containsExactly("/Parameters/Stage (line 2): 'moon' is not among its AllowedValues");
    }

    @Test
    void aParameterThatIsANumberIsOneWithinItsBounds() {
        String yaml = """
                Parameters:
                  Least: {Type: Number, Default: 7, MinValue: 5, MaxValue: 9}
                Resources:
                  Things: {Type: AWS::Serverless::SimpleTable}
                """;

        assertThat(messages(read(yaml))).isEmpty();
        assertThat(messages(read(yaml, Map.of("Least", "5")))).isEmpty();
        assertThat(messages(read(yaml, Map.of("Least", "9")))).isEmpty();
        assertThat(messages(read(yaml, Map.of("Least", "4"))))
                .containsExactly("/Parameters/Least (line 2): 4 is less than its MinValue, 5");
        assertThat(messages(read(yaml, Map.of("Least", "9.5"))))
                .containsExactly("/Parameters/Least (line 2): 9.5 is more than its MaxValue, 9");
        assertThat(messages(read(yaml, Map.of("Least", "many"))))
                .containsExactly("/Parameters/Least (line 2): 'many' is no number");
    }

    @Test
    void whatIsNotKnownIsNamedWithItsPlaceAndLine() {
        Read template = read("""
                Resources:
                  Worker:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: a.B
                      Runtime: java17
                      CodeUri: gone.zip
                      Colour: red
                      MemorySize: lots
                      Environment: {Variables: {NAME: !ImportValue other}}
                  Cluster: {Type: AWS::ECS::Cluster}
                """);

        assertThat(messages(template))
                .containsExactlyInAnyOrder(
                        "/Resources/Worker/Properties/Colour (line 8): is not known here",
                        "/Resources/Cluster/Type (line 11): AWS::ECS::Cluster is not known here",
                        "/Resources/Worker/Properties/Environment/Variables/NAME (line 10): Fn::ImportValue is not known here",
                        "/Resources/Worker/Properties/CodeUri (line 7): there is no gone.zip; build it first",
                        "/Resources/Worker/Properties/MemorySize (line 9): must be a number from 128 to 10240");
    }

    @Test
    void whatAFunctionCannotDoHereIsSaidWithItsPlace() {
        Read template = read("""
                Resources:
                  Script: {Type: AWS::Serverless::Function, Properties: {Handler: i.h, Runtime: nodejs22.x, InlineCode: 'exports.h = 1'}}
                  Layered:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: a.B
                      Runtime: java21
                      CodeUri: s3://bucket/code.zip
                      Layers: [arn]
                """);

        assertThat(messages(template))
                .containsExactlyInAnyOrder(
                        "/Resources/Script/Properties/InlineCode (line 2): is not supported here",
                        "/Resources/Script/Properties/Runtime (line 2): must be java17, java21 or java25, which are run here, and not nodejs22.x",
                        "/Resources/Layered/Properties/Layers (line 9): is not supported here",
                        "/Resources/Layered/Properties/CodeUri (line 8): must be a path: code in a bucket is not read here");
    }

    @Test
    void anExpressMachineIsMadeExpressWithTheRoleItIsGiven() {
        Read template = deployable("""
                Resources:
                  Quick:
                    Type: AWS::Serverless::StateMachine
                    Properties:
                      Type: EXPRESS
                      Role: arn:aws:iam::999999999999:role/given
                      Definition: {StartAt: A, States: {A: {Type: Succeed}}}
                """);

        assertThat(template.plan())
                .containsExactly(new Planned.Machine(
                        "Quick",
                        "AWS::Serverless::StateMachine",
                        "stack-Quick",
                        true,
                        "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}}",
                        "arn:aws:iam::999999999999:role/given",
                        Optional.empty()));
    }

    @Test
    void eventsAndAliasesThatNobodyServesHereAreListedAsSkipped() {
        Read template = deployable("""
                Resources:
                  Worker:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: a.B
                      Runtime: java17
                      CodeUri: code.zip
                      Events: {Nightly: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 day)}}}
                  Quick:
                    Type: AWS::Serverless::StateMachine
                    Properties: {AutoPublishAlias: live, Definition: {StartAt: A, States: {A: {Type: Succeed}}}}
                """);

        assertThat(template.planned(Planned.Skipped.class))
                .extracting(Planned::logicalId)
                .containsExactly("Worker/Events/Nightly", "Quick/AutoPublishAlias");
    }

    @Test
    void aPropertyThatAsksForWhatNobodyDoesHereIsListedAsSkipped() {
        Read template = deployable("""
                Resources:
                  Worker:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: a.B
                      Runtime: java17
                      CodeUri: code.zip
                      DeadLetterQueue: {Type: SQS, TargetArn: !GetAtt Lost.Arn}
                      EventInvokeConfig: {MaximumRetryAttempts: 0}
                      Events:
                        Queued: {Type: SNS, Properties: {Topic: !Ref News, SqsSubscription: true}}
                  Lost: {Type: AWS::SQS::Queue}
                  News: {Type: AWS::SNS::Topic, Properties: {FifoTopic: true}}
                """);

        assertThat(template.planned(Planned.Skipped.class))
                .extracting(Planned::logicalId, Planned::type)
                .containsExactly(
                        tuple("Worker/Events/Queued", "SNS"),
                        tuple("Lost", "AWS::SQS::Queue"),
                        tuple("Worker/DeadLetterQueue", "AWS::Serverless::Function.DeadLetterQueue"),
                        tuple("Worker/EventInvokeConfig", "AWS::Lambda::EventInvokeConfig"),
                        tuple("News/FifoTopic", "AWS::SNS::Topic.FifoTopic"));
    }

    @Test
    void rulesWithTheirTargetsAreReadAsEventBridgeTakesThem() {
        Read template = deployable("""
                Resources:
                  Facts: {Type: AWS::Events::EventBus, Properties: {Name: facts}}
                  Lines: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /facts}}
                  Told:
                    Type: AWS::Events::Rule
                    Properties:
                      EventBusName: !Ref Facts
                      EventPattern: {source: [{prefix: shop.}]}
                      Targets: [{Id: log, Arn: !GetAtt Lines.Arn, RetryPolicy: {MaximumRetryAttempts: 3}}]
                """);

        assertThat(template.planned(Planned.Rule.class))
                .extracting(planned -> planned.rule() + " " + planned.targets())
                .containsExactly(
                        "{\"Name\":\"stack-Told\",\"EventBusName\":\"facts\",\"EventPattern\":\"{\\\"source\\\":[{\\\"prefix\\\":\\\"shop.\\\"}]}\"} "
                                + "{\"Rule\":\"stack-Told\",\"EventBusName\":\"facts\",\"Targets\":[{\"Id\":\"log\","
                                + "\"Arn\":\"arn:aws:logs:eu-west-1:123456789012:log-group:/facts:*\","
                                + "\"RetryPolicy\":{\"MaximumRetryAttempts\":3}}]}");
        assertThat(template.planned(Planned.LogGroup.class))
                .extracting(Planned.LogGroup::name)
                .containsExactly("/facts");
    }

    @Test
    void samsEventsAreRulesAndSubscriptionsOfTheFunctionsAlias() {
        Read template = deployable("""
                Resources:
                  Ears:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: a.B
                      Runtime: java17
                      CodeUri: code.zip
                      AutoPublishAlias: live
                      Events:
                        Paid: {Type: EventBridgeRule, Properties: {Pattern: {source: [till]}, InputPath: $.detail}}
                        Daily: {Type: Schedule, Properties: {Schedule: rate(1 day), Enabled: false}}
                        News: {Type: SNS, Properties: {Topic: !Ref Bulletin, FilterPolicy: {kind: [new]}}}
                  Bulletin:
                    Type: AWS::SNS::Topic
                    Properties: {TopicName: news, Subscription: [{Protocol: email, Endpoint: a@b.example}]}
                """);

        assertThat(template.planned(Planned.Rule.class))
                .extracting(planned -> planned.logicalId() + " " + planned.rule())
                .containsExactly(
                        "Ears/Events/Paid {\"Name\":\"stack-EarsPaid\",\"EventPattern\":\"{\\\"source\\\":[\\\"till\\\"]}\"}",
                        "Ears/Events/Daily {\"Name\":\"stack-EarsDaily\",\"ScheduleExpression\":\"rate(1 day)\",\"State\":\"DISABLED\"}");
        assertThat(template.planned(Planned.Rule.class))
                .extracting(planned -> planned.targets().path("Targets").path(0).toString())
                .first()
                .isEqualTo(
                        "{\"Id\":\"EarsPaid\",\"Arn\":\"arn:aws:lambda:eu-west-1:123456789012:function:stack-Ears:live\","
                                + "\"InputPath\":\"$.detail\"}");
        assertThat(template.plan())
                .contains(
                        new Planned.Subscription(
                                "Ears/Events/News",
                                "SNS",
                                "arn:aws:sns:eu-west-1:123456789012:news",
                                "arn:aws:lambda:eu-west-1:123456789012:function:stack-Ears:live",
                                Map.of("FilterPolicy", "{\"kind\":[\"new\"]}")),
                        new Planned.Skipped("Bulletin/Subscription/0", "AWS::SNS::Subscription"));
    }

    @Test
    void aNameThatNothingHasIsAProblem() {
        Read template = read("""
                Resources:
                  Saga:
                    Type: AWS::Serverless::StateMachine
                    Properties:
                      DefinitionUri: saga.json
                      DefinitionSubstitutions: {Worker: !Ref Nobody}
                """);

        assertThat(messages(template))
                .containsExactlyInAnyOrder(
                        "/Resources/Saga/Properties/DefinitionSubstitutions/Worker (line 6): there is no parameter or resource Nobody",
                        "/Resources/Saga/Properties/DefinitionSubstitutions (line 6): says nothing for ${Bus} of the definition");
    }

    @Test
    void aFileThatIsNotThereOrNoYamlIsSaidInOneLine() throws IOException {
        assertThatThrownBy(() -> SamTemplate.read(folder.resolve("none.yaml")))
                .isInstanceOf(InvalidTemplate.class)
                .hasMessageStartingWith("there is no template to read at ");
        assertThatThrownBy(() -> read("Resources: {"))
                .isInstanceOf(InvalidTemplate.class)
                .hasMessageStartingWith("the template is no YAML: line 1, column ");
    }

    /** What a test looks at. */
    private record Read(List<Problem> problems, List<Planned> plan, Map<String, String> outputs) {

        <P extends Planned> List<P> planned(Class<P> kind) {
            return plan.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }

    private Read deployable(String yaml) {
        Read template = read(yaml);
        assertThat(template.problems()).isEmpty();
        return template;
    }

    private Read read(String yaml) {
        return read(yaml, Map.of());
    }

    private Read read(String yaml, Map<String, String> parameters) {
        try {
            Path file = Files.writeString(folder.resolve("template.yaml"), yaml);
            SamStack stack =
                    SamTemplate.read(file).deployedAs(new StackId("stack", "eu-west-1", "123456789012"), parameters);
            return new Read(
                    DeploymentPlan.problems(stack, file),
                    DeploymentPlan.steps(stack, file),
                    DeploymentPlan.outputs(stack));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> messages(Read template) {
        return template.problems().stream().map(Problem::toString).toList();
    }
}
