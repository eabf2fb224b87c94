package dev.ordersaga.reconciler;

import dev.ordersaga.reconciler.SagaExecutions.Named;
import dev.ordersaga.reconciler.report.Discrepancy.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Executions that ended badly: each order's newest run is run again. */
final class EndedExecutionsCheck {

    /** Step Functions remembers an execution for 90 days; who started it by hand was told long before. */
    private static final Duration TO_BE_TOLD = Duration.ofDays(1);

    private final PassProgress progress;
    private final SagaRestarts restarts;

    EndedExecutionsCheck(PassProgress progress, SagaRestarts restarts) {
        this.progress = progress;
        this.restarts = restarts;
    }

    /** Looks at them, and answers how many there were. */
    int check(SagaExecutions executions) {
        Set<OrderId> seen = new HashSet<>();
        int[] compared = {0};
        executions.endedBadly(ended -> {
            if (!progress.timeLeft()) {
                return false;
            }
            compared[0]++;
            if (progress.isOld(ended.ended())) {
                progress.look(ended.name(), () -> check(executions, ended, seen));
            }
            return true;
        });
        return compared[0];
    }

    private void check(SagaExecutions executions, EndedExecution ended, Set<OrderId> seen) {
        // Of most that are still remembered the next run was well, and one look tells.
        if (SagaExecutions.nextOf(ended.name())
                .flatMap(next -> executions.find(next.order(), next.number()))
                .filter(next -> next.ofOrder() && next.isWell())
                .isPresent()) {
            return;
        }
        Optional<Named> named = executions.named(ended.name());
        if (named.isEmpty()) {
            unknown(ended);
            return;
        }
        OrderId id = named.get().order();
        // The last one started comes first, and the runs before it are behind us.
        if (!seen.add(id) || progress.isFound(id)) {
            return;
        }
        SagaExecution newest = executions.newest(id, named.get().run());
        if (!newest.isWell()) {
            restarts.againIfOld(executions, id, newest);
        }
    }

    private void unknown(EndedExecution ended) {
        if (!ended.ended().isBefore(progress.began().minus(TO_BE_TOLD))) {
            progress.report(
                    Kind.EXECUTION_UNKNOWN,
                    null,
                    "execution " + ended.name() + " is " + ended.status()
                            + " and is no order's: started by hand, and left alone");
        }
    }
}
