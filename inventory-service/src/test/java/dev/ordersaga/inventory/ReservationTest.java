package dev.ordersaga.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReservationTest {

    private final Reservation reservation =
            new Reservation("order-1", List.of(new Line("tea", 2), new Line("mug", 1), new Line("tea", 3)));

    @Test
    void linesOfTheSameSkuAreOneLineOfTheirSum() {
        assertThat(reservation.lines()).containsExactly(new Line("tea", 5), new Line("mug", 1));
    }

    @Test
    void isNotRefusedWhenTheStockJustSuffices() {
        assertThat(reservation.refusedFor(Map.of("tea", 5L, "mug", 1L))).isEmpty();
    }

    @Test
    void isRefusedByTheFirstSkuOfWhichThereIsTooLittle() {
        assertThat(reservation.refusedFor(Map.of("tea", 4L, "mug", 0L)))
                .get()
                .isInstanceOf(OutOfStock.class)
                .hasToString("dev.ordersaga.inventory.OutOfStock: OUT_OF_STOCK: tea");
    }

    @Test
    void isRefusedForASkuThatTheStockNeverHad() {
        assertThat(reservation.refusedFor(Map.of("tea", 5L)))
                .get()
                .isInstanceOf(UnknownSku.class)
                .hasToString("dev.ordersaga.inventory.UnknownSku: UNKNOWN_SKU: mug");
    }

    @Test
    void hasFromOneToTwentyFiveItems() {
        List<Line> tooMany = Collections.nCopies(26, new Line("tea", 1));

        assertThatThrownBy(() -> new Reservation("order-1", List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Reservation("order-1", tooMany)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLineHasAtLeastOnePiece() {
        assertThatThrownBy(() -> new Line("tea", 0)).hasMessageContaining("quantity");
    }

    @Test
    void aSkuIsAPlainName() {
        assertThatThrownBy(() -> new Line("tea#2", 1))
                .hasMessageContaining("sku")
                .hasMessageNotContaining("tea#2");
    }
}
