package dev.ordersaga.local.sam;

/**
 * Something in the template that is wrong, or that is not known here.
 *
 * @param place a JSON pointer, such as {@code /Resources/Orders/Properties/KeySchema}
 * @param line in the file, from 1
 */
public record Problem(String place, int line, String message) {

    @Override
    public String toString() {
        return place + " (line " + line + "): " + message;
    }
}
