package dev.ordersaga.order.stepfunctions;

import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderDetails;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.Saga;
import dev.ordersaga.order.SagaStatus;
import dev.ordersaga.order.SagaSteps;
import dev.ordersaga.order.Sagas;
import dev.ordersaga.order.Stated;
import dev.ordersaga.order.Unavailable;
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
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Sagas that are executions of two state machines, for orders and for their refunds, each named by its order's id. */
public final class StepFunctionsSagas implements Sagas {

    private static final JsonMapper JSON = JsonMapper.shared();

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
        return start(stateMachine, order.id(), JSON.writeValueAsString(ExecutionInput.of(order)));
    }

    @Override
    public void startRefund(Order order, Stated cancellation) {
        // One of the same name, begun for an earlier word, does the same.
        start(refunds, order.id(), JSON.writeValueAsString(RefundInput.of(order, cancellation)));
    }

    private boolean start(StateMachineArn machine, OrderId id, String input) {
        return answered(() -> {
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
        return answered(() -> {
            try {
                stepFunctions.sendTaskSuccess(
                        request -> request.taskToken(taskToken).output(json));
                return true;
            } catch (TaskTimedOutException | TaskDoesNotExistException | InvalidTokenException dead) {
                return false;
            }
        });
    }

    @Override
    public Optional<Saga> find(OrderId id) {
        return describe(id).map(execution -> new Saga(statusOf(execution.status()), orderIn(id, execution.input())));
    }

    @Override
    public Optional<SagaSteps> steps(OrderId id) {
        Optional<DescribeExecutionResponse> execution = describe(id);
        if (execution.isEmpty()) {
            return Optional.empty();
        }
        return answered(() -> {
            List<HistoryEvent> events = new ArrayList<>();
            String next = null;
            try {
                do {
                    String page = next;
                    GetExecutionHistoryResponse history = stepFunctions.getExecutionHistory(
                            request -> request.executionArn(stateMachine.execution(id.value()))
                                    .maxResults(1000)
                                    .nextToken(page));
                    events.addAll(history.events());
                    next = history.nextToken();
                } while (next != null);
            } catch (ExecutionDoesNotExistException goneMeanwhile) {
                return Optional.empty();
            }
            return Optional.of(new SagaSteps(statusOf(execution.get().status()), ExecutionHistory.stepsOf(events)));
        });
    }

    private Optional<DescribeExecutionResponse> describe(OrderId id) {
        return answered(() -> {
            try {
                return Optional.of(stepFunctions.describeExecution(
                        request -> request.executionArn(stateMachine.execution(id.value()))));
            } catch (ExecutionDoesNotExistException unknown) {
                return Optional.empty();
            }
        });
    }

    private static @Nullable Order orderIn(OrderId id, @Nullable String input) {
        if (input == null) {
            return null;
        }
        try {
            ExecutionInput execution = JSON.readValue(input, ExecutionInput.class);
            return Order.pending(
                    id,
                    new OrderDetails(
                            execution.customerId(),
                            execution.items(),
                            execution.total(),
                            execution.paymentMethod(),
                            execution.fingerprint(),
                            execution.placedAt()));
        } catch (JacksonException | IllegalArgumentException | NullPointerException notAnOrder) {
            return null; // somebody started this execution by hand, with an input of their own
        }
    }

    private static SagaStatus statusOf(ExecutionStatus status) {
        return switch (status) {
            case SUCCEEDED -> SagaStatus.SUCCEEDED;
            case FAILED -> SagaStatus.FAILED;
            case TIMED_OUT -> SagaStatus.TIMED_OUT;
            case ABORTED -> SagaStatus.ABORTED;
            case RUNNING, PENDING_REDRIVE, UNKNOWN_TO_SDK_VERSION -> SagaStatus.RUNNING;
        };
    }

    private static <T> T answered(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException failed) {
            throw new Unavailable("Step Functions", failed);
        }
    }
}
