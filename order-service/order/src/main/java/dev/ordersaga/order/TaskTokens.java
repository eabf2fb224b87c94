package dev.ordersaga.order;

import java.util.ArrayList;
import java.util.List;

/** The Step Functions task tokens that an order keeps, newest last: more than one when a request was tried again. */
final class TaskTokens {

    /** An item has 400 KB, and a token may have one. */
    private static final int MAX_TOKENS = 8;

    private TaskTokens() {}

    static List<String> with(List<String> tokens, String newest) {
        if (tokens.contains(newest)) {
            return tokens;
        }
        List<String> all = new ArrayList<>(tokens);
        all.add(newest);
        return List.copyOf(all.subList(Math.max(0, all.size() - MAX_TOKENS), all.size()));
    }
}
