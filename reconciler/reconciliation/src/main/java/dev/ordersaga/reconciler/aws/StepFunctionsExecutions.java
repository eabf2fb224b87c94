package dev.ordersaga.reconciler.aws;

import dev.ordersaga.reconciler.EndedExecution;
import dev.ordersaga.reconciler.OrderId;
import dev.ordersaga.reconciler.SagaExecution;
import dev.ordersaga.reconciler.SagaExecution.Status;
import dev.ordersaga.reconciler.SagaExecutions;
import dev.ordersaga.reconciler.Unavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;

/** The executions of one state machine whose input names the order. */
final class StepFunctionsExecutions implements SagaExecutions {

    private static final List<ExecutionStatus> BADLY =
            List.of(ExecutionStatus.FAILED, ExecutionStatus.ABORTED, ExecutionStatus.TIMED_OUT);

    private static final int PAGE = 1000;

    /** Of the newest events, the last state that was entered is among so many, unless a state is retried without end. */
    private static final int EVENTS = 100;

    private final SfnClient stepFunctions;
    private final StateMachineArn stateMachine;
    private final RateLimiter rate;

    StepFunctionsExecutions(SfnClient stepFunctions, StateMachineArn stateMachine, RateLimiter rate) {
        this.stepFunctions = stepFunctions;
        this.stateMachine = stateMachine;
        this.rate = rate;
    }

    @Override
    public void endedBadly(Predicate<EndedExecution> goOn) {
        // Step Functions lists one status at a time; of an order's runs the last may be of another than those before.
        List<Listing> listings = BADLY.stream().map(Listing::new).toList();
        while (true) {
            Optional<Listing> newest = listings.stream()
                    .filter(listing -> listing.head() != null)
                    .max((one, other) -> one.started().compareTo(other.started()));
            if (newest.isEmpty() || !goOn.test(newest.get().take())) {
                return;
            }
        }
    }

    @Override
    public Optional<Named> named(String name) {
        Optional<DescribeExecutionResponse> execution = describe(name);
        Optional<OrderId> order = execution.flatMap(it -> SagaInput.orderIn(it.input()));
        if (execution.isEmpty() || order.isEmpty()) {
            return Optional.empty();
        }
        return IntStream.rangeClosed(1, MAX_RUNS)
                .filter(number -> SagaExecutions.nameOf(order.get(), number).equals(name))
                .mapToObj(number -> new Named(order.get(), run(order.get(), number, execution.get())))
                .findFirst();
    }

    @Override
    public Optional<SagaExecution> find(OrderId id, int number) {
        return SagaExecutions.fits(id, number)
                ? describe(SagaExecutions.nameOf(id, number)).map(execution -> run(id, number, execution))
                : Optional.empty();
    }

    @Override
    public boolean start(OrderId id, int number, String with) {
        return answered(() -> {
            try {
                stepFunctions.startExecution(request -> request.stateMachineArn(stateMachine.value())
                        .name(SagaExecutions.nameOf(id, number))
                        .input(with));
                return true;
            } catch (ExecutionAlreadyExistsException taken) {
                return false;
            }
        });
    }

    @Override
    public Optional<String> stateOf(OrderId id, int number) {
        rate.next();
        return answered(() -> {
            try {
                return stepFunctions
                        .getExecutionHistory(request -> request.executionArn(
                                        stateMachine.execution(SagaExecutions.nameOf(id, number)))
                                .includeExecutionData(false)
                                .reverseOrder(true)
                                .maxResults(EVENTS))
                        .events()
                        .stream()
                        .map(HistoryEvent::stateEnteredEventDetails)
                        .filter(entered -> entered != null)
                        .map(entered -> entered.name())
                        .findFirst();
            } catch (ExecutionDoesNotExistException gone) {
                return Optional.empty();
            }
        });
    }

    private SagaExecution run(OrderId id, int number, DescribeExecutionResponse execution) {
        String with = execution.input() == null ? "" : execution.input();
        return new SagaExecution(
                number,
                statusOf(execution.status()),
                execution.startDate(),
                execution.stopDate(),
                with,
                SagaInput.orderIn(with).filter(id::equals).isPresent());
    }

    private Optional<DescribeExecutionResponse> describe(String name) {
        rate.next();
        return answered(() -> {
            try {
                return Optional.of(
                        stepFunctions.describeExecution(request -> request.executionArn(stateMachine.execution(name))));
            } catch (ExecutionDoesNotExistException unknown) {
                return Optional.empty();
            }
        });
    }

    private static Status statusOf(ExecutionStatus status) {
        return switch (status) {
            case SUCCEEDED -> Status.SUCCEEDED;
            case FAILED -> Status.FAILED;
            case TIMED_OUT -> Status.TIMED_OUT;
            case ABORTED -> Status.ABORTED;
            case RUNNING, PENDING_REDRIVE, UNKNOWN_TO_SDK_VERSION -> Status.RUNNING;
        };
    }

    private static <T> T answered(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException failed) {
            throw new Unavailable("Step Functions", failed);
        }
    }

    /** The executions of one status, newest first, read a page at a time. */
    private final class Listing {
        private final ExecutionStatus status;
        private List<ExecutionListItem> page = List.of();
        private int position;
        private @Nullable String next;
        private boolean begun;

        private Listing(ExecutionStatus status) {
            this.status = status;
        }

        private @Nullable ExecutionListItem head() {
            while (position == page.size()) {
                if (begun && next == null) {
                    return null;
                }
                read();
            }
            return page.get(position);
        }

        private Instant started() {
            return page.get(position).startDate();
        }

        private EndedExecution take() {
            ExecutionListItem item = page.get(position++);
            return new EndedExecution(
                    item.name(), statusOf(item.status()), item.stopDate() == null ? item.startDate() : item.stopDate());
        }

        private void read() {
            begun = true;
            rate.next();
            ListExecutionsResponse response =
                    answered(() -> stepFunctions.listExecutions(request -> request.stateMachineArn(stateMachine.value())
                            .statusFilter(status)
                            .maxResults(PAGE)
                            .nextToken(next)));
            page = response.executions();
            position = 0;
            next = response.nextToken();
        }
    }
}
