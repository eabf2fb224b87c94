package dev.ordersaga.participant.json;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A place in a JSON document. */
public final class Place {

    /** The whole document. */
    public static final Place ROOT = new Place(null, null, 0);

    private final @Nullable Place parent;
    private final @Nullable String name;
    private final int index;

    private Place(@Nullable Place parent, @Nullable String name, int index) {
        this.parent = parent;
        this.name = name;
        this.index = index;
    }

    /** The field of this name of the object at this place. */
    public Place field(String name) {
        return new Place(this, name, 0);
    }

    /** The element of the array at this place, counted from 0. */
    public Place element(int index) {
        return new Place(this, null, index);
    }

    /** As a JSON pointer (RFC 6901), {@code /items/0/quantity}; empty for the whole document. */
    public String pointer() {
        StringBuilder pointer = new StringBuilder();
        for (Place step : steps()) {
            pointer.append('/')
                    .append(
                            step.name == null
                                    ? step.index
                                    : step.name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    /**
     * As a path, {@code items[0].quantity}; empty for the whole document.
     *
     * @param shown makes a field's name, which may be the caller's own text, fit for a message
     */
    public String path(UnaryOperator<String> shown) {
        StringBuilder path = new StringBuilder();
        for (Place step : steps()) {
            if (step.name == null) {
                path.append('[').append(step.index).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(shown.apply(step.name));
            }
        }
        return path.toString();
    }

    private List<Place> steps() {
        List<Place> steps = new ArrayList<>();
        for (Place step = this; step.parent != null; step = step.parent) {
            steps.add(0, step);
        }
        return steps;
    }

    /** The same as {@link #pointer()}. */
    @Override
    public String toString() {
        return pointer();
    }
}
