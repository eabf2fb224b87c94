package dev.ordersaga.inventory.function;

import dev.ordersaga.inventory.DescribeReservation;
import dev.ordersaga.inventory.DescribeStock;
import dev.ordersaga.inventory.DescribeStock.Skus;
import dev.ordersaga.inventory.Line;
import dev.ordersaga.inventory.ListReservations;
import dev.ordersaga.inventory.ListReservations.Query;
import dev.ordersaga.inventory.ReceiveStock;
import dev.ordersaga.inventory.ReceiveStock.Delivery;
import dev.ordersaga.inventory.ReleaseInventory;
import dev.ordersaga.inventory.Reservation;
import dev.ordersaga.inventory.Reservations;
import dev.ordersaga.inventory.ReserveInventory;
import dev.ordersaga.inventory.Stock;
import dev.ordersaga.inventory.dynamodb.DynamoDbReservations;
import dev.ordersaga.inventory.dynamodb.DynamoDbStock;
import dev.ordersaga.participant.function.Actions;
import dev.ordersaga.participant.function.ParticipantFunction;
import dev.ordersaga.participant.function.ParticipantFunction.CallTimeouts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
    private static final CallTimeouts TIMEOUTS = new CallTimeouts(Duration.ofMillis(1500), Duration.ofMillis(3500), 3);

    /** Starts the function outside Lambda, where the runtime does not. */
    public static void main(String[] args) {
        SpringApplication application = new FunctionalSpringApplication(InventoryFunctions.class);
        application.run(args);
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        ParticipantFunction.register(context, TIMEOUTS, InventoryFunctions::actions);
    }

    private static Actions actions(DynamoDbClient dynamoDb, Environment environment) {
        String reservations = environment.getRequiredProperty("RESERVATIONS_TABLE");
        DynamoDbStock stock = new DynamoDbStock(
                dynamoDb,
                Clock.systemUTC(),
                new DynamoDbStock.Tables(
                        environment.getRequiredProperty("STOCK_TABLE"),
                        reservations,
                        environment.getRequiredProperty("SAGA_STEPS_TABLE")));
        return actions(stock, new DynamoDbReservations(dynamoDb, reservations)).rehearsing(stock::rehearse);
    }

    /** Every action of this service; {@link #initialize} registers them over the deployed tables. */
    public static Actions actions(Stock stock, Reservations reservations) {
        return new Actions("orderId", UnknownAction::new, InvalidPayload::new)
                .on(
                        "reserveInventory",
                        ReserveInventoryRequest.class,
                        ReserveInventoryRequest::reservation,
                        new ReserveInventory(stock)::reserve)
                .on(
                        "releaseInventory",
                        OrderRequest.class,
                        OrderRequest::checkedOrderId,
                        new ReleaseInventory(stock)::release)
                .on(
                        "receiveStock",
                        ReceiveStockRequest.class,
                        ReceiveStockRequest::delivery,
                        new ReceiveStock(stock)::receive)
                .on("describeStock", Skus.class, new DescribeStock(stock)::describe)
                .on(
                        "describeReservation",
                        OrderRequest.class,
                        OrderRequest::checkedOrderId,
                        new DescribeReservation(reservations)::describe)
                .on("listReservations", Query.class, new ListReservations(reservations)::list);
    }

    record ReserveInventoryRequest(String orderId, List<Line> items) {

        Reservation reservation() {
            return new Reservation(orderId, items);
        }
    }

    record OrderRequest(String orderId) {

        String checkedOrderId() {
            Reservation.checkOrderId(orderId);
            return orderId;
        }
    }

    record ReceiveStockRequest(String deliveryId, String sku, int quantity) {

        Delivery delivery() {
            return new Delivery(deliveryId, new Line(sku, quantity));
        }
    }
}
