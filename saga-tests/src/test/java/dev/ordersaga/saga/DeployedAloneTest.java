package dev.ordersaga.saga;

import dev.ordersaga.saga.place.Place;
import dev.ordersaga.saga.place.PlaceKind;
import dev.ordersaga.saga.place.RunsOn;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A service is deployed alone, in every place. */
@Execution(ExecutionMode.SAME_THREAD)
class DeployedAloneTest {

    @Nested
    @RunsOn(PlaceKind.LOCAL_AWS)
    class OnThisMachine extends DeployedAlone {
        OnThisMachine(Place place) {
            super(place);
        }
    }

    @Nested
    @RunsOn(PlaceKind.LOCALSTACK)
    class OnLocalStack extends DeployedAlone {
        OnLocalStack(Place place) {
            super(place);
        }
    }

    @Nested
    @RunsOn(PlaceKind.AWS)
    class OnAws extends DeployedAlone {
        OnAws(Place place) {
            super(place);
        }
    }
}
