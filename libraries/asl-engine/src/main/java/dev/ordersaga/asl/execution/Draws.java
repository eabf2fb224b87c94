package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.expression.Randomness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The identifiers, random numbers and checks of one move: drawn from outside and kept, or taken from a move that is played again. */
abstract class Draws implements Randomness {

    abstract String id();

    abstract double chance();

    /** What is wrong with a task that is about to be scheduled, as the check says, or said when the move was made first. */
    abstract List<String> problems(long attempt, Supplier<List<String>> check);

    @Override
    public double number() {
        return chance();
    }

    @Override
    public String uuid() {
        UUID hash = UUID.nameUUIDFromBytes(id().getBytes(StandardCharsets.UTF_8));
        long version4 = (hash.getMostSignificantBits() & ~0xF000L) | 0x4000L;
        return new UUID(version4, hash.getLeastSignificantBits()).toString();
    }

    /** Draws from the two sources that the engine was given. */
    static final class Fresh extends Draws {

        private final Ids ids;
        private final Jitter jitter;
        private List<String> drawnIds = List.of();
        private List<Double> drawnChances = List.of();
        private Optional<Refusal> refusal = Optional.empty();

        Fresh(Ids ids, Jitter jitter) {
            this.ids = ids;
            this.jitter = jitter;
        }

        @Override
        String id() {
            String id = ids.next();
            drawnIds = drawnIds.isEmpty() ? new ArrayList<>() : drawnIds;
            drawnIds.add(id);
            return id;
        }

        @Override
        double chance() {
            double chance = jitter.next();
            drawnChances = drawnChances.isEmpty() ? new ArrayList<>() : drawnChances;
            drawnChances.add(chance);
            return chance;
        }

        @Override
        List<String> problems(long attempt, Supplier<List<String>> check) {
            List<String> problems = check.get();
            if (!problems.isEmpty()) {
                refusal = Optional.of(new Refusal(attempt, problems));
            }
            return problems;
        }

        Move move(java.time.Instant at, Cause cause) {
            return new Move(at, cause, drawnIds, drawnChances, refusal);
        }
    }

    /** Gives what was drawn when the move was made first. */
    static final class Again extends Draws {

        private final Iterator<String> ids;
        private final Iterator<Double> chances;
        private final Optional<Refusal> refusal;

        Again(Move move) {
            this.ids = move.ids().iterator();
            this.chances = move.chances().iterator();
            this.refusal = move.refusal();
        }

        @Override
        String id() {
            return ids.next();
        }

        @Override
        double chance() {
            return chances.next();
        }

        @Override
        List<String> problems(long attempt, Supplier<List<String>> check) {
            return refusal.filter(known -> known.attempt() == attempt)
                    .map(Refusal::problems)
                    .orElse(List.of());
        }
    }
}
