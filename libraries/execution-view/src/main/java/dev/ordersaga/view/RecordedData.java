package dev.ordersaga.view;

import org.jspecify.annotations.Nullable;

/**
 * An input, an output or the like, where a history gives it.
 *
 * @param event the event that holds it
 * @param field of the event's details, such as {@code input}
 * @param text JSON text; null where the history gives none, or where so much was kept already that it must be looked up there
 * @param truncated whether the history says that this is not all
 */
public record RecordedData(
        long event, String field, @Nullable String text, boolean truncated) {}
