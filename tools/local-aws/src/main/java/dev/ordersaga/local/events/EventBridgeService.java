package dev.ordersaga.local.events;

import dev.ordersaga.asl.execution.Timers;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.AwsJsonOperations;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import dev.ordersaga.local.http.OperationInput;
import dev.ordersaga.local.journal.LocalJournal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Event buses, what is put on them, and the rules that bring it to their targets. An event that a bus takes can also be read from
 * {@link PublishedEvents}.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Operations.html">Actions</a>
 */
public final class EventBridgeService implements HttpService, AutoCloseable {

    private static final String SERVICE = "AWSEvents";
    private static final String REFUSAL = "ValidationException";

    private final ScheduledThreadPoolExecutor timers;
    private final Buses buses;
    private final EventRouter router;
    private final EventPublishing publishing;
    private final RuleSchedules schedules;
    private final Deliveries deliveries;
    private final EventRules all;
    private final RuleOperations rules;
    private final AwsJsonOperations operations;

    /**
     * Ready for its first bus and rule.
     *
     * @param targets the services that rules can tell
     * @param journal has the buses and rules that there were, and is told what becomes of them
     */
    public EventBridgeService(
            Caller preset, PublishedEvents published, EventTargets targets, Clock clock, LocalJournal journal) {
        this.operations = new AwsJsonOperations(SERVICE, "EventBridge's", REFUSAL, preset);
        this.timers = timers();
        this.buses = new Buses(clock, journal);
        this.all = new EventRules();
        RuleRecords records = new RuleRecords(journal);
        records.read().stream().filter(rule -> buses.exists(rule.bus())).forEach(all::put);
        this.deliveries = new Deliveries(
                targets,
                clock,
                timers,
                Deliveries.FIRST_PAUSE,
                line -> System.err.println("local-aws: " + line),
                journal);
        this.router = new EventRouter(all, deliveries, clock);
        this.schedules = new RuleSchedules(router, all);
        all.watchedBy(records::changed);
        all.watchedBy(schedules::changed);
        targets.connect(EventTargets.BUSES, this::forward);
        this.publishing = new EventPublishing(buses, router, published, clock);
        this.rules = new RuleOperations(buses, all, clock);
        operations.put("PutEvents", (caller, input) -> publishing.put(caller, input.json()));
        operations.put("CreateEventBus", buses::create);
        operations.put("DeleteEventBus", buses::delete);
        operations.put("DescribeEventBus", buses::describe);
        operations.put("ListEventBuses", buses::list);
        operations.put("PutRule", rules::put);
        operations.put("DescribeRule", rules::describe);
        operations.put("ListRules", rules::list);
        operations.put("ListRuleNamesByTarget", rules::listNamesByTarget);
        operations.put("DeleteRule", rules::delete);
        operations.put("EnableRule", rules::enable);
        operations.put("DisableRule", rules::disable);
        operations.put("PutTargets", rules::putTargets);
        operations.put("RemoveTargets", rules::removeTargets);
        operations.put("ListTargetsByRule", rules::listTargets);
        operations.put("TestEventPattern", rules::test);
    }

    @Override
    public boolean handles(HttpRequest request) {
        return operations.handles(request);
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        return operations.answer(request);
    }

    /**
     * All that rules tell is there now: what had not been handed over when the process ended is, and schedules begin.
     *
     * @param time when schedules fall due
     */
    public void goOn(Timers time) {
        deliveries.goOn(all, time);
        schedules.begin(time);
    }

    /** Makes sure a bus exists, and says its ARN. */
    public String ensureEventBus(Caller caller, String name) {
        BusKey bus = new BusKey(caller, name);
        buses.ensure(bus);
        return bus.arn();
    }

    /**
     * Makes a rule with its targets, or another of the one there is, as a template describes it.
     *
     * @param rule PutRule's input
     * @param targets PutTargets' input
     */
    public void deploy(Caller caller, ObjectNode rule, ObjectNode targets) {
        var unused = rules.put(caller, new OperationInput(rule, REFUSAL));
        if (!targets.path("Targets").isEmpty()) {
            unused = rules.setTargets(caller, new OperationInput(targets, REFUSAL));
        }
    }

    /**
     * PutEvents. As on AWS, an entry for a bus that does not exist is answered like any other and goes nowhere; entries that
     * are malformed fail one by one.
     */
    public ObjectNode putEvents(Caller caller, ObjectNode input) {
        return publishing.put(caller, input);
    }

    /**
     * An event of a service itself, which goes to the rules of the default bus; made only where one may want it.
     *
     * @param time when it happened
     */
    public void emit(
            Caller owner,
            String source,
            String detailType,
            Instant time,
            List<String> resources,
            Supplier<ObjectNode> detail) {
        BusKey bus = new BusKey(owner, BusKey.DEFAULT);
        if (router.listens(bus)) {
            String id = UUID.randomUUID().toString();
            router.route(bus, new BusEvent(id, owner, source, detailType, time, resources, detail.get()));
        }
    }

    /** Whether an event of a service itself would go anywhere. */
    public boolean listens(Caller owner) {
        return router.listens(new BusKey(owner, BusKey.DEFAULT));
    }

    /** Ends the timers: what has not been handed over by now is lost. */
    @Override
    public void close() {
        timers.shutdownNow();
    }

    /** A bus is told: the event goes on there. */
    private CompletionStage<?> forward(EventTarget.Told told) {
        BusKey bus = BusKey.of(told.owner(), told.arn());
        if (!buses.exists(bus)) {
            throw Buses.doesNotExist(bus);
        }
        router.routeForwarded(bus, BusEvent.of(AwsJson.MAPPER.readTree(told.input())));
        return CompletableFuture.completedFuture(bus);
    }

    private static ScheduledThreadPoolExecutor timers() {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "event-rules");
            thread.setDaemon(true);
            return thread;
        });
        timers.setRemoveOnCancelPolicy(true);
        return timers;
    }
}
