package dev.ordersaga.console.endpoint;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param next where the list goes on; empty at its end
 */
public record ListPart<T>(List<T> items, Optional<String> next) {

    public ListPart {
        items = List.copyOf(items);
    }
}
