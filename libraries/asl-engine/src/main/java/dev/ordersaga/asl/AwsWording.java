package dev.ordersaga.asl;

import java.util.List;

/**
 * How Step Functions says that something is wrong with a definition.
 *
 * @param pointer where it says so, which need not be where an author would look
 * @param text the message; {@code %s} stands for the list of fields
 * @param fields the fields that are named; the same said of several fields of one place is one message
 */
public record AwsWording(String pointer, String text, List<String> fields) {

    public AwsWording {
        fields = List.copyOf(fields);
    }

    static AwsWording of(String pointer, String text) {
        return new AwsWording(pointer, text, List.of());
    }
}
