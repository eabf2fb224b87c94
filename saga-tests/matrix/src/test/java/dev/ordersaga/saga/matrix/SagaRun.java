package dev.ordersaga.saga.matrix;

import static java.util.Objects.requireNonNull;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.execution.Engine;
import dev.ordersaga.asl.execution.ExecutionRequest;
import dev.ordersaga.asl.execution.TaskCallback;
import dev.ordersaga.asl.execution.TaskRequest;
import dev.ordersaga.asl.execution.VirtualTimers;
import dev.ordersaga.saga.matrix.Plan.Operator;
import dev.ordersaga.saga.matrix.Plan.Turns;
import dev.ordersaga.saga.matrix.TurnTaking.Call;
import dev.ordersaga.saga.services.Participants;
import dev.ordersaga.saga.services.Participants.Told;
import dev.ordersaga.saga.services.Stores;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One order, carried through its saga under a {@link Plan}, on one thread. Whatever the executions ask for waits in a list until
 * this delivers it, so that each order of deliveries can be had; a delivery that stalls lets the others go on.
 */
final class SagaRun {

    /** Far more than any plan needs: whoever makes more goes round in circles. */
    private static final int MAX_STEPS = 4_000;

    /** One delivery: the state it was for, and how many calls to DynamoDB it made. */
    record Delivery(String saga, String state, int calls, String outcome) {}

    private final Stores stores;
    private final Map<RunningSaga.Kind, StateMachine> machines;
    private final Plan plan;
    private final VirtualTimers timers = new VirtualTimers(PlacedOrder.PLACED_AT);
    private final Random random;
    private final Wire wire;
    private final Participants participants;
    private final Interventions interventions;
    private final Engine engine;
    private final PlacedOrder order;
    private final TurnTaking turns;
    private final Map<String, RunningSaga> sagas = new HashMap<>();
    private final List<RunningSaga> started = new ArrayList<>();
    private final LateDeliveries late = new LateDeliveries();
    private final Set<Fault> spent = new HashSet<>();
    private final Set<Fault> happened = new HashSet<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private boolean startedByHand;
    private boolean healed;
    private boolean flushing;
    private long rivalTook;
    private long delivered;
    private int steps;

    SagaRun(Stores stores, Map<RunningSaga.Kind, StateMachine> machines, Plan plan, Wire.Tamper tamper) {
        this.stores = stores;
        this.machines = machines;
        this.plan = plan;
        this.random = new Random(plan.seed());
        this.order = PlacedOrder.of(plan);
        this.turns = new TurnTaking(plan, started, timers, random);
        SagasOfTheRun sagasOfTheRun = new SagasOfTheRun(
                order,
                started,
                this::diesBeforeTheRefund,
                by -> start(RunningSaga.Kind.REFUND, order.id(), order.refundInput(by, timers.now())));
        this.wire = new Wire(stores.client(), tamper);
        Clock clock = new VirtualClock(timers);
        this.participants = new Participants(wire.client(), clock, Participants.withoutPauses(), pause -> {});
        this.interventions = new Interventions(
                plan,
                order.id(),
                new People(wire.client(), sagasOfTheRun, clock),
                sagasOfTheRun,
                wire,
                this::meanwhile,
                started,
                spent,
                happened);
        AtomicLong ids = new AtomicLong();
        this.engine = new Engine(
                Runnable::run,
                timers,
                this::ask,
                random::nextDouble,
                () -> "token-" + order.id() + "-" + ids.incrementAndGet());
    }

    /** Carries the order to its end, audits the books, has what is left over repaired, and audits them again. */
    Report run() {
        if (plan.stock() >= 0) {
            stores.stock(order.sku(), plan.stock());
        }
        try {
            start(RunningSaga.Kind.ORDER, order.id(), order.input());
            comeToRest();
            audit("at rest", false);
            if (interventions.repair(() -> drive(() -> false), this::heal)) {
                comeToRest();
                audit("after the repair", plan.operator() == Operator.SKIPS || plan.operator() == Operator.SAYS_DONE);
            }
        } catch (RuntimeException e) {
            problems.add("the run broke off: " + e);
        }
        return new Report(
                plan,
                List.copyOf(problems),
                List.copyOf(deliveries),
                List.copyOf(started),
                problems.isEmpty() ? "" : RunDescription.of(stores, order, deliveries, events, started));
    }

    // Executions

    private void start(RunningSaga.Kind kind, String name, ObjectNode input) {
        String machine = kind == RunningSaga.Kind.ORDER ? "order-saga" : "order-saga-refund";
        String arn = "arn:aws:states:us-east-1:000000000000:execution:" + machine + ":" + name;
        RunningSaga saga = new RunningSaga(kind, name, timers);
        sagas.put(arn, saga);
        saga.runs(engine.start(
                requireNonNull(machines.get(kind)),
                new ExecutionRequest(
                        arn,
                        name,
                        "arn:aws:states:us-east-1:000000000000:stateMachine:" + machine,
                        machine,
                        "arn:aws:iam::000000000000:role/order-saga",
                        Participants.JSON.writeValueAsString(input))));
        started.add(saga);
    }

    private void ask(TaskRequest task, TaskCallback callback) {
        RunningSaga saga = sagas.get(task.executionArn());
        if (saga == null) {
            throw new IllegalStateException("no such execution: " + task.executionArn());
        }
        saga.asked(task);
        turns.asked(new Call(saga, task, callback));
    }

    // The order of things

    private void drive(BooleanSupplier until) {
        while (!until.getAsBoolean()) {
            if (++steps > MAX_STEPS) {
                throw new IllegalStateException("it goes on and on");
            }
            startSecond();
            startRefundByHand();
            interventions.cancelWhenPlanned(deliveries.size());
            Optional<Call> next = turns.take(healed);
            if (next.isPresent()) {
                deliver(next.get());
                late.deliverDue((saga, task) -> real(saga, task, null));
            } else if (!(turns.isEmpty() && interventions.review())
                    && (turns.isAtRest() || !timers.advanceToNextAlarm())) {
                return;
            }
        }
    }

    /** Until nothing happens by itself any more, nothing is on its way, and nobody has anything left to ask for. */
    private void comeToRest() {
        do {
            drive(() -> false);
            deliverAllLate();
            drive(() -> false);
        } while (interventions.cancelAtLast());
    }

    private void startRefundByHand() {
        plan.refundByHand()
                .filter(after -> !startedByHand && deliveries.size() >= after)
                .ifPresent(after -> {
                    startedByHand = true;
                    start(
                            RunningSaga.Kind.REFUND,
                            order.id() + "-by-hand",
                            order.refundInput("operator-1", timers.now()));
                });
    }

    private boolean diesBeforeTheRefund() {
        return plan.faults().stream()
                .anyMatch(fault -> fault.state().equals(Interventions.CANCELLATION)
                        && fault.kind() == FaultKind.CRASH_AFTER
                        && spent.add(fault));
    }

    private void startSecond() {
        plan.second().ifPresent(second -> {
            RunningSaga first = started.get(0);
            if (turns.twin().isEmpty() && (first.deliveries() >= second.start() || TurnTaking.isAtRest(first))) {
                start(RunningSaga.Kind.ORDER, order.id() + "-2", order.input());
            }
        });
    }

    // Deliveries

    private void deliver(Call call) {
        call.saga().delivered();
        Fault fault = fault(call);
        if (fault == null) {
            tell(call, real(call.saga(), call.task(), null));
            return;
        }
        happened.add(fault);
        switch (fault.kind()) {
            case ERROR_BEFORE -> tell(call, error(call.task(), "java.lang.IllegalStateException"));
            case THROTTLED -> tell(call, trouble(call.task(), 429, "TooManyRequestsException", "ThrottlingException"));
            case SERVICE_ERROR -> tell(call, trouble(call.task(), 500, "ServiceException", "InternalException"));
            case TIMEOUT_BEFORE -> late.add(call.saga(), call.task(), fault.after());
            case TIMEOUT_AFTER -> real(call.saga(), call.task(), null);
            case ERROR_AFTER -> {
                real(call.saga(), call.task(), null);
                tell(call, error(call.task(), "java.lang.IllegalStateException"));
            }
            case CUT_OFF_AFTER -> {
                real(call.saga(), call.task(), null);
                tell(call, error(call.task(), "Sandbox.Timedout"));
            }
            case CRASH_AFTER -> {
                real(call.saga(), call.task(), null);
                tell(call, error(call.task(), "Runtime.ExitError"));
            }
            case DELIVERED_TWICE -> {
                real(call.saga(), call.task(), null);
                tell(call, real(call.saga(), call.task(), null));
            }
            case DELIVERED_AGAIN -> {
                Told told = real(call.saga(), call.task(), null);
                late.add(call.saga(), call.task(), fault.after());
                tell(call, told);
            }
            case CRASH_IN, STALLED, DYNAMODB_LOST, DYNAMODB_AWAY, CONFLICT, RIVAL, CANCELLED ->
                tell(call, real(call.saga(), call.task(), fault));
        }
    }

    private @Nullable Fault fault(Call call) {
        if (healed || flushing) {
            return null;
        }
        String state = call.task().stateName();
        for (Fault fault : plan.faults()) {
            if (fault.state().equals(state) && (fault.lasting() ? lasts(call.saga(), state) : spent.add(fault))) {
                return fault;
            }
        }
        return null;
    }

    /** Until the retries end, and not for another execution of the same order, unless all is left to chance. */
    private boolean lasts(RunningSaga saga, String state) {
        return saga.visits(state) == 1
                && (turns.twin().filter(saga::equals).isEmpty()
                        || plan.second()
                                .filter(second -> second.turns() == Turns.BY_CHANCE)
                                .isPresent());
    }

    /** All that is still on its way arrives, and no fault befalls it. */
    private void deliverAllLate() {
        flushing = true;
        late.deliverAll((saga, task) -> real(saga, task, null));
        flushing = false;
    }

    private static boolean isEvent(TaskRequest task) {
        return task.resource().contains("events:putEvents");
    }

    private static Told error(TaskRequest task, String type) {
        return isEvent(task)
                ? new Told(null, "EventBridge.FailedEntry", "{\"FailedEntryCount\":1}")
                : Told.functionError(type, "says the matrix");
    }

    private static Told trouble(TaskRequest task, int status, String ofLambda, String ofEvents) {
        return isEvent(task)
                ? Told.serviceError("EventBridge", status, ofEvents)
                : Told.serviceError("Lambda", status, ofLambda);
    }

    private void tell(Call call, Told told) {
        if (told.answer() != null) {
            call.callback().succeeded(told.answer());
        } else {
            // Whoever was told that the request failed does not wait for its token.
            call.saga().isLeftAlone();
            call.callback().failed(told.error(), told.cause());
        }
    }

    /** The call gets there: to the service's own code, or to the bus. */
    private Told real(RunningSaga saga, TaskRequest task, @Nullable Fault inside) {
        if (isEvent(task)) {
            for (JsonNode entry : task.input().path("Entries")) {
                events.add(entry.path("DetailType").asString(""));
            }
            arrived(saga, task, 0, "published");
            return Told.answer(Participants.JSON.createObjectNode().put("FailedEntryCount", 0));
        }
        Wire.Calls counted = wire.begin(inside, () -> meanwhile(inside));
        Told told;
        try {
            told = participants.invoke(task.input());
        } finally {
            wire.end(counted);
        }
        arrived(saga, task, counted.made(), told.isAnswer() ? "answered" : String.valueOf(told.error()));
        if (plan.isRestocked() && String.valueOf(told.error()).endsWith(".OutOfStock")) {
            restock();
        }
        if (told.isAnswer() && task.taskToken() != null) {
            saga.waitsFor(task);
        }
        return told;
    }

    /** Goods are delivered, once: a delivery has its id. */
    private void restock() {
        ObjectNode payload = Participants.JSON.createObjectNode();
        payload.put("action", "receiveStock").put("deliveryId", "goods-" + order.id());
        payload.put("sku", order.sku()).put("quantity", Plan.QUANTITY);
        if (inventoryAnswers(payload)) {
            delivered = Plan.QUANTITY;
        }
    }

    /** A call of inventory-service that no saga makes and no fault befalls. */
    private boolean inventoryAnswers(ObjectNode payload) {
        ObjectNode input = Participants.JSON.createObjectNode();
        input.put("FunctionName", "inventory").set("Payload", payload);
        Wire.Calls counted = wire.begin(null, () -> {});
        boolean answered = participants.invoke(input).isAnswer();
        wire.end(counted);
        return answered;
    }

    private void arrived(RunningSaga saga, TaskRequest task, int made, String outcome) {
        deliveries.add(new Delivery(saga.name(), task.stateName(), made, outcome));
        if (outcome.equals("answered") || outcome.equals("published")) {
            late.arrived(task.stateName());
        }
    }

    /** What happens between two of a delivery's calls to DynamoDB. */
    private void meanwhile(@Nullable Fault fault) {
        if (fault != null && fault.kind() == FaultKind.STALLED) {
            drive(late.arrival(fault.after()));
        } else if (fault != null && fault.kind() == FaultKind.CANCELLED) {
            interventions.cancel();
        } else if (fault != null && fault.kind() == FaultKind.RIVAL) {
            ObjectNode payload = Participants.JSON.createObjectNode();
            payload.put("action", "reserveInventory");
            payload.put("orderId", "rival-" + order.id());
            payload.putArray("items").addObject().put("sku", order.sku()).put("quantity", Plan.QUANTITY);
            if (inventoryAnswers(payload)) {
                rivalTook += Plan.QUANTITY;
            }
        }
    }

    /** What is broken works again: no fault befalls anything from now on, and the bank refunds. */
    private void heal() {
        healed = true;
        stores.bankRelents(order.id());
    }

    // The audit

    private void audit(String when, boolean mayBeLeft) {
        Audit audit = new Audit(stores, order.id(), order.sku());
        problems.addAll(audit
                .of(
                        plan,
                        started,
                        events,
                        happened,
                        plan.stock() - rivalTook + delivered,
                        order.total(),
                        interventions.isCancelled(),
                        mayBeLeft)
                .stream()
                .map(problem -> when + ": " + problem)
                .toList());
    }
}
