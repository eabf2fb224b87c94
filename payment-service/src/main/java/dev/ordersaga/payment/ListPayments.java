package dev.ordersaga.payment;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists all payments, page by page, for the reconciler; without the means of payment. */
public final class ListPayments {

    /** As many as one page may look at. */
    public static final int MAX_LIMIT = 1_000;

    private final Payments payments;

    public ListPayments(Payments payments) {
        this.payments = payments;
    }

    /** Reads a page, in no order that means anything. One that has just changed may be told as it was before. */
    public PaymentsPage list(Query query) {
        return payments.page(query.limit(), query.after(), query.since());
    }

    /**
     * Which page.
     *
     * @param limit how many payments to look at, from 1 to {@value #MAX_LIMIT}
     * @param after where the page before ended, null for the first
     * @param since leaves out those that last changed before, null for none
     */
    public record Query(
            int limit, @Nullable String after, @Nullable Instant since) {

        public Query {
            if (limit < 1 || limit > MAX_LIMIT) {
                throw new IllegalArgumentException("limit must be from 1 to " + MAX_LIMIT);
            }
        }
    }

    /**
     * Some payments; perhaps none, and yet there may be more.
     *
     * @param next what to ask for the next page with, null when this was the last
     */
    public record PaymentsPage(
            List<ListedPayment> payments, @Nullable String next) {

        public PaymentsPage {
            payments = List.copyOf(payments);
        }
    }

    /**
     * A payment among others.
     *
     * @param amount what the order costs, taken or not
     * @param updatedAt when its status last changed, in ISO 8601
     */
    public record ListedPayment(String orderId, PaymentStatus status, Money amount, String updatedAt) {}
}
