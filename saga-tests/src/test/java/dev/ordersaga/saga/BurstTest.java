package dev.ordersaga.saga;

import dev.ordersaga.saga.place.Place;
import dev.ordersaga.saga.place.PlaceKind;
import dev.ordersaga.saga.place.RunsOn;
import org.junit.jupiter.api.Nested;

/**
 * Many at once on this machine, in a place of their own; {@link BurstOnAwsTest} on AWS. Not on LocalStack, which carries seven sagas a second and starts a container for each invocation
 * that finds none: forty orders at once are thirty JVMs there, and it then no longer answers.
 */
class BurstTest {

    @Nested
    @RunsOn(PlaceKind.LOCAL_AWS_OF_A_NEW_ACCOUNT)
    class OnThisMachine extends Bursts {
        OnThisMachine(Place place) {
            super(place);
        }
    }
}
