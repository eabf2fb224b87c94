package dev.ordersaga.reconciler;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The orders of a status, read a page at a time for as long as the pass has time. */
final class OrderList {

    private static final int PAGE = 100;

    private final OrderService orders;
    private final PassProgress progress;

    OrderList(OrderService orders, PassProgress progress) {
        this.orders = orders;
        this.progress = progress;
    }

    /** Each order of a status, newest first, until told to stop. */
    void each(PublishedOrder.Status status, Predicate<PublishedOrder> goOn) {
        @Nullable String after = null;
        do {
            OrderService.Page page = orders.page(status, PAGE, after);
            for (PublishedOrder order : page.orders()) {
                if (!progress.timeLeft() || !goOn.test(order)) {
                    return;
                }
            }
            after = page.next();
        } while (after != null);
    }
}
