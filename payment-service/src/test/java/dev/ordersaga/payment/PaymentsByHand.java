package dev.ordersaga.payment;

import dev.ordersaga.payment.DescribePayment.PaymentView;
import dev.ordersaga.payment.ListPayments.PaymentsPage;
import dev.ordersaga.payment.ProcessPayment.Payment;
import dev.ordersaga.payment.ProcessPayment.Processed;
import dev.ordersaga.payment.RefundPayment.RefundResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Payments that are as far as a test says, and remember what they were told to write down. */
final class PaymentsByHand implements Payments {

    Progress progress = Progress.NOTHING;

    @Nullable
    Charge charge;

    @Nullable
    Refund refund;

    final List<String> pages = new ArrayList<>();

    @Override
    public Processed charge(Payment payment, Charging charging) {
        Charge made = progress == Progress.INTENDED ? charging.again() : charging.first();
        charge = made;
        return made.answer();
    }

    @Override
    public RefundResult refund(String orderId, Function<Progress, Refund> refunding) {
        Refund made = refunding.apply(progress);
        refund = made;
        return made.answer();
    }

    @Override
    public PaymentView find(String orderId) {
        return PaymentView.none(orderId);
    }

    @Override
    public PaymentsPage page(int limit, @Nullable String after, @Nullable Instant since) {
        pages.add(limit + " after " + after + " since " + since);
        return new PaymentsPage(List.of(), "next");
    }
}
