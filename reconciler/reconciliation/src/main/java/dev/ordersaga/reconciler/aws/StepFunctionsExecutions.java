package dev.ordersaga.reconciler.aws;

import static dev.ordersaga.order.stepfunctions.StepFunctionsSagas.answered;
import static dev.ordersaga.order.stepfunctions.StepFunctionsSagas.statusOf;
import static java.util.Objects.requireNonNull;

import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.stepfunctions.ExecutionInput;
import dev.ordersaga.order.stepfunctions.RefundInput;
import dev.ordersaga.order.stepfunctions.StateMachineArn;
import dev.ordersaga.reconciler.EndedRun;
import dev.ordersaga.reconciler.Run;
import dev.ordersaga.reconciler.Runs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;

/** The executions of one state machine whose input names the order. */
public final class StepFunctionsRuns implements Runs {

    private static final List<ExecutionStatus> BADLY =
            List.of(ExecutionStatus.FAILED, ExecutionStatus.ABORTED, ExecutionStatus.TIMED_OUT);

    private static final int PAGE = 1000;

    /** Of the newest events, the last state that was entered is among so many, unless a state is retried without end. */
    private static final int EVENTS = 100;

    private final SfnClient stepFunctions;
    private final StateMachineArn stateMachine;
    private final Function<Order, String> input;
    private final Function<@Nullable String, Optional<OrderId>> orderOf;
    private final Pace pace;

    private StepFunctionsRuns(
            SfnClient stepFunctions,
            StateMachineArn stateMachine,
            Function<Order, String> input,
            Function<@Nullable String, Optional<OrderId>> orderOf,
            Pace pace) {
        this.stepFunctions = stepFunctions;
        this.stateMachine = stateMachine;
        this.input = input;
        this.orderOf = orderOf;
        this.pace = pace;
    }

    /** The runs of the order saga. */
    public static StepFunctionsRuns ofOrders(SfnClient stepFunctions, StateMachineArn stateMachine, Pace pace) {
        return new StepFunctionsRuns(stepFunctions, stateMachine, ExecutionInput::write, ExecutionInput::orderIn, pace);
    }

    /** The runs of the refund saga, for orders that were taken back. */
    public static StepFunctionsRuns ofRefunds(SfnClient stepFunctions, StateMachineArn stateMachine, Pace pace) {
        return new StepFunctionsRuns(
                stepFunctions,
                stateMachine,
                order -> RefundInput.write(order, requireNonNull(order.cancellation(), "cancellation")),
                ExecutionInput::orderIn,
                pace);
    }

    @Override
    public void endedBadly(Predicate<EndedRun> goOn) {
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
    public Optional<NamedRun> named(String name) {
        Optional<DescribeExecutionResponse> execution = describe(name);
        Optional<OrderId> order = execution.flatMap(it -> orderOf.apply(it.input()));
        if (execution.isEmpty() || order.isEmpty()) {
            return Optional.empty();
        }
        return IntStream.rangeClosed(1, MOST)
                .filter(number -> Runs.nameOf(order.get(), number).equals(name))
                .mapToObj(number -> new NamedRun(order.get(), run(order.get(), number, execution.get())))
                .findFirst();
    }

    @Override
    public Optional<Run> find(OrderId id, int number) {
        return Runs.fits(id, number)
                ? describe(Runs.nameOf(id, number)).map(execution -> run(id, number, execution))
                : Optional.empty();
    }

    @Override
    public boolean start(OrderId id, int number, String with) {
        return answered(() -> {
            try {
                stepFunctions.startExecution(request -> request.stateMachineArn(stateMachine.value())
                        .name(Runs.nameOf(id, number))
                        .input(with));
                return true;
            } catch (ExecutionAlreadyExistsException taken) {
                return false;
            }
        });
    }

    @Override
    public String inputOf(Order order) {
        return input.apply(order);
    }

    @Override
    public Optional<String> stateOf(OrderId id, int number) {
        pace.next();
        return answered(() -> {
            try {
                return stepFunctions
                        .getExecutionHistory(
                                request -> request.executionArn(stateMachine.execution(Runs.nameOf(id, number)))
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

    private Run run(OrderId id, int number, DescribeExecutionResponse execution) {
        String with = execution.input() == null ? "" : execution.input();
        return new Run(
                number,
                statusOf(execution.status()),
                execution.startDate(),
                execution.stopDate(),
                with,
                orderOf.apply(with).filter(id::equals).isPresent());
    }

    private Optional<DescribeExecutionResponse> describe(String name) {
        pace.next();
        return answered(() -> {
            try {
                return Optional.of(
                        stepFunctions.describeExecution(request -> request.executionArn(stateMachine.execution(name))));
            } catch (ExecutionDoesNotExistException unknown) {
                return Optional.empty();
            }
        });
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

        private EndedRun take() {
            ExecutionListItem item = page.get(position++);
            return new EndedRun(
                    item.name(), statusOf(item.status()), item.stopDate() == null ? item.startDate() : item.stopDate());
        }

        private void read() {
            begun = true;
            pace.next();
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
