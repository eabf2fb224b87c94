package dev.ordersaga.view;

import java.time.Instant;

/**
 * Something that was undone.
 *
 * @param done the number of the visit that did it
 * @param undo the number of the visit that undid it
 * @param event the event with which it was undone
 */
public record Undoing(int done, int undo, long event, Instant at) {}
