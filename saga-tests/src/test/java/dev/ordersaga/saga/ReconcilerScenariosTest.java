package dev.ordersaga.saga;

import dev.ordersaga.saga.place.In;
import dev.ordersaga.saga.place.Lane;
import dev.ordersaga.saga.place.Place;
import org.junit.jupiter.api.Nested;

/** The reconciler in every place. */
class ReconcilerScenariosTest {

    @Nested
    @In(Lane.LOCAL_AWS)
    class OnThisMachine extends ReconcilerScenariosWhileWaiting {
        OnThisMachine(Place place) {
            super(place);
        }
    }

    @Nested
    @In(Lane.LOCALSTACK)
    class OnLocalStack extends ReconcilerScenarios {
        OnLocalStack(Place place) {
            super(place);
        }
    }

    @Nested
    @In(Lane.AWS)
    class OnAws extends ReconcilerScenariosWhileWaiting {
        OnAws(Place place) {
            super(place);
        }
    }
}
