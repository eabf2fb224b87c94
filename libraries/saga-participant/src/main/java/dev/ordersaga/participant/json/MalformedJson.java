package dev.ordersaga.participant.json;

/** A text is not one JSON document as {@link StrictJson} reads it. The message repeats nothing of the text. */
public final class MalformedJson extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    public enum Reason {
        /** There is no document at all. */
        EMPTY,
        /** It is no JSON, or goes beyond what is read: nested too deep, a number with too many digits. */
        NOT_WELL_FORMED,
        /** A field of an object is there twice. */
        FIELD_TWICE,
        /** There is something behind the document. */
        MORE_BEHIND
    }

    private final Reason reason;
    private final transient Place place;
    private final int line;
    private final int column;

    MalformedJson(Reason reason, Place place, int line, int column) {
        super("not well-formed JSON, or a field occurs twice");
        this.reason = reason;
        this.place = place;
        this.line = line;
        this.column = column;
    }

    public Reason reason() {
        return reason;
    }

    /** How far the reader had come. The names in it are the text's own. */
    public Place place() {
        return place;
    }

    /** From 1; 0 or less where it cannot be said. */
    public int line() {
        return line;
    }

    /** From 1; 0 or less where it cannot be said. */
    public int column() {
        return column;
    }
}
