package dev.ordersaga.local.lambda;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** The invocations that no process was given yet, in the order in which they came. Guarded by the pool. */
final class Backlog {

    private final Deque<PendingInvocation> queue = new ArrayDeque<>();
    private final Environments all;
    private final Estimates estimates;

    Backlog(Environments all, Estimates estimates) {
        this.all = all;
        this.estimates = estimates;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    void add(PendingInvocation work) {
        queue.addLast(work);
    }

    /** Gives the one that has waited longest to a process. */
    PendingInvocation giveTo(ExecutionEnvironment environment) {
        PendingInvocation work = queue.removeFirst();
        environment.running.put(work.requestId, work);
        work.delivered();
        return work;
    }

    /** Whether more wait than the processes have places for. */
    boolean exceedsPlaces() {
        return queue.size() > all.free();
    }

    /** Whether a new process would be ready before those that wait get a place in the processes that there are. */
    boolean outlastsInit() {
        return estimates.waitFor(queue.size() - all.free(), all.places(), all.underWay()) > estimates.init();
    }

    /** Takes out the invocations that a process would have taken, whose init phase has failed. */
    List<PendingInvocation> takenDownWithOne(int places) {
        int free = all.freeAndRunning();
        List<PendingInvocation> lost = new ArrayList<>();
        while (lost.size() < places && queue.size() > free) {
            lost.add(queue.removeFirst());
        }
        return lost;
    }

    /** Whether one waits whose caller will give it up. */
    boolean hasSomeAwaitedForAWhile() {
        return queue.stream().anyMatch(PendingInvocation::isAwaitedForAWhile);
    }

    /** Takes out those that it is too late to begin. */
    List<PendingInvocation> tooLate(Duration timeout) {
        int places = all.free();
        List<PendingInvocation> late = new ArrayList<>();
        int ahead = 0;
        for (Iterator<PendingInvocation> each = queue.iterator(); each.hasNext(); ) {
            PendingInvocation work = each.next();
            if (work.isTooLate(ahead < places, timeout)) {
                each.remove();
                late.add(work);
            } else {
                ahead++;
            }
        }
        return late;
    }

    /** Refuses all that wait: Lambda is closing. */
    void refuseAll() {
        queue.forEach(InvocationAnswers::refuse);
        queue.clear();
    }
}
