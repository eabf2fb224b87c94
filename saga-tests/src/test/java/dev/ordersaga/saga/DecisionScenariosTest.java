package dev.ordersaga.saga;

import dev.ordersaga.saga.place.Place;
import dev.ordersaga.saga.place.PlaceKind;
import dev.ordersaga.saga.place.RunsOn;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The scenarios in every place. */
@Execution(ExecutionMode.SAME_THREAD)
class DecisionScenariosTest {

    @Nested
    @RunsOn(PlaceKind.LOCAL_AWS)
    class OnThisMachine extends DecisionScenarios {
        OnThisMachine(Place place) {
            super(place);
        }
    }

    @Nested
    @RunsOn(PlaceKind.LOCALSTACK)
    class OnLocalStack extends DecisionScenarios {
        OnLocalStack(Place place) {
            super(place);
        }
    }

    @Nested
    @RunsOn(PlaceKind.AWS)
    class OnAws extends DecisionScenarios {
        OnAws(Place place) {
            super(place);
        }
    }
}
