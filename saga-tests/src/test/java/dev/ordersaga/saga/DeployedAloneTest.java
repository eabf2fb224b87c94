package dev.ordersaga.saga;

import dev.ordersaga.saga.place.In;
import dev.ordersaga.saga.place.Lane;
import dev.ordersaga.saga.place.Place;
import org.junit.jupiter.api.Nested;

/** A service is deployed alone, in every place. */
class DeployedAloneTest {

    @Nested
    @In(Lane.LOCAL_AWS)
    class OnThisMachine extends DeployedAlone {
        OnThisMachine(Place place) {
            super(place);
        }
    }

    @Nested
    @In(Lane.LOCALSTACK)
    class OnLocalStack extends DeployedAlone {
        OnLocalStack(Place place) {
            super(place);
        }
    }

    @Nested
    @In(Lane.AWS)
    class OnAws extends DeployedAlone {
        OnAws(Place place) {
            super(place);
        }
    }
}
