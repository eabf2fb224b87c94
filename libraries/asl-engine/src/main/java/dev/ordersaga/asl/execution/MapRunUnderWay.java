package dev.ordersaga.asl.execution;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A Map Run that a branch waits for, or waited for when the execution failed. */
final class MapRunUnderWay implements Suspension {

    /** Counts with the attempts at tasks, so that an answer names one or the other. */
    final long number;

    final Branch branch;
    final String mapRunArn;
    final int redriveCount;
    private final Function<Draws, MapRunRequest> request;

    /** The runner's side, once it has been handed out. */
    volatile @Nullable HandedOutTask handedOut;

    MapRunUnderWay(
            long number, Branch branch, String mapRunArn, int redriveCount, Function<Draws, MapRunRequest> request) {
        this.number = number;
        this.branch = branch;
        this.mapRunArn = mapRunArn;
        this.redriveCount = redriveCount;
        this.request = request;
    }

    /** The request; what its items' inputs draw comes from {@code draws}, outside of any move. */
    MapRunRequest request(Draws draws) {
        return request.apply(draws);
    }
}
