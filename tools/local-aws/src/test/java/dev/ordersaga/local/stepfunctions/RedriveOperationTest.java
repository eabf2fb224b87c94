package dev.ordersaga.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ordersaga.local.Clients;
import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.LocalAwsOptions;
import dev.ordersaga.local.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveFilter;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;

class RedriveOperationTest {

    private static final AtomicInteger CALLS = new AtomicInteger();

    private static LocalAws aws;
    private static SfnClient sfn;

    @BeforeAll
    static void start() {
        aws = LocalAws.start(LocalAwsOptions.defaults()
                .withFunctions((function, payload) -> CompletableFuture.completedFuture(
                        CALLS.incrementAndGet() % 2 == 1
                                ? new InvocationResult(bytes("{\"errorType\": \"Spilt\"}"), "Unhandled", "$LATEST", "1")
                                : new InvocationResult(bytes("\"poured\""), null, "$LATEST", "1"))));
        sfn = Clients.sfn(aws);
        create("fails", Machines.FAILS);
        create("waits", Machines.WAITS);
        create("passes", Machines.PASSES);
        create(
                "pours",
                "{\"StartAt\": \"Pour\", \"States\": {\"Pour\": {\"Type\": \"Task\", \"End\": true,"
                        + " \"Resource\": \"arn:aws:lambda:us-east-1:000000000000:function:pour\"}}}");
    }

    @AfterAll
    static void close() {
        sfn.close();
        aws.close();
    }

    @Test
    void anExecutionThatFailedGoesOnWhereItFailed() {
        String arn = begin("pours", "goes-on");
        DescribeExecutionResponse failed = Clients.ended(sfn, arn);
        assertThat(failed.redriveStatus()).isEqualTo(ExecutionRedriveStatus.REDRIVABLE);
        assertThat(failed.redriveStatusReason()).isNull();

        var redriven = sfn.redriveExecution(request -> request.executionArn(arn));

        DescribeExecutionResponse ended = Clients.ended(sfn, arn);
        assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(ended.output()).isEqualTo("\"poured\"");
        assertThat(ended.error()).isNull();
        assertThat(ended.redriveCount()).isEqualTo(1);
        assertThat(ended.redriveDate()).isEqualTo(redriven.redriveDate());
        assertThat(ended.startDate()).isEqualTo(failed.startDate());
        assertThat(ended.redriveStatus()).isEqualTo(ExecutionRedriveStatus.NOT_REDRIVABLE);
        HistoryEvent told = sfn.getExecutionHistory(request -> request.executionArn(arn)).events().stream()
                .filter(event -> event.type() == HistoryEventType.EXECUTION_REDRIVEN)
                .findFirst()
                .orElseThrow();
        assertThat(told.executionRedrivenEventDetails().redriveCount()).isEqualTo(1);
    }

    @Test
    void theSameClientTokenIsAnsweredAgainAndRedrivesOnce() {
        String arn = begin("fails", "token");
        Clients.ended(sfn, arn);
        var first = sfn.redriveExecution(request -> request.executionArn(arn).clientToken("one"));
        Clients.ended(sfn, arn);

        assertThat(sfn.redriveExecution(request -> request.executionArn(arn).clientToken("one"))
                        .redriveDate())
                .isEqualTo(first.redriveDate());
        assertThat(Clients.ended(sfn, arn).redriveCount()).isEqualTo(1);
        sfn.redriveExecution(request -> request.executionArn(arn).clientToken("two"));
        assertThat(Clients.ended(sfn, arn).redriveCount()).isEqualTo(2);
    }

    @Test
    void whatRunsOrHasSucceededIsRefusedWithTheReason() {
        String running = begin("waits", "runs");
        String succeeded = begin("passes", "succeeds");
        Clients.ended(sfn, succeeded);

        for (String arn : new String[] {running, succeeded}) {
            DescribeExecutionResponse described = sfn.describeExecution(request -> request.executionArn(arn));
            assertThat(described.redriveStatusReason())
                    .isEqualTo("Execution is " + described.statusAsString() + " and cannot be redriven");
            assertThatExceptionOfType(ExecutionNotRedrivableException.class)
                    .isThrownBy(() -> sfn.redriveExecution(request -> request.executionArn(arn)))
                    .withMessageContaining(described.redriveStatusReason());
        }
    }

    @Test
    void anExecutionThatIsNotThereAndOneThatIsExpressAreRefusedByName() {
        assertThatExceptionOfType(ExecutionDoesNotExistException.class)
                .isThrownBy(() -> sfn.redriveExecution(request ->
                        request.executionArn("arn:aws:states:us-east-1:000000000000:execution:fails:nobody")));
        assertThatExceptionOfType(InvalidArnException.class)
                .isThrownBy(() -> sfn.redriveExecution(request ->
                        request.executionArn("arn:aws:states:us-east-1:000000000000:express:fails:nobody:1")));
    }

    @Test
    void theListTellsWhichExecutionsWereRedriven() {
        create("listed", Machines.FAILS);
        String once = begin("listed", "once");
        String never = begin("listed", "never");
        Clients.ended(sfn, once);
        Clients.ended(sfn, never);
        sfn.redriveExecution(request -> request.executionArn(once));
        Clients.ended(sfn, once);

        assertThat(listed(ExecutionRedriveFilter.REDRIVEN))
                .singleElement()
                .returns(once, ExecutionListItem::executionArn)
                .returns(1, ExecutionListItem::redriveCount);
        assertThat(listed(ExecutionRedriveFilter.NOT_REDRIVEN))
                .singleElement()
                .returns(never, ExecutionListItem::executionArn)
                .returns(null, ExecutionListItem::redriveDate);
        assertThat(listed(null)).hasSize(2);
    }

    private static List<ExecutionListItem> listed(@Nullable ExecutionRedriveFilter filter) {
        return sfn.listExecutions(
                        request -> request.stateMachineArn("arn:aws:states:us-east-1:000000000000:stateMachine:listed")
                                .redriveFilter(filter))
                .executions();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void create(String name, String definition) {
        sfn.createStateMachine(
                request -> request.name(name).definition(definition).roleArn("arn:aws:iam::000000000000:role/role"));
    }

    private static String begin(String machine, String name) {
        return sfn.startExecution(request -> request.stateMachineArn(
                                "arn:aws:states:us-east-1:000000000000:stateMachine:" + machine)
                        .name(name))
                .executionArn();
    }
}
