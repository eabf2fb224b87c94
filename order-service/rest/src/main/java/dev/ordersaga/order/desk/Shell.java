package dev.ordersaga.order.desk;

import dev.ordersaga.order.access.Requester;
import org.jspecify.annotations.Nullable;

/**
 * What every page has around its content.
 *
 * @param requester who is signed in, null for nobody
 * @param csrf what a form sends along, empty for nobody
 * @param section which part of the navigation the page belongs to
 * @param places whether orders can be placed here
 * @param assets tells one state of scripts and styles from the next
 * @param refresh where the browser goes by itself, null for nowhere
 */
record Shell(
        String title,
        @Nullable Requester requester,
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
        return requester != null;
    }

    boolean operator() {
        return requester != null && requester.operator();
    }

    String subject() {
        return requester == null ? "" : requester.subject();
    }

    /** For {@code aria-current}; null leaves the attribute out. */
    @Nullable
    String current(Section other) {
        return section == other ? "page" : null;
    }
}
