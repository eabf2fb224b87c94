package dev.ordersaga.saga;

import dev.ordersaga.saga.place.In;
import dev.ordersaga.saga.place.Lane;
import dev.ordersaga.saga.place.Place;
import org.junit.jupiter.api.Nested;

/** The scenarios in every place. */
class DecisionScenariosTest {

    @Nested
    @In(Lane.LOCAL_AWS)
    class OnThisMachine extends DecisionScenarios {
        OnThisMachine(Place place) {
            super(place);
        }
    }

    @Nested
    @In(Lane.LOCALSTACK)
    class OnLocalStack extends DecisionScenarios {
        OnLocalStack(Place place) {
            super(place);
        }
    }

    @Nested
    @In(Lane.AWS)
    class OnAws extends DecisionScenarios {
        OnAws(Place place) {
            super(place);
        }
    }
}
