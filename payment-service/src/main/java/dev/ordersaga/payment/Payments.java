package dev.ordersaga.payment;

import dev.ordersaga.payment.DescribePayment.PaymentView;
import dev.ordersaga.payment.ListPayments.PaymentsPage;
import dev.ordersaga.payment.ProcessPayment.Payment;
import dev.ordersaga.payment.ProcessPayment.Processed;
import dev.ordersaga.payment.RefundPayment.RefundResult;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The port to the payments as we have them in writing. It lets an order be charged once and refunded once: what is asked for
 * again is not done again, and gets the first answer.
 */
public interface Payments {

    /**
     * Charges an order: writes down the intent, has the money taken, writes down what came of it. What is thrown meanwhile but
     * a {@link CardDeclined} leaves the intent, for the next call to resume.
     *
     * @throws CardDeclined when the charge was declined; the first answer, given to every repetition
     * @throws dev.ordersaga.participant.StepAlreadyCompensated when the order was refunded before
     */
    Processed charge(Payment payment, Charging charging);

    /**
     * Refunds an order, and lets it be charged no more. What the refunding throws is not kept, and changes nothing.
     *
     * @param refunding gets how far the charge had come; asked again when it has moved on meanwhile
     */
    RefundResult refund(String orderId, Function<Progress, Refund> refunding);

    /** How an order's payment stands as of now. */
    PaymentView find(String orderId);

    /**
     * A page, in no order that means anything. One that has just changed may be told as it was before.
     *
     * @param limit how many payments to look at
     * @param after where the page before ended, null for the first
     * @param since leaves out those that last changed before, null for none
     */
    PaymentsPage page(int limit, @Nullable String after, @Nullable Instant since);

    /** Has the money taken. */
    interface Charging {

        /** For the first time, right after the intent was written down. */
        Charge first();

        /** After an intent was found: whether the call that left it reached the gateway is unknown. */
        Charge again();
    }

    /**
     * The money is taken.
     *
     * @param answer for every delivery
     */
    record Charge(Processed answer, Money amount) {}

    /** How far a charge had come. */
    enum Progress {
        /** Nothing of it was ever written down. */
        NOTHING,
        /** It is intended; what the gateway made of it is unknown. */
        INTENDED,
        /** The gateway declined it. */
        DECLINED,
        /** The money is taken. */
        CHARGED
    }

    /**
     * What a refund comes to.
     *
     * @param answer for every delivery
     * @param givenBack null when nothing was taken
     */
    record Refund(RefundResult answer, @Nullable Money givenBack) {}
}
