package dev.ordersaga.participant;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * What a step comes to: its answer (or its refusal), what its undo will need to know, and the writes which commit in the
 * same transaction as the step's record. Nothing is written before {@link Fence} commits it.
 *
 * @param <A> the type of the answer, something Jackson writes and reads again
 */
public final class Effect<A> {

    /** TransactWriteItems takes 100 items, and the step's own record is one of them. */
    static final int MAX_WRITES = 99;

    private final @Nullable A answer;
    private final @Nullable RuntimeException refusal;
    private final @Nullable Object memo;
    private final List<TransactWriteItem> writes;

    private Effect(
            @Nullable A answer,
            @Nullable RuntimeException refusal,
            @Nullable Object memo,
            List<TransactWriteItem> writes) {
        if (writes.size() > MAX_WRITES) {
            throw new IllegalArgumentException(
                    "a step writes at most " + MAX_WRITES + " items, and this one " + writes.size());
        }
        this.answer = answer;
        this.refusal = refusal;
        this.memo = memo;
        this.writes = List.copyOf(writes);
    }

    /** The step is done, and this is its answer to every delivery. */
    public static <A> Effect<A> answer(A answer) {
        return new Effect<>(answer, null, null, List.of());
    }

    /**
     * The step is refused, and every delivery gets this refusal. Throwing the refusal does the same; this form lets it
     * have writes of its own.
     *
     * @param refusal of a class that the fence was told of by {@link Fence#refusing}
     */
    public static <A> Effect<A> refusal(RuntimeException refusal) {
        return new Effect<>(null, refusal, null, List.of());
    }

    /** The same effect, with something for the undo to read from the record: anything Jackson writes. */
    public Effect<A> remembering(Object memo) {
        return new Effect<>(answer, refusal, memo, writes);
    }

    /** The same effect with these writes, which replace any given before. A condition of theirs that fails undoes all. */
    public Effect<A> writing(List<TransactWriteItem> writes) {
        return new Effect<>(answer, refusal, memo, writes);
    }

    /** The same effect with these writes, which replace any given before. A condition of theirs that fails undoes all. */
    public Effect<A> writing(TransactWriteItem... writes) {
        return writing(Arrays.asList(writes));
    }

    @Nullable
    RuntimeException refused() {
        return refusal;
    }

    @Nullable
    Object memo() {
        return memo;
    }

    List<TransactWriteItem> writes() {
        return writes;
    }

    /** The answer, or the refusal thrown. */
    A conclude() {
        if (refusal != null) {
            throw refusal;
        }
        if (answer == null) {
            throw new IllegalStateException("an effect has an answer or a refusal");
        }
        return answer;
    }
}
