package dev.ordersaga.participant;

import static java.util.Objects.requireNonNullElse;

import dev.ordersaga.participant.FenceRecord.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Does each step of a saga once, and undoes it safely whenever the undo comes. One record per step stands between the
 * deliveries and the effect, and it commits in the same TransactWriteItems as the effect:
 *
 * <ul>
 *   <li>A second delivery gets the first answer, or the first refusal; the loser of a race reads the winner.
 *   <li>Undoing what never happened succeeds and leaves a tombstone; the do that arrives later gets
 *       {@link StepAlreadyCompensated}. A second undo gets the first one's answer.
 *   <li>The same step with another content is {@link StepRequestDiffers}.
 *   <li>What cannot be decided now is {@link ParticipantBusy}, and safe to deliver again: a transaction which timed out
 *       after it took effect left its record, and the next delivery finds it.
 * </ul>
 *
 * <p>Work and undo compute only; they may be called more than once for one delivery, and what they return is committed
 * once. Safe for use by many threads.
 */
public final class Fence {

    /** Longer than the longest execution, a year: no delivery comes after its step was forgotten. */
    public static final Duration RETENTION = Duration.ofDays(400);

    private final StepsTable steps;
    private final Clock clock;
    private final Duration retention;
    private final Refusals refusals;

    /**
     * @param table the steps table: string hash key {@code id}, time to live on {@code expiresAt}
     */
    public Fence(DynamoDbClient dynamoDb, String table, Clock clock) {
        this(new StepsTable(dynamoDb, table, Backoff.standard()), clock, RETENTION, Refusals.none());
    }

    private Fence(StepsTable steps, Clock clock, Duration retention, Refusals refusals) {
        this.steps = steps;
        this.clock = clock;
        this.retention = retention;
        this.refusals = refusals;
    }

    /** The same fence which keeps records and tombstones for so long. */
    public Fence keepingFor(Duration retention) {
        return new Fence(steps, clock, retention, refusals);
    }

    /** The same fence with other pauses when it is contended. */
    public Fence backingOff(Backoff backoff) {
        return new Fence(steps.backingOff(backoff), clock, retention, refusals);
    }

    /**
     * The same fence to which this exception is a refusal: an answer that is recorded and given again, not a fault. Exactly
     * this class, not those derived from it.
     *
     * @param fromMessage makes the refusal again from its message
     */
    public <R extends RuntimeException> Fence refusing(Class<R> type, Function<String, R> fromMessage) {
        return new Fence(steps, clock, retention, refusals.with(type, fromMessage));
    }

    /**
     * Does a step whose whole effect is in tables of ours.
     *
     * @param request all that the answer depends on; compared by its JSON
     * @param work computes the effect from the present state; called again when a condition of its writes failed, so that
     *     it decides anew; may throw a refusal, also a fault, which records nothing
     * @return the answer: this delivery's, or that of the delivery which came first
     */
    public <A> A perform(Step step, Object request, Class<A> answerType, Supplier<Effect<A>> work) {
        return perform(step, request, answerType, work, work);
    }

    /**
     * Does a step whose whole effect is in tables of ours, and which reads the present state only when it must: the conditions of
     * the first writes say what they need, and only when one of them failed is it worth reading why.
     *
     * @param request all that the answer depends on; compared by its JSON
     * @param first computes the effect without reading
     * @param again computes the effect from the present state, each time that a commit before it did not come about; may throw a
     *     refusal, also a fault, which records nothing
     * @return the answer: this delivery's, or that of the delivery which came first
     */
    public <A> A perform(
            Step step, Object request, Class<A> answerType, Supplier<Effect<A>> first, Supplier<Effect<A>> again) {
        String fingerprint = Json.fingerprint(request);
        for (int attempt = 1; ; attempt++) {
            Effect<A> effect = computed(step, attempt == 1 ? first : again);
            FenceRecord concluded = concluded(step, fingerprint, null, effect);
            StepsTable.Commit commit = steps.commit(step, concluded, null, effect.writes());
            if (commit.committed()) {
                return effect.conclude();
            }
            if (commit.lost()) {
                return replay(step, commit.winner(step), fingerprint, answerType);
            }
            steps.pauseOrGiveUp(step, attempt, commit.cause());
        }
    }

    /**
     * Does a step whose effect is outside: commits its intent, acts, commits the outcome. A delivery that finds the intent
     * of an earlier one resumes it.
     *
     * @param request all that the answer depends on; compared by its JSON
     * @return the answer: this delivery's, or that of the delivery which came first
     */
    public <A> A performOutside(Step step, Object request, Class<A> answerType, OutsideWork<A> work) {
        String fingerprint = Json.fingerprint(request);
        Intent intent;
        try {
            intent = work.intent();
        } catch (RuntimeException e) {
            if (!refusals.know(e)) {
                throw e;
            }
            return perform(step, request, answerType, () -> Effect.refusal(e));
        }
        boolean resumed = false;
        @Nullable String memo = intent.memo() == null ? null : Json.write(intent.memo());
        FenceRecord intended = record(step, State.INTENT, fingerprint, null, memo, null);
        for (int attempt = 1; ; attempt++) {
            StepsTable.Commit commit = steps.commit(step, intended, null, intent.writes());
            if (commit.committed()) {
                break;
            }
            if (commit.lost()) {
                FenceRecord winner = commit.winner(step);
                if (winner.state() != State.INTENT) {
                    return replay(step, winner, fingerprint, answerType);
                }
                sameRequest(step, winner, fingerprint);
                memo = winner.memo();
                resumed = true;
                break;
            }
            steps.pauseOrGiveUp(step, attempt, commit.cause());
        }
        for (int attempt = 1; ; attempt++) {
            Effect<A> effect = computed(step, resumed ? work::resume : work::act);
            StepsTable.Commit commit =
                    steps.commit(step, concluded(step, fingerprint, memo, effect), State.INTENT, effect.writes());
            if (commit.committed()) {
                return effect.conclude();
            }
            if (commit.lost()) {
                return replay(step, commit.winner(step), fingerprint, answerType);
            }
            resumed = true;
            steps.pauseOrGiveUp(step, attempt, commit.cause());
        }
    }

    /**
     * Undoes a step, however far it got, and bars it from being done later.
     *
     * @param undo gets what the record says at this moment; called again when the do moved on meanwhile, so what it does
     *     outside must be idempotent; what it throws (also {@link Effect#refusal}) is not recorded: the step stays as it
     *     is and the undo may be tried again
     * @return the answer: this undo's, or that of the undo which came first
     */
    public <A> A compensate(Step step, Class<A> answerType, Function<Recorded, Effect<A>> undo) {
        @Nullable FenceRecord found = steps.read(step);
        for (int attempt = 1; ; attempt++) {
            if (found != null && found.state() == State.COMPENSATED) {
                return Json.read(answerOf(found), answerType);
            }
            Recorded recorded = new Recorded(found);
            Effect<A> effect = computed(step, () -> undo.apply(recorded));
            A answer = effect.conclude();
            @Nullable String fingerprint = found == null ? null : found.fingerprint();
            @Nullable String memo = found == null ? null : found.memo();
            FenceRecord tombstone = record(
                    step, State.COMPENSATED, fingerprint, Json.write(Objects.requireNonNull(answer)), memo, null);
            StepsTable.Commit commit =
                    steps.commit(step, tombstone, found == null ? null : found.state(), effect.writes());
            if (commit.committed()) {
                return answer;
            }
            if (commit.lost()) {
                // The do (or another undo) moved the record on: decide again on what it says now.
                found = commit.record();
            }
            steps.pauseOrGiveUp(step, attempt, commit.cause());
        }
    }

    private <A> Effect<A> computed(Step step, Supplier<Effect<A>> work) {
        try {
            return work.get();
        } catch (SdkException e) {
            // What the work read is as contended as what the fence writes.
            throw TransientErrors.named(step.id(), e);
        } catch (RuntimeException e) {
            if (refusals.know(e)) {
                return Effect.refusal(e);
            }
            throw e;
        }
    }

    private FenceRecord concluded(Step step, String fingerprint, @Nullable String memoOfIntent, Effect<?> effect) {
        RuntimeException refusal = effect.refused();
        Object memo = effect.memo();
        @Nullable String remembered = memo == null ? memoOfIntent : Json.write(memo);
        if (refusal != null) {
            if (!refusals.know(refusal)) {
                throw new IllegalArgumentException(
                        "the fence does not know this refusal: "
                                + refusal.getClass().getName(),
                        refusal);
            }
            return record(step, State.REFUSED, fingerprint, null, remembered, refusal);
        }
        return record(step, State.DONE, fingerprint, Json.write(effect.conclude()), remembered, null);
    }

    /**
     * Loads what a first step would have to load, and leaves nothing behind: reads the record of a step that no saga has, and
     * overwrites it if it is there. For the initialization of a process, before its first step.
     *
     * @throws RuntimeException as a step does, where the table cannot be reached
     */
    public void rehearse() {
        Step nobodys = new Step("rehearsal", "Rehearsal");
        steps.read(nobodys);
        steps.commit(
                nobodys,
                record(nobodys, State.INTENT, Json.fingerprint(nobodys), null, null, null),
                State.DONE,
                List.of());
    }

    private FenceRecord record(
            Step step,
            State state,
            @Nullable String fingerprint,
            @Nullable String answer,
            @Nullable String memo,
            @Nullable RuntimeException refusal) {
        Instant now = clock.instant();
        return new FenceRecord(
                step.id(),
                state,
                fingerprint,
                answer,
                memo,
                refusal == null ? null : refusal.getClass().getName(),
                refusal == null ? null : requireNonNullElse(refusal.getMessage(), ""),
                now,
                now.plus(retention));
    }

    private <A> A replay(Step step, FenceRecord winner, String fingerprint, Class<A> answerType) {
        if (winner.state() == State.COMPENSATED) {
            throw new StepAlreadyCompensated(step);
        }
        sameRequest(step, winner, fingerprint);
        return switch (winner.state()) {
            case DONE -> Json.read(answerOf(winner), answerType);
            case REFUSED ->
                throw refusals.again(requireNonNullElse(winner.error(), ""), requireNonNullElse(winner.message(), ""));
            case INTENT -> throw new ParticipantBusy(step, "its outcome outside is not settled yet", null);
            case COMPENSATED -> throw new StepAlreadyCompensated(step);
        };
    }

    private static void sameRequest(Step step, FenceRecord record, String fingerprint) {
        if (!fingerprint.equals(record.fingerprint())) {
            throw new StepRequestDiffers(step);
        }
    }

    private static String answerOf(FenceRecord record) {
        String answer = record.answer();
        if (answer == null) {
            throw new UnreadableRecord(record.id() + " holds no answer", null);
        }
        return answer;
    }
}
