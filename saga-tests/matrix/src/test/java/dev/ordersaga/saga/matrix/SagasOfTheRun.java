package dev.ordersaga.saga.matrix;

import dev.ordersaga.order.Attribution;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.saga.Saga;
import dev.ordersaga.order.saga.SagaStatus;
import dev.ordersaga.order.saga.SagaSteps;
import dev.ordersaga.order.saga.Sagas;
import dev.ordersaga.saga.services.ProcessDied;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The executions of a run, as the order service reaches Step Functions. */
final class SagasOfTheRun implements Sagas {

    private final PlacedOrder order;
    private final List<RunningSaga> started;
    private final Supplier<Boolean> dies;
    private final Consumer<String> refunds;
    private boolean wakingFails;

    /**
     * The executions in {@code started}.
     *
     * @param dies whether the caller's process dies before it starts a refund
     * @param refunds starts the refund that somebody asked for
     */
    SagasOfTheRun(PlacedOrder order, List<RunningSaga> started, Supplier<Boolean> dies, Consumer<String> refunds) {
        this.order = order;
        this.started = started;
        this.dies = dies;
        this.refunds = refunds;
    }

    /** From now on, or no longer, a person's process dies before it wakes the saga. */
    void wakingFails(boolean fails) {
        wakingFails = fails;
    }

    @Override
    public boolean start(Order placed) {
        throw new IllegalStateException("nobody places an order here");
    }

    @Override
    public void startRefund(Order cancelled, Attribution cancellation) {
        if (dies.get()) {
            throw new ProcessDied("before the refund was started");
        }
        if (started.stream()
                .noneMatch(saga ->
                        saga.kind() == RunningSaga.Kind.REFUND && saga.name().equals(order.id()))) {
            refunds.accept(cancellation.by());
        }
    }

    @Override
    public boolean answer(String taskToken, String json) {
        if (wakingFails) {
            throw new ProcessDied("before the saga was woken");
        }
        return started.stream().anyMatch(saga -> saga.answer(taskToken, json));
    }

    @Override
    public Optional<Saga> find(OrderId id) {
        return Optional.of(new Saga(
                started.get(0).hasEnded() ? SagaStatus.SUCCEEDED : SagaStatus.RUNNING,
                Order.pending(id, order.details())));
    }

    @Override
    public Optional<SagaSteps> steps(OrderId id) {
        return Optional.empty();
    }
}
