package dev.ordersaga.saga.matrix;

import dev.ordersaga.order.RepairDecision.Resolution;
import dev.ordersaga.order.Review;
import dev.ordersaga.saga.matrix.People.Heard;
import dev.ordersaga.saga.matrix.Plan.Operator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What people do in a run: the customer who takes the order back, whoever reviews it, the operator who repairs it. */
final class Interventions {

    /** The state of faults that befall the customer's cancellation. */
    static final String CANCELLATION = "Cancellation";

    private static final String REVIEW = "RequestReview";

    private final Plan plan;
    private final String orderId;
    private final People people;
    private final SagasOfTheRun sagas;
    private final Wire wire;
    private final Consumer<@Nullable Fault> meanwhile;
    private final List<RunningSaga> started;
    private final Set<Fault> spent;
    private final Set<Fault> happened;
    private boolean cancellationTried;
    private boolean cancellationAccepted;

    /**
     * The people of a run.
     *
     * @param meanwhile what happens between two calls to DynamoDB of a request that a fault befalls
     * @param spent takes up the faults that have been used
     * @param happened takes up those that befell somebody
     */
    Interventions(
            Plan plan,
            String orderId,
            People people,
            SagasOfTheRun sagas,
            Wire wire,
            Consumer<@Nullable Fault> meanwhile,
            List<RunningSaga> started,
            Set<Fault> spent,
            Set<Fault> happened) {
        this.plan = plan;
        this.orderId = orderId;
        this.people = people;
        this.sagas = sagas;
        this.wire = wire;
        this.meanwhile = meanwhile;
        this.started = started;
        this.spent = spent;
        this.happened = happened;
    }

    /** Whether the customer was told that the order is taken back. */
    boolean isCancelled() {
        return cancellationAccepted;
    }

    /** The customer takes the order back, once, when the plan says so. */
    void cancelWhenPlanned(int deliveries) {
        plan.cancelled()
                .filter(after -> !cancellationTried && deliveries >= after)
                .ifPresent(after -> cancel());
    }

    /**
     * Whoever got no answer asks again, when all has come to rest.
     *
     * @return whether that changed anything
     */
    boolean cancelAtLast() {
        if (cancellationAccepted || (!cancellationTried && plan.cancelled().isEmpty())) {
            return false;
        }
        return cancel() == Heard.YES;
    }

    Heard cancel() {
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
        Wire.Calls counted = wire.begin(inside, () -> meanwhile.accept(inside));
        try {
            return request.get();
        } finally {
            wire.end(counted);
        }
    }

    /**
     * Whoever reviews orders looks at what waits.
     *
     * @return whether anything did
     */
    boolean review() {
        boolean any = false;
        for (RunningSaga saga : List.copyOf(started)) {
            if (!saga.isWaiting() || !saga.waitingState().equals(REVIEW)) {
                continue;
            }
            any = true;
            Plan.Reviewer reviewer = plan.reviewer();
            if (reviewer != Plan.Reviewer.SILENT) {
                boolean approves = reviewer.name().startsWith("APPROVES");
                sagas.wakingFails(reviewer.name().endsWith("DIES"));
                asPerson(
                        null,
                        () -> people.review(orderId, approves ? Review.Decision.APPROVE : Review.Decision.REFUSE));
                sagas.wakingFails(false);
            }
            if (saga.isWaiting() && saga.waitingState().equals(REVIEW)) {
                saga.isLeftAlone();
            }
        }
        return any;
    }

    /**
     * The operator answers until nobody asks any more.
     *
     * @param drive lets the executions go on
     * @param heal ends what is broken, from when on it could work
     * @return whether anybody asked
     */
    boolean repair(Runnable drive, Runnable heal) {
        boolean asked = false;
        for (int round = 0; round < 4 && started.stream().anyMatch(RunningSaga::isWaiting); round++) {
            asked = true;
            boolean first = round == 0;
            if (!first || (plan.operator() != Operator.MUMBLES_FIRST && plan.operator() != Operator.AWAY_FIRST)) {
                heal.run();
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
            drive.run();
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
}
