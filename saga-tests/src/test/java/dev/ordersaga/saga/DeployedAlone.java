package dev.ordersaga.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.saga.place.Customer;
import dev.ordersaga.saga.place.Fault;
import dev.ordersaga.saga.place.Place;
import dev.ordersaga.saga.place.Shop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** payment-service is deployed while sagas go on, and the others are not. */
abstract class DeployedAlone {

    private static final long PRICE = 1_250;
    private static final int STOCK = 1_000;

    /** Enough for a machine that is slow to deploy, and a bound for one that is quick to sell. */
    private static final int MAX_ORDERS_EACH = 40;

    private final Place place;
    private final Shop shop;
    private final Customer customer;
    private final String sku = "sku-" + UUID.randomUUID();

    DeployedAlone(Place place) {
        this.place = place;
        this.shop = new Shop(place);
        this.customer = new Customer(place);
        shop.sells(sku, PRICE, STOCK);
    }

    @AfterEach
    void heal() {
        place.heal();
    }

    @Test
    void everySagaEndsRightWhileANewVersionOfPaymentServiceTakesOver() throws Exception {
        List<String> ids = new ArrayList<>();
        String version;
        int atOnce = place.sagasAtOnce();
        ExecutorService customers = Executors.newFixedThreadPool(atOnce);
        try {
            CountDownLatch selling = new CountDownLatch(atOnce);
            AtomicBoolean deployed = new AtomicBoolean();
            List<Future<List<String>>> orders = new ArrayList<>();
            for (int i = 0; i < atOnce; i++) {
                String card = i % 3 == 0 ? "pm_card_timeout_after_charge" : "pm_card_visa";
                orders.add(customers.submit(() -> ordersUntil(deployed, selling, card)));
            }
            try {
                // The old version has charged everybody once.
                assertThat(selling.await(3, TimeUnit.MINUTES)).isTrue();
                version = place.deploy("payment-service", anotherBuild());
            } finally {
                deployed.set(true);
            }
            for (Future<List<String>> each : orders) {
                ids.addAll(each.get());
            }
        } finally {
            customers.shutdownNow();
        }

        for (String id : ids) {
            assertThat(customer.orderAtTheEnd(id).path("status").asString()).isEqualTo("CONFIRMED");
            assertThat(shop.moneyKept(id)).isEqualTo(PRICE);
        }
        assertThat(shop.onHand(sku)).isEqualTo(STOCK - ids.size());
        assertThat(ids.stream().flatMap(id -> shop.versionsThatCharged(id).stream()))
                .as("versions of payment-service that charged")
                .contains(version)
                .anyMatch(other -> !other.equals(version));
    }

    @Test
    void theNewVersionUndoesWhatTheOldOneDid() throws Exception {
        place.fail(Fault.forGood("payment-service", "refundPayment"));
        String scarce = "sku-" + UUID.randomUUID();
        shop.sells(scarce, PRICE, 1);
        String id = customer.orders(scarce, 2, "pm_card_visa");
        customer.orderOnce(id, "NEEDS_REPAIR");
        assertThat(shop.moneyKept(id)).isEqualTo(2 * PRICE);

        String version = place.deploy("payment-service", anotherBuild());
        place.heal();
        shop.repair(id, "RETRY");

        JsonNode order = customer.orderAtTheEnd(id);
        assertThat(order.path("status").asString()).isEqualTo("REJECTED");
        assertThat(shop.moneyKept(id)).isZero();
        assertThat(shop.versionInForce("payment-service")).isEqualTo(version);
    }

    /** Orders one after the other, from before the deployment until after it. */
    private List<String> ordersUntil(AtomicBoolean deployed, CountDownLatch selling, String card)
            throws InterruptedException {
        List<String> ids = new ArrayList<>();
        boolean last;
        do {
            last = deployed.get() || ids.size() == MAX_ORDERS_EACH;
            String id = customer.orders(sku, 1, card);
            ids.add(id);
            customer.orderAtTheEnd(id);
            selling.countDown();
        } while (!last);
        return ids;
    }

    /** payment-service as it is, built another time: its zip has another file. */
    private static byte[] anotherBuild() throws IOException {
        Path build = Path.of("..", "payment-service", "target", "payment-service-function.zip");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream file = Files.newInputStream(build);
                ZipInputStream old = new ZipInputStream(file);
                ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = old.getNextEntry(); entry != null; entry = old.getNextEntry()) {
                zip.putNextEntry(new ZipEntry(entry.getName()));
                old.transferTo(zip);
            }
            zip.putNextEntry(new ZipEntry("build.txt"));
            zip.write(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
