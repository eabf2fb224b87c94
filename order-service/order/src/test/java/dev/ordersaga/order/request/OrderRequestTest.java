package dev.ordersaga.order.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.order.Money;
import dev.ordersaga.order.OrderId;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderRequestTest {

    private static final RequestedItem TEA = new RequestedItem("TEA-1", 2);
    private static final RequestedItem MUG = new RequestedItem("MUG-1", 1);

    @Test
    void theFingerprintIsTheSameForTheSameContents() {
        assertThat(new OrderRequest("c", List.of(TEA), "pm").fingerprint())
                .isEqualTo(new OrderRequest("c", List.of(TEA), "pm").fingerprint())
                .matches("[0-9a-f]{64}");
    }

    @Test
    void theFingerprintDiffersWithEveryField() {
        assertThat(List.of(
                        new OrderRequest("c", List.of(TEA), "pm"),
                        new OrderRequest("d", List.of(TEA), "pm"),
                        new OrderRequest("c", List.of(TEA), "pn"),
                        new OrderRequest("c", List.of(TEA, MUG), "pm"),
                        new OrderRequest("c", List.of(MUG, TEA), "pm"),
                        new OrderRequest("c", List.of(new RequestedItem("TEA-1", 3)), "pm"),
                        new OrderRequest("cp", List.of(TEA), "m")))
                .extracting(OrderRequest::fingerprint)
                .doesNotHaveDuplicates();
    }

    @Test
    void theIdFollowsFromTheKeyAlone() {
        OrderId id = OrderId.of("customer-1", "key-1");

        assertThat(OrderId.of("customer-1", "key-1")).isEqualTo(id);
        assertThat(OrderId.of("customer-1", "key-2")).isNotEqualTo(id);
        assertThat(OrderId.of("customer-2", "key-1")).isNotEqualTo(id);
        assertThat(id.value()).matches("[0-9a-f]{40}");
    }

    @Test
    void anAmountBeyondWhatJsonNumbersHoldIsRefused() {
        assertThatThrownBy(() -> new Money(Money.LARGEST, "EUR").plus(new Money(1, "EUR")))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Money(Money.LARGEST, "EUR").times(1_000_000))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Money(-1, "EUR")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Money(1, "eur")).isInstanceOf(IllegalArgumentException.class);
    }
}
