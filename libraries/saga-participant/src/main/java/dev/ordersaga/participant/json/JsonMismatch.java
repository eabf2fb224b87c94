package dev.ordersaga.participant.json;

/** A JSON value is not what must stand at its place. The message names the place by a JSON pointer and repeats no value. */
public final class JsonMismatch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Place place;

    /**
     * Says what is wrong at a place.
     *
     * @param why such as {@code missing}; what it says of the whole document stands without a pointer
     */
    public JsonMismatch(Place place, String why) {
        super(place.pointer().isEmpty() ? why : place.pointer() + ": " + why);
        this.place = place;
    }

    public Place place() {
        return place;
    }
}
