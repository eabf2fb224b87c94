package dev.ordersaga.saga;

import dev.ordersaga.saga.place.Place;
import dev.ordersaga.saga.place.PlaceKind;
import dev.ordersaga.saga.place.RunsOn;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Many at once on AWS, one after the other with the scenarios that use the same stack. */
@Execution(ExecutionMode.SAME_THREAD)
class BurstOnAwsTest {

    @Nested
    @RunsOn(PlaceKind.AWS)
    class OnAws extends Bursts {
        OnAws(Place place) {
            super(place);
        }
    }
}
