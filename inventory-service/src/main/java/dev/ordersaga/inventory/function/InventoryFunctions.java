package dev.ordersaga.inventory.function;

import dev.ordersaga.inventory.DescribeStock;
import dev.ordersaga.inventory.Line;
import dev.ordersaga.inventory.ListReservations;
import dev.ordersaga.inventory.ReceiveStock.Delivery;
import dev.ordersaga.inventory.Reservation;
import dev.ordersaga.inventory.dynamodb.DynamoDbInventory;
import dev.ordersaga.participant.function.Actions;
import dev.ordersaga.participant.function.ParticipantFunction;
import dev.ordersaga.participant.function.ParticipantFunction.Patience;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.cloud.function.context.FunctionalSpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The main class of the Lambda function: registers its actions as functional beans, which starts faster than scanning for
 * them. Reads STOCK_TABLE, RESERVATIONS_TABLE and SAGA_STEPS_TABLE; endpoint, region and credentials are the SDK's own.
 */
public final class InventoryFunctions implements ApplicationContextInitializer<GenericApplicationContext> {

    /**
     * An action makes two calls of DynamoDB, so that even the slowest of them ends inside the function's 10 s and is known to
     * have ended.
     */
    private static final Patience PATIENCE = new Patience(Duration.ofMillis(1500), Duration.ofMillis(3500), 3);

    /** Starts the function outside Lambda, where the runtime does not. */
    public static void main(String[] args) {
        SpringApplication application = new FunctionalSpringApplication(InventoryFunctions.class);
        application.run(args);
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        ParticipantFunction.register(context, PATIENCE, InventoryFunctions::actions);
    }

    private static Actions actions(DynamoDbClient dynamoDb, Environment environment) {
        DynamoDbInventory inventory = new DynamoDbInventory(
                dynamoDb,
                Clock.systemUTC(),
                new DynamoDbInventory.Tables(
                        environment.getRequiredProperty("STOCK_TABLE"),
                        environment.getRequiredProperty("RESERVATIONS_TABLE"),
                        environment.getRequiredProperty("SAGA_STEPS_TABLE")));
        return actions(inventory).rehearsing(inventory::rehearse);
    }

    /** Every action of this service; {@link #initialize} registers them over the deployed tables. */
    public static Actions actions(DynamoDbInventory inventory) {
        return new Actions("orderId", UnknownAction::new, InvalidPayload::new)
                .on(
                        "reserveInventory",
                        ReserveInventoryRequest.class,
                        request -> inventory.reserve(request.reservation()))
                .on("releaseInventory", ReleaseInventoryRequest.class, request -> inventory.release(request.orderId()))
                .on("receiveStock", ReceiveStockRequest.class, request -> inventory.receive(request.delivery()))
                .on("describeStock", DescribeStockRequest.class, request -> inventory.describe(request.skus()))
                .on(
                        "describeReservation",
                        DescribeReservationRequest.class,
                        request -> inventory.describe(request.orderId()))
                .on(
                        "listReservations",
                        ListReservationsRequest.class,
                        request -> inventory.list(request.limit(), request.after(), request.sinceInstant()));
    }

    record ReserveInventoryRequest(String orderId, List<Line> items) {

        ReserveInventoryRequest {
            items = new Reservation(orderId, items).lines();
        }

        Reservation reservation() {
            return new Reservation(orderId, items);
        }
    }

    record ReleaseInventoryRequest(String orderId) {

        ReleaseInventoryRequest {
            Reservation.checkOrderId(orderId);
        }
    }

    record ReceiveStockRequest(String deliveryId, String sku, int quantity) {

        ReceiveStockRequest {
            delivery(deliveryId, sku, quantity);
        }

        Delivery delivery() {
            return delivery(deliveryId, sku, quantity);
        }

        private static Delivery delivery(String deliveryId, String sku, int quantity) {
            return new Delivery(deliveryId, new Line(sku, quantity));
        }
    }

    record DescribeStockRequest(List<String> skus) {

        DescribeStockRequest {
            skus = List.copyOf(skus);
            if (skus.size() > DescribeStock.MOST_SKUS) {
                throw new IllegalArgumentException("at most " + DescribeStock.MOST_SKUS + " skus at a time");
            }
        }
    }

    record DescribeReservationRequest(String orderId) {

        DescribeReservationRequest {
            Reservation.checkOrderId(orderId);
        }
    }

    record ListReservationsRequest(
            int limit, @Nullable String after, @Nullable String since) {

        ListReservationsRequest {
            if (limit < 1 || limit > ListReservations.MOST) {
                throw new IllegalArgumentException("limit must be from 1 to " + ListReservations.MOST);
            }
            instant(since);
        }

        @Nullable
        Instant sinceInstant() {
            return instant(since);
        }

        private static @Nullable Instant instant(@Nullable String since) {
            try {
                return since == null ? null : Instant.parse(since);
            } catch (DateTimeParseException notAnInstant) {
                throw new IllegalArgumentException(
                        "since must be an instant such as 2026-01-31T12:00:00Z", notAnInstant);
            }
        }
    }
}
