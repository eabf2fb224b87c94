package dev.ordersaga.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.order.request.InvalidOrder;
import dev.ordersaga.order.request.OrderRequest;
import dev.ordersaga.order.request.RequestedItem;
import dev.ordersaga.payment.PaymentMethod;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** REST and payment-service must take the same for a card number: what one lets in the other is asked to charge. */
class PaymentMethodsAgreeTest {

    private static final int TRIES = 50_000;

    /** Mostly digits, as most texts with fewer are none to both; a letter in front, for digits alone have a rule of their own. */
    private static final String CHARACTERS = "0123456789012345678901234567894435612-._/aF";

    @Test
    void whatRestTakesForACardNumberPaymentServiceDoesToo() {
        Random random = new Random(20_261_124);
        int cards = 0;
        for (int i = 0; i < TRIES; i++) {
            String token = "t" + text(random, 12 + random.nextInt(30));
            boolean card = refusedByRest(token);
            assertThat(refusedByPaymentService(token)).as(token).isEqualTo(card);
            cards += card ? 1 : 0;
        }
        assertThat(cards).isBetween(TRIES / 100, TRIES - TRIES / 100);
    }

    private static boolean refusedByRest(String token) {
        try {
            return new OrderRequest("customer-1", List.of(new RequestedItem("TEA-1", 1)), token)
                    .paymentMethod()
                    .isEmpty();
        } catch (InvalidOrder refused) {
            return true;
        }
    }

    private static boolean refusedByPaymentService(String token) {
        try {
            return new PaymentMethod(token).token().isEmpty();
        } catch (IllegalArgumentException refused) {
            return true;
        }
    }

    private static String text(Random random, int length) {
        return IntStream.range(0, length)
                .mapToObj(i -> String.valueOf(CHARACTERS.charAt(random.nextInt(CHARACTERS.length()))))
                .collect(Collectors.joining());
    }
}
