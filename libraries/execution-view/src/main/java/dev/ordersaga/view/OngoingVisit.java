package dev.ordersaga.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A visit while the history is being read. */
final class OngoingVisit {

    /** Which state; negative for one that the definition does not have. */
    final int state;

    final int number;
    final @Nullable OngoingVisit within;
    /** The item of a Map, or the branch of a Parallel; negative outside of both. */
    final int branch;

    final boolean inMap;
    final int edge;
    final RecordedEvent entry;
    final RecordedData input;
    final List<OngoingAttempt> attempts = new ArrayList<>();
    /** What goes on inside, at most one state for each item or branch. */
    final Map<Integer, OngoingVisit> inside = new LinkedHashMap<>();

    /** What was given up inside in the last try: a redrive does it again. */
    final List<OngoingVisit> givenUp = new ArrayList<>();

    final int[] retries;
    StateStatus status = StateStatus.NEVER_ENTERED;
    Instant since;
    boolean left;
    boolean failing;
    long leftBy;

    @Nullable
    Instant ended;

    @Nullable
    Instant waitingUntil;

    @Nullable
    Instant nextAttempt;

    boolean jittered;

    @Nullable
    RecordedData output;

    Map<String, String> variables = Map.of();

    @Nullable
    String error;

    @Nullable
    String cause;

    long undoneBy;
    int items;
    int itemsDone;

    OngoingVisit(
            int state,
            int number,
            @Nullable OngoingVisit within,
            int branch,
            boolean inMap,
            int edge,
            RecordedEvent entry,
            RecordedData input,
            int retriers) {
        this.state = state;
        this.number = number;
        this.within = within;
        this.branch = branch;
        this.inMap = inMap;
        this.edge = edge;
        this.entry = entry;
        this.input = input;
        this.retries = new int[retriers];
        this.since = entry.timestamp();
    }

    /** The try that goes on; null where none does. */
    @Nullable
    OngoingAttempt open() {
        OngoingAttempt last = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
        return last == null || last.ended != null ? null : last;
    }

    /** The number of the try that goes on or is to come; 0 where none does. */
    int attempt() {
        if (!status.isOpen()) {
            return 0;
        }
        return status == StateStatus.RETRYING ? attempts.size() + 1 : attempts.size();
    }

    /** The innermost visits that a redrive does again. */
    List<OngoingVisit> unsuccessful() {
        return givenUp.isEmpty()
                ? List.of(this)
                : givenUp.stream()
                        .flatMap(inner -> inner.unsuccessful().stream())
                        .toList();
    }

    StateVisit toVisit() {
        return new StateVisit(
                number,
                state,
                within == null ? OptionalInt.empty() : OptionalInt.of(within.number),
                inMap ? OptionalInt.of(branch) : OptionalInt.empty(),
                edge < 0 ? OptionalInt.empty() : OptionalInt.of(edge),
                status,
                entry.id(),
                leftBy,
                entry.timestamp(),
                Optional.ofNullable(ended),
                Optional.ofNullable(status == StateStatus.RETRYING ? null : waitingUntil)
                        .filter(until -> status.isOpen()),
                Optional.ofNullable(nextAttempt).filter(next -> status == StateStatus.RETRYING),
                jittered && status == StateStatus.RETRYING,
                input,
                output,
                variables,
                attempts.stream().map(OngoingAttempt::toAttempt).toList(),
                error,
                cause,
                undoneBy);
    }

    /** A try while the history is being read. */
    static final class OngoingAttempt {

        final int number;
        final long event;
        final Instant started;
        final String resource;
        final @Nullable RecordedData arguments;

        @Nullable
        Instant ended;

        @Nullable
        Instant until;

        @Nullable
        RecordedData answer;

        @Nullable
        RecordedData result;

        @Nullable
        String error;

        @Nullable
        String cause;

        OngoingAttempt(int number, RecordedEvent event, String resource, @Nullable RecordedData arguments) {
            this.number = number;
            this.event = event.id();
            this.started = event.timestamp();
            this.resource = resource;
            this.arguments = arguments;
        }

        VisitAttempt toAttempt() {
            return new VisitAttempt(
                    number,
                    event,
                    started,
                    Optional.ofNullable(ended),
                    Optional.ofNullable(until),
                    resource,
                    arguments,
                    answer,
                    result,
                    error,
                    cause);
        }
    }
}
