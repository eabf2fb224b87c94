package dev.ordersaga.sam;

/**
 * Something in a template that is wrong, or that is not understood.
 *
 * @param place a JSON pointer, such as {@code /Resources/Orders/Properties/KeySchema}; empty for the whole file
 * @param line in the file, from 1
 * @param column in the line, from 1
 */
public record Problem(String place, int line, int column, String message) {

    @Override
    public String toString() {
        return place + " (line " + line + "): " + message;
    }
}
