package dev.ordersaga.saga.matrix;

import static java.util.Objects.requireNonNull;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.execution.Engine;
import dev.ordersaga.asl.execution.ExecutionRequest;
import dev.ordersaga.asl.execution.TaskCallback;
import dev.ordersaga.asl.execution.TaskRequest;
import dev.ordersaga.asl.execution.VirtualTimers;
import dev.ordersaga.order.Attribution;
import dev.ordersaga.order.Money;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderDetails;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderItem;
import dev.ordersaga.order.RepairDecision.Resolution;
import dev.ordersaga.order.Review;
import dev.ordersaga.order.saga.Saga;
import dev.ordersaga.order.saga.SagaStatus;
import dev.ordersaga.order.saga.SagaSteps;
import dev.ordersaga.order.saga.Sagas;
import dev.ordersaga.saga.matrix.Participants.Told;
import dev.ordersaga.saga.matrix.People.Heard;
import dev.ordersaga.saga.matrix.Plan.Operator;
import dev.ordersaga.saga.matrix.Plan.Turns;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One order, carried through its saga under a {@link Plan}, on one thread. Whatever the executions ask for waits in a list until
 * this delivers it, so that each order of deliveries can be had; a delivery that stalls lets the others go on.
 */
final class SagaRun {

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final long PRICE = 1250;
    private static final long LARGE_PRICE = 30_000;

    /** The state of faults that befall the customer's cancellation. */
    static final String CANCELLATION = "Cancellation";

    private static final String FINGERPRINT = "5b4f0e0d5a4c2f5f8f5e0a0d6f1f3a1c9d7b6e2a4c8f0b1d3e5a7c9f2b4d6e80";
    private static final String REVIEW = "RequestReview";

    /** Far more than any plan needs: whoever makes more goes round in circles. */
    private static final int MOST_STEPS = 4_000;

    /** A task that an execution has asked for. */
    private record Call(RunningSaga saga, TaskRequest task, TaskCallback callback) {}

    /** A call that is still on its way. */
    private record Late(RunningSaga saga, TaskRequest task, String after, int since) {}

    /** One delivery: the state it was for, and how many calls to DynamoDB it made. */
    record Delivery(String saga, String state, int calls, String outcome) {}

    private final Stores stores;
    private final Map<RunningSaga.Kind, StateMachine> machines;
    private final Plan plan;
    private final VirtualTimers timers = new VirtualTimers(START);
    private final Random random;
    private final Wire wire;
    private final Participants participants;
    private final People people;
    private final Engine engine;
    private final String orderId = UUID.randomUUID().toString().replace("-", "");
    private final String sku = "sku-" + orderId;
    private final Map<String, RunningSaga> sagas = new HashMap<>();
    private final List<RunningSaga> started = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<Late> late = new ArrayList<>();
    private final Set<Fault> spent = new HashSet<>();
    private final Set<Fault> happened = new HashSet<>();
    private final List<String> arrivals = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private boolean cancellationTried;
    private boolean cancellationAccepted;
    private boolean startedByHand;
    private boolean healed;
    private boolean flushing;
    private boolean wakingFails;
    private long rivalTook;
    private int steps;
    private int turn;

    SagaRun(Stores stores, Map<RunningSaga.Kind, StateMachine> machines, Plan plan, Wire.Tamper tamper) {
        this.stores = stores;
        this.machines = machines;
        this.plan = plan;
        this.random = new Random(plan.seed());
        this.wire = new Wire(stores.client(), tamper);
        Clock clock = new VirtualClock(timers);
        this.participants = new Participants(wire.client(), clock, Participants.withoutPauses(), pause -> {});
        this.people = new People(wire.client(), new InThisRun(), clock);
        AtomicLong ids = new AtomicLong();
        this.engine = new Engine(
                Runnable::run,
                timers,
                this::ask,
                random::nextDouble,
                () -> "token-" + orderId + "-" + ids.incrementAndGet());
    }

    /** Carries the order to its end, audits the books, has what is left over repaired, and audits them again. */
    Report run() {
        if (plan.stock() >= 0) {
            stores.stock(sku, plan.stock());
        }
        try {
            start(RunningSaga.Kind.ORDER, orderId, input());
            comeToRest();
            audit("at rest", false);
            if (repair()) {
                comeToRest();
                audit("after the repair", plan.operator() == Operator.SKIPS || plan.operator() == Operator.SAYS_DONE);
            }
        } catch (RuntimeException e) {
            problems.add("the run broke off: " + e);
        }
        return new Report(plan, List.copyOf(problems), List.copyOf(deliveries), List.copyOf(started), description());
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

    private ObjectNode input() {
        ObjectNode input = Participants.JSON.createObjectNode();
        input.put("orderId", orderId);
        input.put("customerId", "customer-1");
        ArrayNode items = input.putArray("items");
        ObjectNode item = items.addObject();
        item.put("sku", sku);
        item.put("quantity", Plan.QUANTITY);
        item.set("unitPrice", money(total() / Plan.QUANTITY));
        input.set("total", money(total()));
        input.put("paymentMethod", plan.card());
        input.put("fingerprint", FINGERPRINT);
        input.put("placedAt", START.toString());
        return input;
    }

    private static ObjectNode money(long amount) {
        ObjectNode money = Participants.JSON.createObjectNode();
        money.put("amount", amount);
        money.put("currency", "EUR");
        return money;
    }

    private long total() {
        return (plan.isLarge() ? LARGE_PRICE : PRICE) * Plan.QUANTITY;
    }

    private void ask(TaskRequest task, TaskCallback callback) {
        RunningSaga saga = sagas.get(task.executionArn());
        if (saga == null) {
            throw new IllegalStateException("no such execution: " + task.executionArn());
        }
        saga.asked(task);
        calls.add(new Call(saga, task, callback));
    }

    // The order of things

    private void drive(BooleanSupplier until) {
        while (!until.getAsBoolean()) {
            if (++steps > MOST_STEPS) {
                throw new IllegalStateException("it goes on and on");
            }
            startSecond();
            startRefundByHand();
            plan.cancelled()
                    .filter(after -> !cancellationTried && deliveries.size() >= after)
                    .ifPresent(after -> cancel());
            Optional<Call> next = next();
            if (next.isPresent()) {
                calls.remove(next.get());
                deliver(next.get());
                arriveLate();
            } else if (!reviewed() && (isAtRest() || !timers.advanceToNextAlarm())) {
                return;
            }
        }
    }

    /** Until nothing happens by itself any more, nothing is on its way, and nobody has anything left to ask for. */
    private void comeToRest() {
        do {
            drive(() -> false);
            flush();
            drive(() -> false);
        } while (cancelAtLast());
    }

    private boolean cancelAtLast() {
        if (cancellationAccepted || (!cancellationTried && plan.cancelled().isEmpty())) {
            return false;
        }
        // Who got no answer asks again.
        return cancel() == Heard.YES;
    }

    private Heard cancel() {
        cancellationTried = true;
        Fault fault = plan.faults().stream()
                .filter(each -> each.state().equals(CANCELLATION) && spent.add(each))
                .findFirst()
                .orElse(null);
        if (fault != null) {
            happened.add(fault);
        }
        Heard heard = asPerson(fault, () -> people.cancel(orderId));
        cancellationAccepted |= heard == Heard.YES;
        return heard;
    }

    private Heard asPerson(@Nullable Fault inside, Supplier<Heard> request) {
        Wire.Calls counted = wire.begin(inside, () -> meanwhile(inside));
        try {
            return request.get();
        } finally {
            wire.end(counted);
        }
    }

    /** Whoever reviews orders looks at what waits. @return whether anything did */
    private boolean reviewed() {
        if (!calls.isEmpty()) {
            return false;
        }
        boolean any = false;
        for (RunningSaga saga : List.copyOf(started)) {
            if (!saga.isWaiting() || !saga.waitingState().equals(REVIEW)) {
                continue;
            }
            any = true;
            Plan.Reviewer reviewer = plan.reviewer();
            if (reviewer != Plan.Reviewer.SILENT) {
                boolean approves = reviewer.name().startsWith("APPROVES");
                wakingFails = reviewer.name().endsWith("DIES");
                asPerson(
                        null,
                        () -> people.review(orderId, approves ? Review.Decision.APPROVE : Review.Decision.REFUSE));
                wakingFails = false;
            }
            if (saga.isWaiting() && saga.waitingState().equals(REVIEW)) {
                saga.isLeftAlone();
            }
        }
        return any;
    }

    private void startRefundByHand() {
        plan.refundByHand()
                .filter(after -> !startedByHand && deliveries.size() >= after)
                .ifPresent(after -> {
                    startedByHand = true;
                    start(RunningSaga.Kind.REFUND, orderId + "-by-hand", refundInput("operator-1"));
                });
    }

    private ObjectNode refundInput(String by) {
        ObjectNode input = input();
        input.putObject("cancellation").put("by", by).put("at", timers.now().toString());
        return input;
    }

    /** The executions of this run, as the order service reaches Step Functions. */
    private final class InThisRun implements Sagas {

        @Override
        public boolean start(Order order) {
            throw new IllegalStateException("nobody places an order here");
        }

        @Override
        public void startRefund(Order order, Attribution cancellation) {
            if (plan.faults().stream()
                    .anyMatch(fault -> fault.state().equals(CANCELLATION)
                            && fault.kind() == FaultKind.CRASH_AFTER
                            && spent.add(fault))) {
                throw new ProcessDied("before the refund was started");
            }
            if (started.stream()
                    .noneMatch(saga -> saga.kind() == RunningSaga.Kind.REFUND
                            && saga.name().equals(orderId))) {
                SagaRun.this.start(RunningSaga.Kind.REFUND, orderId, refundInput(cancellation.by()));
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
                    Order.pending(id, details())));
        }

        @Override
        public Optional<SagaSteps> steps(OrderId id) {
            return Optional.empty();
        }

        private OrderDetails details() {
            Money price = new Money(total() / Plan.QUANTITY, "EUR");
            return new OrderDetails(
                    "customer-1",
                    List.of(new OrderItem(sku, Plan.QUANTITY, price)),
                    new Money(total(), "EUR"),
                    plan.card(),
                    FINGERPRINT,
                    START);
        }
    }

    private void startSecond() {
        plan.second().ifPresent(second -> {
            RunningSaga first = started.get(0);
            if (twin().isEmpty() && (first.deliveries() >= second.start() || isAtRest(first))) {
                start(RunningSaga.Kind.ORDER, orderId + "-2", input());
            }
        });
    }

    private Optional<RunningSaga> twin() {
        return started.stream()
                .skip(1)
                .filter(saga -> saga.kind() == RunningSaga.Kind.ORDER)
                .findFirst();
    }

    private Optional<Call> next() {
        Turns turns = plan.second().map(Plan.Second::turns).orElse(Turns.FIRST_GOES_ON);
        if (calls.isEmpty()) {
            return Optional.empty();
        }
        return switch (turns) {
            case FIRST_GOES_ON -> Stream.concat(of(0), of(1)).findFirst();
            case SECOND_OVERTAKES -> Stream.concat(of(1), of(0)).findFirst();
            case BY_TURNS -> {
                turn++;
                yield Stream.concat(of(turn % 2), of(1 - turn % 2)).findFirst();
            }
            case SECOND_HELD ->
                isSecondHeld() ? of(0).findFirst() : Stream.concat(of(1), of(0)).findFirst();
            case BY_CHANCE -> {
                int pick = random.nextInt(calls.size() + 1);
                // One chance in many is that time passes before anything is delivered.
                yield pick < calls.size() || (!healed && timers.advanceToNextAlarm())
                        ? Optional.ofNullable(calls.isEmpty() ? null : calls.get(Math.min(pick, calls.size() - 1)))
                        : Optional.of(calls.get(0));
            }
        };
    }

    /** What is asked for: by the second execution (1), by any other (0). */
    private Stream<Call> of(int index) {
        return calls.stream()
                .filter(call -> twin().filter(second -> call.saga() == second).isPresent() == (index == 1));
    }

    private boolean isSecondHeld() {
        int held = plan.second().map(Plan.Second::held).orElse(0);
        return !healed
                && !isAtRest(started.get(0))
                && twin().filter(second -> second.deliveries() >= held).isPresent();
    }

    /** Nothing more happens by itself. */
    private boolean isAtRest() {
        return calls.isEmpty() && started.stream().allMatch(SagaRun::isAtRest);
    }

    private static boolean isAtRest(RunningSaga saga) {
        return saga.hasEnded() || saga.isWaiting();
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
            case TIMEOUT_BEFORE -> comesLate(call, fault);
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
                comesLate(call, fault);
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
                && (twin().filter(saga::equals).isEmpty()
                        || plan.second()
                                .filter(second -> second.turns() == Turns.BY_CHANCE)
                                .isPresent());
    }

    private void comesLate(Call call, Fault fault) {
        late.add(new Late(call.saga(), call.task(), fault.after(), arrivals.size()));
    }

    private void arriveLate() {
        for (Late one : List.copyOf(late)) {
            if (arrivals.subList(one.since(), arrivals.size()).contains(one.after()) && late.remove(one)) {
                real(one.saga(), one.task(), null);
            }
        }
    }

    /** All that is still on its way arrives. */
    private void flush() {
        flushing = true;
        for (Late one : List.copyOf(late)) {
            late.remove(one);
            real(one.saga(), one.task(), null);
        }
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
        if (told.isAnswer() && task.taskToken() != null) {
            saga.waitsFor(task);
        }
        return told;
    }

    private void arrived(RunningSaga saga, TaskRequest task, int made, String outcome) {
        deliveries.add(new Delivery(saga.name(), task.stateName(), made, outcome));
        if (outcome.equals("answered") || outcome.equals("published")) {
            arrivals.add(task.stateName());
        }
    }

    /** What happens between two of a delivery's calls to DynamoDB. */
    private void meanwhile(@Nullable Fault fault) {
        if (fault != null && fault.kind() == FaultKind.STALLED) {
            int since = arrivals.size();
            drive(() -> arrivals.subList(since, arrivals.size()).contains(fault.after()));
        } else if (fault != null && fault.kind() == FaultKind.CANCELLED) {
            cancel();
        } else if (fault != null && fault.kind() == FaultKind.RIVAL) {
            ObjectNode payload = Participants.JSON.createObjectNode();
            payload.put("action", "reserveInventory");
            payload.put("orderId", "rival-" + orderId);
            payload.putArray("items").addObject().put("sku", sku).put("quantity", Plan.QUANTITY);
            ObjectNode input = Participants.JSON.createObjectNode();
            input.put("FunctionName", "inventory").set("Payload", payload);
            Wire.Calls counted = wire.begin(null, () -> {});
            if (participants.invoke(input).isAnswer()) {
                rivalTook += Plan.QUANTITY;
            }
            wire.end(counted);
        }
    }

    // Repair

    /** The operator answers until nobody asks any more. @return whether anybody asked */
    private boolean repair() {
        boolean asked = false;
        for (int round = 0; round < 4 && started.stream().anyMatch(RunningSaga::isWaiting); round++) {
            asked = true;
            boolean first = round == 0;
            if (!first || (plan.operator() != Operator.MUMBLES_FIRST && plan.operator() != Operator.AWAY_FIRST)) {
                healed = true;
                stores.bankRelents(orderId);
            }
            if (first && plan.operator() == Operator.MUMBLES_FIRST) {
                List.copyOf(started).stream()
                        .filter(RunningSaga::isWaiting)
                        .forEach(saga -> saga.answer("{\"resolution\":\"HM\"}"));
            } else if (first && plan.operator() == Operator.AWAY_FIRST) {
                started.forEach(RunningSaga::isLeftAlone);
            } else if (asPerson(null, () -> people.repair(orderId, resolution())) != Heard.YES) {
                // Nothing is left to repair, and who still waits for a word finds that out by itself.
                started.forEach(RunningSaga::isLeftAlone);
            }
            drive(() -> false);
        }
        return asked;
    }

    private Resolution resolution() {
        return switch (plan.operator()) {
            case RETRIES, AWAY_FIRST, MUMBLES_FIRST -> Resolution.RETRY;
            case SAYS_DONE -> Resolution.DONE;
            case SKIPS -> Resolution.SKIP;
        };
    }

    // The audit

    private void audit(String when, boolean mayBeLeft) {
        Audit audit = new Audit(stores, orderId, sku);
        problems.addAll(audit
                .of(plan, started, events, happened, plan.stock() - rivalTook, total(), cancellationAccepted, mayBeLeft)
                .stream()
                .map(problem -> when + ": " + problem)
                .toList());
    }

    private String description() {
        StringBuilder text = new StringBuilder();
        @Nullable Delivery before = null;
        int times = 1;
        for (Delivery delivery : deliveries) {
            times = delivery.equals(before) ? times + 1 : 1;
            if (times == 1) {
                text.append("\n    ")
                        .append(delivery.saga().equals(orderId) ? "" : "second: ")
                        .append(delivery.state())
                        .append(' ')
                        .append(delivery.outcome())
                        .append(" (")
                        .append(delivery.calls())
                        .append(')');
            } else if (times == 2) {
                text.append(" …");
            }
            before = delivery;
        }
        text.append("\n    events ").append(events);
        started.forEach(saga -> text.append("\n    execution ")
                .append(saga.execution().status())
                .append(' ')
                .append(saga.execution().output().orElse(""))
                .append(saga.execution().error().orElse(""))
                .append(' ')
                .append(saga.execution().cause().orElse("")));
        text.append("\n    order ").append(stores.item(Stores.ORDERS, orderId));
        text.append("\n    books ").append(stores.item(Stores.CARD_GATEWAY, "order-" + orderId));
        text.append("\n    stock ")
                .append(stores.item(Stores.STOCK, sku))
                .append(" of ")
                .append(plan.stock());
        return text.toString();
    }

    /** The virtual time, for handlers. */
    private static final class VirtualClock extends Clock {

        private final VirtualTimers timers;

        VirtualClock(VirtualTimers timers) {
            this.timers = timers;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return timers.now();
        }
    }
}
