package dev.ordersaga.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ordersaga.saga.place.Customer;
import dev.ordersaga.saga.place.Place;
import dev.ordersaga.saga.place.Shop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Many customers with good cards order at once what there is enough of. However busy that makes the system: each request is taken, each order
 * is confirmed, each is paid for once.
 *
 * <p>{@code -Dburst.orders=2000 -Dburst.seconds=60} sends as many, over as long.
 */
abstract class Bursts {

    private static final long PRICE = 1_290;

    private final Place place;
    private final Shop shop;
    private final Customer customer;
    private final String sku = "sku-" + UUID.randomUUID();
    private final int orders;
    private final Duration over = Duration.ofSeconds(Long.getLong("burst.seconds", 0));

    Bursts(Place place) {
        this.place = place;
        this.shop = new Shop(place);
        this.customer = new Customer(place);
        this.orders = Integer.getInteger("burst.orders", place.burst());
        shop.sells(sku, PRICE, orders + 1);
        customer.browses(30);
    }

    @Test
    void everyGoodOrderOfManyAtOnceIsConfirmed() throws Exception {
        List<String> ids = send(() -> {});

        assertConfirmedAndPaidOnce(ids);
    }

    @Test
    void everyGoodOrderIsConfirmedWhileTheFunctionsAreKilled() throws Exception {
        List<Integer> killed = new ArrayList<>();
        int before = shop.moneyKept().size();
        // Twice, so that no step meets it at each of its five attempts: when they have begun, and when a third is paid
        // for.
        List<String> ids = send(() -> {
            killed.add(firstFunctionsKilled());
            await().atMost(Duration.ofMinutes(2)).until(() -> shop.moneyKept().size() - before >= orders / 3);
            killed.add(firstFunctionsKilled());
        });

        assertThat(killed).hasSize(2).allMatch(number -> number > 0);
        assertConfirmedAndPaidOnce(ids);
    }

    private int firstFunctionsKilled() {
        return await().atMost(Duration.ofMinutes(2))
                .pollDelay(Duration.ZERO)
                .until(place::killFunctions, killed -> killed > 0);
    }

    /** Each in a thread of its own, as from as many customers. @return the orders' ids */
    private List<String> send(Runnable meanwhile) throws Exception {
        ExecutorService customers = Executors.newFixedThreadPool(Math.min(orders, 400));
        try {
            CountDownLatch open = new CountDownLatch(1);
            long began = System.nanoTime();
            List<Future<String>> sent = new ArrayList<>();
            for (int i = 0; i < orders; i++) {
                long at = began + over.toNanos() * i / orders;
                sent.add(customers.submit(() -> {
                    open.await();
                    TimeUnit.NANOSECONDS.sleep(at - System.nanoTime());
                    return customer.orders(sku, 1, "pm_card_visa");
                }));
            }
            open.countDown();
            meanwhile.run();
            List<String> ids = new ArrayList<>();
            for (Future<String> each : sent) {
                ids.add(each.get());
            }
            return ids;
        } finally {
            customers.shutdownNow();
        }
    }

    private void assertConfirmedAndPaidOnce(List<String> ids) {
        Map<String, String> ends = new HashMap<>();
        for (String id : ids) {
            JsonNode order = customer.orderAtTheEnd(id);
            ends.put(
                    id,
                    (order.path("status").asString() + " "
                                    + order.path("reason").asString(""))
                            .strip());
        }

        assertThat(ends).hasSize(orders);
        assertThat(ends.values().stream().collect(Collectors.groupingBy(end -> end, Collectors.counting())))
                .isEqualTo(Map.of("CONFIRMED", (long) orders));
        Map<String, Long> kept = shop.moneyKept();
        assertThat(ids).allSatisfy(id -> assertThat(kept.get(id)).isEqualTo(PRICE));
        assertThat(shop.onHand(sku)).isOne();
    }
}
