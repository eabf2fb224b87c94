package dev.ordersaga.linter.cost;

import dev.ordersaga.analysis.flow.Work;
import dev.ordersaga.linter.graph.Durations;
import dev.ordersaga.linter.sam.DeployedFunction;
import dev.ordersaga.linter.sam.DeployedMachine;
import java.util.List;
import java.util.Optional;

/**
 * What a way costs and how long it may take.
 *
 * @param transitions states entered, retries, and the start
 * @param invocations of Lambda functions
 * @param gigabyteSeconds of Lambda functions
 * @param writeUnits of DynamoDB
 * @param readUnits of DynamoDB
 * @param events published, by attempts
 * @param worstSeconds with every attempt until its time-out, every retry and every back-off at its longest
 * @param orMore whether a state on the way may take nobody knows how long, and is not counted
 */
record PathCost(
        long transitions,
        long invocations,
        double gigabyteSeconds,
        double writeUnits,
        double readUnits,
        long events,
        double worstSeconds,
        boolean orMore) {

    /** A GB-second of Lambda on arm64 is 13.33 US dollars a million; the rest likewise, list prices of us-east-1. */
    private static final double TRANSITION = 25;

    private static final double INVOCATION = 0.20;
    private static final double GIGABYTE_SECOND = 13.33;
    private static final double WRITE_UNIT = 0.625;
    private static final double READ_UNIT = 0.125;
    private static final double EVENT = 1;
    private static final double REQUEST = 1;
    private static final double LOG_GIGABYTE = 0.50;

    static PathCost of(List<Visit> visits, DeployedMachine deployed, Units units, Assumptions assumed) {
        Durations durations = new Durations(deployed.functionSeconds());
        long transitions = 1;
        long invocations = 0;
        double gigabyteSeconds = 0;
        double writeUnits = 0;
        double readUnits = 0;
        long events = 0;
        double worst = 0;
        boolean orMore = false;
        for (Visit visit : visits) {
            long attempts = 1 + visit.retries();
            transitions += attempts;
            worst += durations.worst(visit.state());
            orMore |= durations.unknown(visit.state());
            Optional<Work> work = Work.of(visit.state());
            if (work.isEmpty()) {
                continue;
            }
            if (work.get().isFunction()) {
                DeployedFunction function = work.get()
                        .function()
                        .map(deployed.functions()::get)
                        .orElseThrow(() -> new IllegalArgumentException("the template does not say which function "
                                + visit.state().name() + " calls"));
                invocations += attempts;
                gigabyteSeconds += attempts * function.memoryMegabytes() / 1024.0 * assumed.millis() / 1000.0;
                Units.Capacity capacity =
                        units.of(work.get().action().orElse(visit.state().name()), visit.outcome());
                writeUnits += attempts * capacity.write();
                readUnits += attempts * capacity.read();
            } else if (work.get().operation().equals("putEvents")) {
                events += attempts;
            }
        }
        return new PathCost(transitions, invocations, gigabyteSeconds, writeUnits, readUnits, events, worst, orMore);
    }

    /** US dollars for a million orders that go this way. */
    double stepFunctions() {
        return TRANSITION * transitions;
    }

    /** US dollars for a million orders that go this way (of which a kilobyte each is a gigabyte): functions, tables, events, logs and the request. */
    double rest(Assumptions assumed) {
        return INVOCATION * invocations
                + GIGABYTE_SECOND * gigabyteSeconds
                + WRITE_UNIT * writeUnits
                + READ_UNIT * readUnits
                + EVENT * events
                + LOG_GIGABYTE * invocations * assumed.logKilobytes()
                + REQUEST;
    }
}
