package dev.ordersaga.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ordersaga.local.Clients;
import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.LocalAwsOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import software.amazon.awssdk.services.sfn.model.SfnException;

class AliasOperationsTest {

    private static final String ARN = "arn:aws:states:us-east-1:000000000000:stateMachine:orders";

    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults());
    private final SfnClient sfn = Clients.sfn(aws);

    @BeforeEach
    void twoVersions() {
        sfn.createStateMachine(r -> r.name("orders")
                .roleArn("arn:aws:iam::000000000000:role/orders")
                .definition(Machines.PASSES)
                .publish(true));
        sfn.updateStateMachine(
                r -> r.stateMachineArn(ARN).definition(Machines.FAILS).publish(true));
    }

    @AfterEach
    void close() {
        sfn.close();
        aws.close();
    }

    @Test
    void anAliasIsCreatedDescribedListedChangedAndDeleted() {
        String alias = create("live", route(1, 100)).stateMachineAliasArn();
        assertThat(alias).isEqualTo(ARN + ":live");
        assertThat(create("live", route(1, 100)).stateMachineAliasArn()).isEqualTo(alias);

        sfn.updateStateMachineAlias(r -> r.stateMachineAliasArn(alias)
                .description("nine in ten")
                .routingConfiguration(route(1, 90), route(2, 10)));

        var described = sfn.describeStateMachineAlias(r -> r.stateMachineAliasArn(alias));
        assertThat(described.name()).isEqualTo("live");
        assertThat(described.description()).isEqualTo("nine in ten");
        assertThat(described.routingConfiguration()).containsExactly(route(1, 90), route(2, 10));
        assertThat(sfn.listStateMachineAliases(r -> r.stateMachineArn(ARN)).stateMachineAliases())
                .hasSize(1);

        sfn.deleteStateMachineAlias(r -> r.stateMachineAliasArn(alias));

        refused("ResourceNotFound", () -> sfn.describeStateMachineAlias(r -> r.stateMachineAliasArn(alias)));
    }

    @Test
    void anExecutionIsOfTheVersionThatItsAliasChooses() {
        create("live", route(1, 50), route(2, 50));
        Set<String> versions = new HashSet<>();

        for (int i = 0; i < 100 && versions.size() < 2; i++) {
            String execution =
                    sfn.startExecution(r -> r.stateMachineArn(ARN + ":live")).executionArn();
            var described = sfn.describeExecution(r -> r.executionArn(execution));
            assertThat(described.stateMachineAliasArn()).isEqualTo(ARN + ":live");
            versions.add(described.stateMachineVersionArn());
        }

        assertThat(versions).containsExactlyInAnyOrder(ARN + ":1", ARN + ":2");
        assertThat(sfn.listExecutions(r -> r.stateMachineArn(ARN + ":live")).executions())
                .isNotEmpty();
    }

    @Test
    void aStateMachineIsDescribedByItsAlias() {
        create("live", route(1, 90), route(2, 10));

        var described = sfn.describeStateMachine(r -> r.stateMachineArn(ARN + ":live"));

        assertThat(described.stateMachineArn()).isEqualTo(ARN + ":1");
        assertThat(described.definition()).isEqualTo(Machines.PASSES);
        refused("StateMachineDoesNotExist", () -> sfn.describeStateMachine(r -> r.stateMachineArn(ARN + ":elsewhere")));
    }

    @Test
    void aStateMachineHasAThousandVersionsAtMost() {
        String definition = "{\"Comment\":\"%d\",\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}}";
        for (int i = 3; i <= 1000; i++) {
            String next = definition.formatted(i);
            sfn.updateStateMachine(r -> r.stateMachineArn(ARN).definition(next).publish(true));
        }

        refused(
                "ServiceQuotaExceededException",
                () -> sfn.updateStateMachine(
                        r -> r.stateMachineArn(ARN).definition(Machines.PASSES).publish(true)));
        assertThat(sfn.describeStateMachine(r -> r.stateMachineArn(ARN)).definition())
                .isEqualTo(definition.formatted(1000));
        sfn.deleteStateMachineVersion(r -> r.stateMachineVersionArn(ARN + ":1"));
        assertThat(sfn.updateStateMachine(r -> r.stateMachineArn(ARN)
                                .definition(Machines.PASSES)
                                .publish(true))
                        .stateMachineVersionArn())
                .isEqualTo(ARN + ":1001");
    }

    @Test
    void aVersionThatAnAliasNamesCannotBeDeleted() {
        create("live", route(1, 100));

        refused("ConflictException", () -> sfn.deleteStateMachineVersion(r -> r.stateMachineVersionArn(ARN + ":1")));

        sfn.deleteStateMachineVersion(r -> r.stateMachineVersionArn(ARN + ":2"));
    }

    @Test
    void aRoutingThatMakesNoSenseIsRefused() {
        refused("ValidationException", () -> create("live", route(1, 99)));
        refused("ValidationException", () -> create("live", route(1, 50), route(1, 50)));
        refused("ValidationException", () -> create("live", route(1, 50), route(2, 51)));
        refused("ValidationException", () -> create("7", route(1, 100)));
        refused("ResourceNotFound", () -> create("live", route(9, 100)));
        create("live", route(1, 100));
        refused("ConflictException", () -> create("live", route(2, 100)));
        refused("StateMachineDoesNotExist", () -> sfn.startExecution(r -> r.stateMachineArn(ARN + ":another")));
    }

    private software.amazon.awssdk.services.sfn.model.CreateStateMachineAliasResponse create(
            String name, RoutingConfigurationListItem... routes) {
        return sfn.createStateMachineAlias(r -> r.name(name).routingConfiguration(List.of(routes)));
    }

    private static RoutingConfigurationListItem route(int version, int weight) {
        return RoutingConfigurationListItem.builder()
                .stateMachineVersionArn(ARN + ":" + version)
                .weight(weight)
                .build();
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatExceptionOfType(SfnException.class)
                .isThrownBy(call)
                .satisfies(refusal ->
                        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
