package dev.ordersaga.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.inventory.DescribeReservation.ReservationView;
import dev.ordersaga.inventory.ListReservations.Query;
import dev.ordersaga.inventory.ListReservations.ReservationsPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListReservationsTest {

    private final List<String> asked = new ArrayList<>();
    private final Reservations reservations = new Reservations() {
        @Override
        public ReservationStatus statusOf(String orderId) {
            return ReservationStatus.RELEASED;
        }

        @Override
        public ReservationsPage page(int limit, @Nullable String after, @Nullable Instant since) {
            asked.add(limit + " after " + after + " since " + since);
            return new ReservationsPage(List.of(), "next");
        }
    };

    @Test
    void asksForThePageThatIsWanted() {
        Query query = new Query(1, "order-1", Instant.parse("2026-01-31T12:00:00Z"));

        assertThat(new ListReservations(reservations).list(query).next()).isEqualTo("next");
        assertThat(asked).containsExactly("1 after order-1 since 2026-01-31T12:00:00Z");
    }

    @Test
    void aPageLooksAtOneToAThousand() {
        assertThat(new Query(1_000, null, null).limit()).isEqualTo(1_000);
        assertThatThrownBy(() -> new Query(0, null, null)).hasMessage("limit must be from 1 to 1000");
        assertThatThrownBy(() -> new Query(1_001, null, null)).hasMessage("limit must be from 1 to 1000");
    }

    @Test
    void anOrdersReservationIsDescribedAsItStands() {
        assertThat(new DescribeReservation(reservations).describe("order-1"))
                .isEqualTo(new ReservationView("order-1", ReservationStatus.RELEASED));
    }
}
