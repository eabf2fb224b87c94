package dev.ordersaga.order.desk;

import dev.ordersaga.order.access.Caller;
import org.jspecify.annotations.Nullable;

/**
 * What every page has around its content.
 *
 * @param caller who is signed in, null for nobody
 * @param csrf what a form sends along, empty for nobody
 * @param section which part of the navigation the page belongs to
 * @param places whether orders can be placed here
 * @param assets tells one state of scripts and styles from the next
 * @param refresh where the browser goes by itself, null for nowhere
 */
record Shell(
        String title,
        @Nullable Caller caller,
        String csrf,
        Section section,
        boolean places,
        String assets,
        @Nullable String refresh) {

    /** A part of the navigation. */
    enum Section {
        WAITING,
        ORDERS,
        PLACE,
        NONE
    }

    boolean signedIn() {
        return caller != null;
    }

    boolean operator() {
        return caller != null && caller.operator();
    }

    String subject() {
        return caller == null ? "" : caller.subject();
    }

    /** For {@code aria-current}; null leaves the attribute out. */
    @Nullable
    String current(Section other) {
        return section == other ? "page" : null;
    }
}
