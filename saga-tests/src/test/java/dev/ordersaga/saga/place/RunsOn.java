package dev.ordersaga.saga.place;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class run in this place and get it as a parameter, {@link Place}. Where it cannot be had they are skipped, and
 * the report says why.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PlaceExtension.class)
public @interface RunsOn {

    PlaceKind value();
}
