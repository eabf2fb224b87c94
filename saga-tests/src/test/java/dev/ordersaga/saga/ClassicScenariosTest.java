package dev.ordersaga.saga;

import dev.ordersaga.saga.place.In;
import dev.ordersaga.saga.place.Lane;
import dev.ordersaga.saga.place.Place;
import org.junit.jupiter.api.Nested;

/** The scenarios in every place. */
class ClassicScenariosTest {

    @Nested
    @In(Lane.LOCAL_AWS)
    class OnThisMachine extends ClassicScenarios {
        OnThisMachine(Place place) {
            super(place);
        }
    }

    @Nested
    @In(Lane.LOCALSTACK)
    class OnLocalStack extends ClassicScenarios {
        OnLocalStack(Place place) {
            super(place);
        }
    }

    @Nested
    @In(Lane.AWS)
    class OnAws extends ClassicScenarios {
        OnAws(Place place) {
            super(place);
        }
    }
}
