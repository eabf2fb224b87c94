package dev.ordersaga.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.payment.DescribePayment.PaymentView;
import dev.ordersaga.payment.ListPayments.Query;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ListPaymentsTest {

    private final PaymentsByHand payments = new PaymentsByHand();

    @Test
    void asksForThePageThatIsWanted() {
        Query query = new Query(1, "order-1", Instant.parse("2026-01-31T12:00:00Z"));

        assertThat(new ListPayments(payments).list(query).next()).isEqualTo("next");
        assertThat(payments.pages).containsExactly("1 after order-1 since 2026-01-31T12:00:00Z");
    }

    @Test
    void aPageLooksAtOneToAThousand() {
        assertThat(new Query(1_000, null, null).limit()).isEqualTo(1_000);
        assertThatThrownBy(() -> new Query(0, null, null)).hasMessage("limit must be from 1 to 1000");
        assertThatThrownBy(() -> new Query(1_001, null, null)).hasMessage("limit must be from 1 to 1000");
    }

    @Test
    void anOrderWithoutAPaymentIsDescribedAsSuch() {
        assertThat(new DescribePayment(payments).describe("order-1"))
                .isEqualTo(new PaymentView("order-1", PaymentStatus.NONE, null, null));
    }
}
