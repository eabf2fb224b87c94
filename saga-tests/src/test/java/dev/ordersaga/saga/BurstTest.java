package dev.ordersaga.saga;

import dev.ordersaga.saga.place.Place;
import dev.ordersaga.saga.place.PlaceKind;
import dev.ordersaga.saga.place.RunsOn;
import org.junit.jupiter.api.Nested;

/** Many at once, in every place. */
class BurstTest {

    @Nested
    @RunsOn(PlaceKind.LOCAL_AWS_OF_A_NEW_ACCOUNT)
    class OnThisMachine extends Bursts {
        OnThisMachine(Place place) {
            super(place);
        }
    }

    @Nested
    @RunsOn(PlaceKind.LOCALSTACK)
    class OnLocalStack extends Bursts {
        OnLocalStack(Place place) {
            super(place);
        }
    }

    @Nested
    @RunsOn(PlaceKind.AWS)
    class OnAws extends Bursts {
        OnAws(Place place) {
            super(place);
        }
    }
}
