package dev.ordersaga.saga;

import dev.ordersaga.saga.place.Place;
import dev.ordersaga.saga.place.PlaceKind;
import dev.ordersaga.saga.place.RunsOn;
import org.junit.jupiter.api.Nested;

/** The scenarios in every place. */
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
