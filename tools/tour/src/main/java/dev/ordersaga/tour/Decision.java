package dev.ordersaga.tour;

import java.util.Map;

/**
 * What a person decides about an order that is on its way, or was.
 *
 * @param who {@code operator} or {@code customer}
 * @param once when: the field of the order, as a JSON pointer, that has this value then
 * @param value of that field
 * @param what {@code review}, {@code repair} or {@code cancellation}
 * @param body of the request
 * @param ends the order's status once that is done
 * @param state the saga must have, or nobody is asked
 */
record Decision(
        String who, String once, String value, String what, Map<String, String> body, String ends, String state) {

    Decision {
        body = Map.copyOf(body);
    }
}
