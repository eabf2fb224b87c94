package dev.ordersaga.asl.execution;

/** Takes the fields of an event's details, one after the other. */
interface FieldWriter {

    void text(String name, String value);

    void number(String name, long value);

    void flag(String name, boolean value);

    /** The fields until {@link #end} belong to an object of this name. */
    void begin(String name);

    void end();

    /** JSON text, and that none of it was cut off, as the service tells data. */
    default void data(String name, Payload payload) {
        text(name, payload.text());
        begin(name + "Details");
        flag("truncated", false);
        end();
    }
}
