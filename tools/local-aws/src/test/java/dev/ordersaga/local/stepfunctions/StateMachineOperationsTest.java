package dev.ordersaga.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.Clients;
import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.LocalAwsOptions;
import dev.ordersaga.local.lambda.InvocationRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ConflictException;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.MissingRequiredParameterException;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineStatus;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.Tag;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResultCode;

class StateMachineOperationsTest {

    private static final String ARN = "arn:aws:states:us-east-1:000000000000:stateMachine:orders";

    private LocalAws aws;
    private SfnClient sfn;

    @BeforeEach
    void start() {
        aws = LocalAws.start(LocalAwsOptions.defaults()
                .withFunctions((function, payload) -> CompletableFuture.failedFuture(
                        new InvocationRefused(404, "ResourceNotFoundException", "Function not found: " + function))));
        sfn = Clients.sfn(aws);
    }

    @AfterEach
    void close() {
        sfn.close();
        aws.close();
    }

    @Test
    void whatWasCreatedIsDescribed() {
        assertThat(create("orders", Machines.PASSES).stateMachineArn()).isEqualTo(ARN);

        DescribeStateMachineResponse described = sfn.describeStateMachine(r -> r.stateMachineArn(ARN));

        assertThat(described.name()).isEqualTo("orders");
        assertThat(described.definition()).isEqualTo(Machines.PASSES);
        assertThat(described.roleArn()).isEqualTo(Machines.ROLE);
        assertThat(described.type()).isEqualTo(StateMachineType.STANDARD);
        assertThat(described.status()).isEqualTo(StateMachineStatus.ACTIVE);
        assertThat(described.creationDate()).isNotNull();
        assertThat(described.revisionId()).isNull();
    }

    @Test
    void encryptionIsDescribedAsItWasGiven() {
        sfn.createStateMachine(r -> r.name("orders")
                .definition(Machines.PASSES)
                .roleArn(Machines.ROLE)
                .encryptionConfiguration(e -> e.type("CUSTOMER_MANAGED_KMS_KEY").kmsKeyId("alias/tea")));

        var described = sfn.describeStateMachine(r -> r.stateMachineArn(ARN)).encryptionConfiguration();
        assertThat(described.typeAsString()).isEqualTo("CUSTOMER_MANAGED_KMS_KEY");
        assertThat(described.kmsKeyId()).isEqualTo("alias/tea");
        assertThat(described.kmsDataKeyReusePeriodSeconds()).isEqualTo(300);
        assertThatThrownBy(() -> create("orders", Machines.PASSES))
                .isInstanceOf(StateMachineAlreadyExistsException.class);
        String activity = sfn.createActivity(r -> r.name("tea")
                        .encryptionConfiguration(e -> e.type("CUSTOMER_MANAGED_KMS_KEY")
                                .kmsKeyId("alias/tea")
                                .kmsDataKeyReusePeriodSeconds(60)))
                .activityArn();
        assertThat(sfn.describeActivity(r -> r.activityArn(activity))
                        .encryptionConfiguration()
                        .kmsDataKeyReusePeriodSeconds())
                .isEqualTo(60);
    }

    @Test
    void anEncryptionThatDoesNotGoTogetherIsRefused() {
        assertThatThrownBy(() -> sfn.createStateMachine(r -> r.name("orders")
                        .definition(Machines.PASSES)
                        .roleArn(Machines.ROLE)
                        .encryptionConfiguration(e -> e.type("CUSTOMER_MANAGED_KMS_KEY"))))
                .hasMessageContaining("kmsKeyId must be set")
                .extracting(
                        refused -> ((SfnException) refused).awsErrorDetails().errorCode())
                .isEqualTo("InvalidEncryptionConfiguration");
        assertThatThrownBy(() -> sfn.createActivity(r -> r.name("tea")
                        .encryptionConfiguration(e -> e.type("CUSTOMER_MANAGED_KMS_KEY")
                                .kmsKeyId("alias/tea")
                                .kmsDataKeyReusePeriodSeconds(59))))
                .hasMessageContaining("between 60 and 900");
    }

    @Test
    void creatingTheSameAgainGivesTheFirstAnswer() {
        CreateStateMachineResponse first = create("orders", Machines.PASSES);

        CreateStateMachineResponse second = sfn.createStateMachine(
                r -> r.name("orders").definition(Machines.PASSES).roleArn("arn:aws:iam::000000000000:role/another"));

        assertThat(second.creationDate()).isEqualTo(first.creationDate());
        assertThat(sfn.describeStateMachine(r -> r.stateMachineArn(ARN)).roleArn())
                .isEqualTo(Machines.ROLE);
    }

    @Test
    void creatingAnotherOfTheSameNameIsRefused() {
        create("orders", Machines.PASSES);

        assertThatThrownBy(() -> create("orders", Machines.FAILS))
                .isInstanceOf(StateMachineAlreadyExistsException.class)
                .hasMessageContaining("State Machine Already Exists: '" + ARN + "'");
        assertThatThrownBy(() -> sfn.createStateMachine(r -> r.name("orders")
                        .definition(Machines.PASSES)
                        .roleArn(Machines.ROLE)
                        .type(StateMachineType.EXPRESS)))
                .isInstanceOf(StateMachineAlreadyExistsException.class);
    }

    @Test
    void theSameNameInAnotherAccountOrRegionIsAnother() {
        create("orders", Machines.PASSES);
        try (SfnClient elsewhere = Clients.sfn(aws, "111111111111", "eu-west-1")) {
            assertThat(elsewhere
                            .createStateMachine(r ->
                                    r.name("orders").definition(Machines.FAILS).roleArn(Machines.ROLE))
                            .stateMachineArn())
                    .isEqualTo("arn:aws:states:eu-west-1:111111111111:stateMachine:orders");
            assertThat(elsewhere.listStateMachines().stateMachines()).hasSize(1);
        }
        assertThat(sfn.listStateMachines().stateMachines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "a/b", "a:b", "<a>", "a*", "tab\there", "a#b", "caf\u00e9\u0085"})
    void aNameThatAwsRefusesIsRefused(String name) {
        assertThatThrownBy(() -> create(name, Machines.PASSES)).isInstanceOf(InvalidNameException.class);
    }

    @Test
    void aNameOfMoreThanEightyCharactersIsRefused() {
        assertThat(create("x".repeat(80), Machines.PASSES).stateMachineArn()).endsWith("x");
        assertThatExceptionOfType(SfnException.class)
                .isThrownBy(() -> create("x".repeat(81), Machines.PASSES))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
    }

    @Test
    void textThatIsNotJsonIsNoDefinition() {
        assertThatThrownBy(() -> create("orders", "{oops"))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: ");
    }

    @Test
    void aResourceThatAwsDoesNotKnowIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> create("orders", Machines.task("arn:aws:states:::dynamodb:query", "{}")))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("is not recognized")
                .hasMessageContaining("/States/T/Resource");
    }

    @Test
    void anExpressStateMachineMayNotWait() {
        assertThatThrownBy(() -> sfn.createStateMachine(r -> r.name("quick")
                        .definition(Machines.task(
                                "arn:aws:states:::lambda:invoke.waitForTaskToken",
                                "{\"FunctionName\":\"f\",\"Payload\":\"{% $states.context.Task.Token %}\"}"))
                        .roleArn(Machines.ROLE)
                        .type(StateMachineType.EXPRESS)))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("Express state machine does not support '.waitForTaskToken' service integration");
    }

    @Test
    void anUpdateIsDescribedAndNamesItsRevision() {
        create("orders", Machines.PASSES);

        var updated = sfn.updateStateMachine(r -> r.stateMachineArn(ARN).definition(Machines.FAILS));

        var described = sfn.describeStateMachine(r -> r.stateMachineArn(ARN));
        assertThat(described.definition()).isEqualTo(Machines.FAILS);
        assertThat(described.revisionId()).isEqualTo(updated.revisionId()).isNotNull();
        assertThat(sfn.updateStateMachine(r -> r.stateMachineArn(ARN).definition(Machines.FAILS))
                        .revisionId())
                .isEqualTo(updated.revisionId());
    }

    @Test
    void anUpdateOfNothingIsRefused() {
        create("orders", Machines.PASSES);

        assertThatThrownBy(() -> sfn.updateStateMachine(r -> r.stateMachineArn(ARN)))
                .isInstanceOf(MissingRequiredParameterException.class);
    }

    @Test
    void anInvalidUpdateChangesNothing() {
        create("orders", Machines.PASSES);

        assertThatThrownBy(
                        () -> sfn.updateStateMachine(r -> r.stateMachineArn(ARN).definition("{}")))
                .isInstanceOf(InvalidDefinitionException.class);
        assertThat(sfn.describeStateMachine(r -> r.stateMachineArn(ARN)).definition())
                .isEqualTo(Machines.PASSES);
    }

    @Test
    void whatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> sfn.describeStateMachine(r -> r.stateMachineArn(ARN)))
                .isInstanceOf(StateMachineDoesNotExistException.class)
                .hasMessageContaining("State Machine Does Not Exist: '" + ARN + "'");
        assertThatThrownBy(
                        () -> sfn.updateStateMachine(r -> r.stateMachineArn(ARN).definition(Machines.PASSES)))
                .isInstanceOf(StateMachineDoesNotExistException.class);
        assertThatThrownBy(() -> sfn.describeStateMachine(r -> r.stateMachineArn("orders")))
                .isInstanceOf(InvalidArnException.class)
                .hasMessageContaining("Invalid Arn: 'Invalid ARN prefix: orders'");
    }

    @Test
    void deletingTwiceIsDeletingOnce() {
        create("orders", Machines.PASSES);

        sfn.deleteStateMachine(r -> r.stateMachineArn(ARN));
        sfn.deleteStateMachine(r -> r.stateMachineArn(ARN));

        assertThat(sfn.listStateMachines().stateMachines()).isEmpty();
    }

    @Test
    void noVersionsArnChangesOrDeletesTheWholeStateMachine() {
        create("orders", Machines.PASSES);
        sfn.publishStateMachineVersion(r -> r.stateMachineArn(ARN));

        for (String qualifier : List.of(":1", ":7", ":live")) {
            assertThatExceptionOfType(SfnException.class)
                    .isThrownBy(() -> sfn.deleteStateMachine(r -> r.stateMachineArn(ARN + qualifier)))
                    .matches(refused -> refused.awsErrorDetails().errorCode().equals("ValidationException"));
            assertThatExceptionOfType(SfnException.class)
                    .isThrownBy(() -> sfn.updateStateMachine(
                            r -> r.stateMachineArn(ARN + qualifier).definition(Machines.FAILS)))
                    .matches(refused -> refused.awsErrorDetails().errorCode().equals("ValidationException"));
        }

        assertThat(sfn.describeStateMachine(r -> r.stateMachineArn(ARN)).definition())
                .isEqualTo(Machines.PASSES);
        assertThat(sfn.listStateMachineVersions(r -> r.stateMachineArn(ARN)).stateMachineVersions())
                .hasSize(1);
    }

    @Test
    void aLevelOfLoggingThatThereIsNotIsRefusedWithThoseThereAre() {
        assertThatExceptionOfType(SfnException.class)
                .isThrownBy(() -> sfn.createStateMachine(r -> r.name("logged")
                        .roleArn("arn:aws:iam::000000000000:role/sagas")
                        .definition(Machines.PASSES)
                        .loggingConfiguration(l -> l.level("VERBOSE"))))
                .matches(refused -> refused.awsErrorDetails().errorCode().equals("ValidationException"))
                .withMessageContaining("Member must satisfy enum value set: [ALL, ERROR, FATAL, OFF]");
    }

    @Test
    void metadataAloneLeavesTheDefinitionOut() {
        create("orders", Machines.PASSES);

        var described = sfn.describeStateMachine(r -> r.stateMachineArn(ARN).includedData("METADATA_ONLY"));

        assertThat(described.definition()).isEqualTo("{}");
        assertThat(described.name()).isEqualTo("orders");
    }

    @Test
    void aListComesPageByPage() {
        for (int i = 0; i < 5; i++) {
            create("machine-" + i, Machines.PASSES);
        }

        List<String> names = new ArrayList<>();
        sfn.listStateMachinesPaginator(r -> r.maxResults(2)).stateMachines().stream()
                .map(StateMachineListItem::name)
                .forEach(names::add);

        assertThat(names).containsExactly("machine-0", "machine-1", "machine-2", "machine-3", "machine-4");
    }

    @Test
    void aTokenThatNobodyGaveIsRefused() {
        assertThatThrownBy(() -> sfn.listStateMachines(r -> r.nextToken("InvalidToken")))
                .isInstanceOf(InvalidTokenException.class);
        assertThatExceptionOfType(SfnException.class)
                .isThrownBy(() -> sfn.listStateMachines(r -> r.maxResults(1001)))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorMessage())
                        .isEqualTo(
                                "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint:"
                                        + " Member must have value less than or equal to 1000"));
    }

    @Test
    void versionsStayAsTheyWerePublished() {
        create("orders", Machines.PASSES);
        var first = sfn.publishStateMachineVersion(r -> r.stateMachineArn(ARN));
        var again = sfn.publishStateMachineVersion(r -> r.stateMachineArn(ARN));
        var updated = sfn.updateStateMachine(r ->
                r.stateMachineArn(ARN).definition(Machines.FAILS).publish(true).versionDescription("the second"));

        assertThat(first.stateMachineVersionArn()).isEqualTo(ARN + ":1").isEqualTo(again.stateMachineVersionArn());
        assertThat(updated.stateMachineVersionArn()).isEqualTo(ARN + ":2");
        assertThat(sfn.describeStateMachine(r -> r.stateMachineArn(ARN + ":1")).definition())
                .isEqualTo(Machines.PASSES);
        assertThat(sfn.describeStateMachine(r -> r.stateMachineArn(ARN + ":2")).description())
                .isEqualTo("the second");
        assertThat(sfn.listStateMachineVersions(r -> r.stateMachineArn(ARN)).stateMachineVersions())
                .hasSize(2);
        assertThatThrownBy(() -> sfn.publishStateMachineVersion(
                        r -> r.stateMachineArn(ARN).revisionId("another")))
                .isInstanceOfSatisfying(
                        ConflictException.class,
                        refusal -> assertThat(refusal.statusCode()).isEqualTo(409));

        sfn.deleteStateMachineVersion(r -> r.stateMachineVersionArn(ARN + ":1"));

        assertThatThrownBy(() -> sfn.describeStateMachine(r -> r.stateMachineArn(ARN + ":1")))
                .isInstanceOf(StateMachineDoesNotExistException.class);
    }

    @Test
    void tagsAreGivenReadAndTaken() {
        create("orders", Machines.PASSES);

        sfn.tagResource(r -> r.resourceArn(ARN)
                .tags(
                        Tag.builder().key("team").value("checkout").build(),
                        Tag.builder().key("tier").value("1").build()));
        sfn.untagResource(r -> r.resourceArn(ARN).tagKeys("tier", "none"));

        assertThat(sfn.listTagsForResource(r -> r.resourceArn(ARN)).tags())
                .containsExactly(Tag.builder().key("team").value("checkout").build());
        assertThatThrownBy(() -> sfn.listTagsForResource(r -> r.resourceArn(ARN + "-unknown")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aDefinitionIsValidatedWithoutBeingCreated() {
        assertThat(sfn.validateStateMachineDefinition(r -> r.definition(Machines.PASSES))
                        .result())
                .isEqualTo(ValidateStateMachineDefinitionResultCode.OK);

        var refused = sfn.validateStateMachineDefinition(
                r -> r.definition(Machines.task("arn:aws:states:::dynamodb:query", "{}")));

        assertThat(refused.result()).isEqualTo(ValidateStateMachineDefinitionResultCode.FAIL);
        assertThat(refused.diagnostics()).anySatisfy(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo("SCHEMA_VALIDATION_FAILED");
            assertThat(diagnostic.location()).isEqualTo("/States/T/Resource");
        });
        assertThat(sfn.listStateMachines().stateMachines()).isEmpty();
    }

    @Test
    void anOperationThatIsNotSupportedSaysSo() throws Exception {
        java.net.http.HttpRequest request = java.net.http.HttpRequest.newBuilder(aws.endpoint())
                .header("X-Amz-Target", "AWSStepFunctions.DreamOfStates")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        String body = java.net.http.HttpClient.newHttpClient()
                .send(request, java.net.http.HttpResponse.BodyHandlers.ofString())
                .body();

        assertThat(body).contains("UnknownOperationException", "DreamOfStates");
    }

    private CreateStateMachineResponse create(String name, String definition) {
        return sfn.createStateMachine(r -> r.name(name).definition(definition).roleArn(Machines.ROLE));
    }
}
