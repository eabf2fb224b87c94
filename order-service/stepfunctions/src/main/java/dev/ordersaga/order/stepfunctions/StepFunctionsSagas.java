package dev.ordersaga.order.stepfunctions;

import dev.ordersaga.order.Attribution;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.Unavailable;
import dev.ordersaga.order.saga.Saga;
import dev.ordersaga.order.saga.SagaStatus;
import dev.ordersaga.order.saga.SagaStep;
import dev.ordersaga.order.saga.SagaSteps;
import dev.ordersaga.order.saga.Sagas;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/**
 * Sagas as executions of two state machines: one carries orders, the other takes confirmed orders back. An execution is named by its
 * order's id. A saga that ended badly may have been run again; its last run counts.
 */
public final class StepFunctionsSagas implements Sagas {

    private final SfnClient stepFunctions;
    private final StateMachineArn stateMachine;
    private final StateMachineArn refunds;

    /**
     * @param stateMachine carries orders
     * @param refunds takes CONFIRMED orders back
     */
    public StepFunctionsSagas(SfnClient stepFunctions, StateMachineArn stateMachine, StateMachineArn refunds) {
        this.stepFunctions = stepFunctions;
        this.stateMachine = stateMachine;
        this.refunds = refunds;
    }

    @Override
    public boolean start(Order order) {
        return start(stateMachine, order.id(), ExecutionInput.write(order));
    }

    @Override
    public void startRefund(Order order, Attribution cancellation) {
        // An execution of that name was started by an earlier request, and does the same.
        start(refunds, order.id(), RefundInput.write(order, cancellation));
    }

    private boolean start(StateMachineArn machine, OrderId id, String input) {
        return unavailableIfFailed(() -> {
            try {
                stepFunctions.startExecution(request -> request.stateMachineArn(machine.value())
                        .name(id.value())
                        .input(input));
                return true;
            } catch (ExecutionAlreadyExistsException exists) {
                return false;
            }
        });
    }

    @Override
    public boolean answer(String taskToken, String json) {
        return StepFunctionsTasks.answer(stepFunctions, taskToken, json);
    }

    @Override
    public Optional<Saga> find(OrderId id) {
        return newest(id)
                .map(execution -> new Saga(
                        statusOf(execution.status()),
                        ExecutionInput.read(execution.input())
                                .filter(order -> order.id().equals(id))
                                .orElse(null)));
    }

    @Override
    public Optional<SagaSteps> steps(OrderId id) {
        return newest(id)
                .flatMap(execution -> history(execution)
                        .map(steps -> new SagaSteps(statusOf(execution.status()), steps, refundOf(id))));
    }

    private @Nullable SagaSteps refundOf(OrderId id) {
        return describe(refunds, id.value())
                .flatMap(execution ->
                        history(execution).map(steps -> new SagaSteps(statusOf(execution.status()), steps, null)))
                .orElse(null);
    }

    private Optional<List<SagaStep>> history(DescribeExecutionResponse execution) {
        return unavailableIfFailed(() -> {
            List<HistoryEvent> events = new ArrayList<>();
            String next = null;
            try {
                do {
                    String page = next;
                    GetExecutionHistoryResponse history =
                            stepFunctions.getExecutionHistory(request -> request.executionArn(execution.executionArn())
                                    .maxResults(1000)
                                    .nextToken(page));
                    events.addAll(history.events());
                    next = history.nextToken();
                } while (next != null);
            } catch (ExecutionDoesNotExistException goneMeanwhile) {
                return Optional.empty();
            }
            return Optional.of(ExecutionHistory.stepsOf(events));
        });
    }

    /** The order's last run: there is a second only when the first ended badly, so most orders cost one call. */
    private Optional<DescribeExecutionResponse> newest(OrderId id) {
        Optional<DescribeExecutionResponse> newest = describe(stateMachine, id.value());
        for (int number = 2;
                number <= RunName.MAX_RUNS
                        && newest.filter(StepFunctionsSagas::endedBadly).isPresent();
                number++) {
            Optional<DescribeExecutionResponse> next = RunName.of(id, number)
                    .flatMap(name -> describe(stateMachine, name))
                    .filter(run -> ExecutionInput.orderIn(run.input())
                            .filter(id::equals)
                            .isPresent());
            if (next.isEmpty()) {
                break;
            }
            newest = next;
        }
        return newest;
    }

    private static boolean endedBadly(DescribeExecutionResponse execution) {
        SagaStatus status = statusOf(execution.status());
        return status != SagaStatus.RUNNING && status != SagaStatus.SUCCEEDED;
    }

    private Optional<DescribeExecutionResponse> describe(StateMachineArn machine, String name) {
        return unavailableIfFailed(() -> {
            try {
                return Optional.of(
                        stepFunctions.describeExecution(request -> request.executionArn(machine.execution(name))));
            } catch (ExecutionDoesNotExistException unknown) {
                return Optional.empty();
            }
        });
    }

    static SagaStatus statusOf(ExecutionStatus status) {
        return switch (status) {
            case SUCCEEDED -> SagaStatus.SUCCEEDED;
            case FAILED -> SagaStatus.FAILED;
            case TIMED_OUT -> SagaStatus.TIMED_OUT;
            case ABORTED -> SagaStatus.ABORTED;
            case RUNNING, PENDING_REDRIVE, UNKNOWN_TO_SDK_VERSION -> SagaStatus.RUNNING;
        };
    }

    static <T> T unavailableIfFailed(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException failed) {
            throw new Unavailable("Step Functions", failed);
        }
    }
}
