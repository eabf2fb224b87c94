package dev.ordersaga.local.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.dynamodb.DynamoDbService;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.lambda.InvocationRefused;
import dev.ordersaga.local.lambda.LambdaService;
import dev.ordersaga.local.lambda.LambdaSettings;
import dev.ordersaga.sam.InvalidTemplate;
import dev.ordersaga.sam.Output;
import dev.ordersaga.sam.SamStack;
import dev.ordersaga.sam.SamTemplate;
import dev.ordersaga.sam.StackId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class DeploymentTest {

    private static final String TEMPLATE = """
            Resources:
              Machine:
                Type: AWS::Serverless::StateMachine
                Properties:
                  DefinitionUri: machine.json
                  DefinitionSubstitutions: {Fn: !Sub "${Fn.Arn}:live"}
              Fn:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: java17
                  Handler: example.Handler
                  CodeUri: code
                  AutoPublishAlias: live
                  Timeout: %s
                  Environment: {Variables: {TABLE: !Ref Table}}
              Table:
                Type: AWS::DynamoDB::Table
                Properties:
                  AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
                  KeySchema: [{AttributeName: id, KeyType: HASH}]
                  TimeToLiveSpecification: {AttributeName: expiresAt, Enabled: true}
              Bus: {Type: AWS::Events::EventBus, Properties: {Name: !Sub "${AWS::StackName}-bus"}}
              Dlq: {Type: AWS::SQS::Queue}
            Outputs:
              Machine: {Value: !Ref Machine}
            """;

    private static DynamoDbService tables;

    @TempDir
    Path directory;

    private final List<String> made = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path logs) {
        tables = DynamoDbService.start(DynamoDbService.defaultHome(), logs.resolve("dynamodb.log"));
    }

    @AfterAll
    static void stop() {
        tables.close();
    }

    @Test
    void everyResourceIsMadeOnceAndChangedWhereTheTemplateChanges() throws Exception {
        try (LambdaService functions = functions()) {
            Deployment.Deployed first = apply(functions, "made", "10");
            assertThat(first.actions())
                    .extracting(action -> action.result() + " " + action.logicalId())
                    .containsExactly("CREATED Table", "CREATED Bus", "CREATED Fn", "CREATED Machine", "SKIPPED Dlq");
            assertThat(first.outputs())
                    .containsExactly(new Output(
                            "Machine",
                            Optional.of("arn:aws:states:us-east-1:000000000000:stateMachine:made-Machine"),
                            Optional.empty(),
                            Optional.empty()));
            assertThat(made)
                    .containsExactly(
                            "bus made-bus",
                            "machine made-Machine {\"fn\":\"arn:aws:lambda:us-east-1:000000000000:function:made-Fn:live\"}");
            assertThat(apply(functions, "made", "10").actions())
                    .filteredOn(action -> List.of("Table", "Fn").contains(action.logicalId()))
                    .extracting(Deployment.Action::result)
                    .containsOnly(Deployment.Result.UNCHANGED);
            assertThat(apply(functions, "made", "11").actions())
                    .filteredOn(action -> action.logicalId().equals("Fn"))
                    .extracting(Deployment.Action::result)
                    .containsExactly(Deployment.Result.UPDATED);
        }
    }

    @Test
    void aTableForgetsWhatHasExpired() throws Exception {
        try (LambdaService functions = functions()) {
            var unused = apply(functions, "forgetful", "10");
        }
        HttpRequest describe = new HttpRequest(
                "POST",
                "/",
                "",
                Map.of(
                        "x-amz-target", List.of("DynamoDB_20120810.DescribeTimeToLive"),
                        "content-type", List.of("application/x-amz-json-1.0"),
                        "authorization",
                                List.of("AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, "
                                        + "SignedHeaders=host, Signature=0")),
                "{\"TableName\":\"forgetful-Table\"}".getBytes(StandardCharsets.UTF_8));
        byte[] answer = tables.answer(describe).toCompletableFuture().join().body();
        assertThat(new String(answer, StandardCharsets.UTF_8)).contains("ENABLED", "expiresAt");
    }

    @Test
    void aTemplateWithAProblemMakesNothing() {
        try (LambdaService functions = functions()) {
            assertThatThrownBy(() -> apply(functions, "broken", "soon"))
                    .isInstanceOf(InvalidTemplate.class)
                    .hasMessageContaining("/Resources/Fn/Properties/Timeout (line 14)");
            assertThat(made).isEmpty();
            assertThatThrownBy(() -> functions
                            .invoke("broken-Fn", new byte[0])
                            .toCompletableFuture()
                            .join())
                    .hasCauseInstanceOf(InvocationRefused.class);
        }
    }

    @Test
    void whatAServiceRefusesIsAProblemAtItsPlace() {
        try (LambdaService functions = functions()) {
            assertThatThrownBy(() -> applyText(functions, "refused", """
                            Resources:
                              Uneven:
                                Type: AWS::DynamoDB::Table
                                Properties:
                                  AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
                                  KeySchema: [{AttributeName: other, KeyType: HASH}]
                            """))
                    .isInstanceOf(InvalidTemplate.class)
                    .hasMessageStartingWith("/Resources/Uneven/Properties (line 4): is refused: ");
            assertThatThrownBy(() -> applyText(functions, "refused", """
                            Transform: AWS::Serverless-2016-10-31
                            Resources:
                              Reserved:
                                Type: AWS::Serverless::Function
                                Properties:
                                  Runtime: java17
                                  Handler: a.B
                                  CodeUri: code
                                  Environment: {Variables: {AWS_REGION: here}}
                            """))
                    .isInstanceOf(InvalidTemplate.class)
                    .hasMessageStartingWith("/Resources/Reserved/Properties (line 5): is refused: ")
                    .hasMessageContaining("AWS_REGION");
        }
    }

    @Test
    void aLogGroupKeepsItsEventsForAsLongAsTheTemplateSays() throws Exception {
        try (LambdaService functions = functions()) {
            applyText(functions, "logs", """
                    Resources:
                      Week: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /week, RetentionInDays: 7}}
                      Ever: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /ever}}
                    """);
        }

        assertThat(made).contains("/week for Optional[7]", "/ever for Optional.empty");
    }

    private LambdaService functions() {
        return new LambdaService(LambdaSettings.of(
                () -> URI.create("http://127.0.0.1:4566"), directory.resolve("logs"), directory.resolve("work")));
    }

    private Deployment.Deployed apply(LambdaService functions, String stack, String timeout) throws Exception {
        return applyText(functions, stack, TEMPLATE.formatted(timeout));
    }

    private Deployment.Deployed applyText(LambdaService functions, String stack, String yaml) throws Exception {
        Files.createDirectories(directory.resolve("code"));
        Files.writeString(directory.resolve("machine.json"), "{\"fn\":\"${Fn}\"}");
        Path template = Files.writeString(directory.resolve("template.yaml"), yaml);
        EventBuses buses = new EventBuses() {
            @Override
            public void createEventBus(String name) {
                made.add("bus " + name);
            }

            @Override
            public void createTopic(String name) {
                made.add("topic " + name);
            }

            @Override
            public void createLogGroup(String name, Optional<Integer> retentionDays) {
                made.add(name + " for " + retentionDays);
            }

            @Override
            public void putRule(ObjectNode rule, ObjectNode targets) {
                made.add("rule " + rule.path("Name").asString());
            }

            @Override
            public void subscribe(String topicArn, String functionArn, Map<String, String> attributes) {
                made.add("subscription " + functionArn);
            }
        };
        StateMachines machines = (name, express, definition, role, logging) -> {
            made.add("machine " + name + " " + definition);
            return "arn:aws:states:us-east-1:000000000000:stateMachine:" + name;
        };
        SamStack read =
                SamTemplate.read(template).deployedAs(new StackId(stack, "us-east-1", "000000000000"), Map.of());
        return new Deployment(functions, tables, machines, buses).apply(read, template);
    }
}
