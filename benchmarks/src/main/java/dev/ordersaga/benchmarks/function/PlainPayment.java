package dev.ordersaga.benchmarks.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ordersaga.participant.function.Actions;
import dev.ordersaga.payment.dynamodb.DynamoDbPayments;
import dev.ordersaga.payment.function.PaymentFunctions;
import dev.ordersaga.payment.gateway.SimulatedCardGateway;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** payment-service's actions over the same client, behind Lambda's own interface: what Spring adds is the difference to this. */
public final class PlainPayment implements RequestStreamHandler {

    private final Actions actions = actions();

    private static Actions actions() {
        DynamoDbClient dynamoDb = DynamoDbClient.builder()
                .httpClient(Apache5HttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(1))
                        .socketTimeout(Duration.ofMillis(1500))
                        .maxConnections(50)
                        .build())
                .overrideConfiguration(override ->
                        override.apiCallTimeout(Duration.ofMillis(3500)).retryStrategy(retry -> retry.maxAttempts(3)))
                .build();
        DynamoDbPayments payments = new DynamoDbPayments(
                dynamoDb,
                Clock.systemUTC(),
                new DynamoDbPayments.Tables(System.getenv("PAYMENTS_TABLE"), System.getenv("SAGA_STEPS_TABLE")));
        return PaymentFunctions.actions(
                payments,
                new SimulatedCardGateway(
                        dynamoDb,
                        System.getenv("CARD_GATEWAY_TABLE"),
                        Duration.ofSeconds(2),
                        duration -> Thread.sleep(duration.toMillis())));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        output.write(actions.answer(input.readAllBytes()));
    }
}
