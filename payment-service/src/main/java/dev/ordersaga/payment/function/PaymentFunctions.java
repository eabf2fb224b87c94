package dev.ordersaga.payment.function;

import dev.ordersaga.participant.function.Actions;
import dev.ordersaga.participant.function.ParticipantFunction;
import dev.ordersaga.participant.function.ParticipantFunction.Patience;
import dev.ordersaga.payment.IdempotencyKey;
import dev.ordersaga.payment.ListPayments;
import dev.ordersaga.payment.Money;
import dev.ordersaga.payment.PaymentMethod;
import dev.ordersaga.payment.ProcessPayment.Payment;
import dev.ordersaga.payment.dynamodb.DynamoDbPayments;
import dev.ordersaga.payment.gateway.SimulatedCardGateway;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.cloud.function.context.FunctionalSpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The main class of the Lambda function: registers its actions as functional beans, which starts faster than scanning for
 * them. Reads PAYMENTS_TABLE, SAGA_STEPS_TABLE, CARD_GATEWAY_TABLE and CARD_GATEWAY_TIMEOUT_MS (2000 when not set); endpoint,
 * region and credentials are the SDK's own.
 */
public final class PaymentFunctions implements ApplicationContextInitializer<GenericApplicationContext> {

    private static final long GATEWAY_TIMEOUT_MS = 2000;

    /**
     * Two calls of DynamoDB and the gateway's 2 s between them end inside the function's 10 s. Should all of them crawl at once,
     * Lambda cuts the function off: an unknown outcome like any other, which the next delivery settles.
     */
    private static final Patience PATIENCE = new Patience(Duration.ofMillis(1500), Duration.ofMillis(3500), 3);

    /** Starts the function outside Lambda, where the runtime does not. */
    public static void main(String[] args) {
        SpringApplication application = new FunctionalSpringApplication(PaymentFunctions.class);
        application.run(args);
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        ParticipantFunction.register(context, PATIENCE, PaymentFunctions::actions);
    }

    private static Actions actions(DynamoDbClient dynamoDb, Environment environment) {
        DynamoDbPayments payments = new DynamoDbPayments(
                dynamoDb,
                Clock.systemUTC(),
                new DynamoDbPayments.Tables(
                        environment.getRequiredProperty("PAYMENTS_TABLE"),
                        environment.getRequiredProperty("SAGA_STEPS_TABLE")),
                new SimulatedCardGateway(
                        dynamoDb,
                        environment.getRequiredProperty("CARD_GATEWAY_TABLE"),
                        Duration.ofMillis(
                                environment.getProperty("CARD_GATEWAY_TIMEOUT_MS", Long.class, GATEWAY_TIMEOUT_MS)),
                        duration -> Thread.sleep(duration.toMillis())));
        return actions(payments).rehearsing(payments::rehearse);
    }

    /** Every action of this service; {@link #initialize} registers them over the deployed tables. */
    public static Actions actions(DynamoDbPayments payments) {
        return new Actions("orderId", UnknownAction::new, InvalidPayload::new)
                .on("processPayment", ProcessPaymentRequest.class, request -> payments.process(request.payment()))
                .on("refundPayment", RefundPaymentRequest.class, request -> payments.refund(request.orderId()))
                .on("describePayment", DescribePaymentRequest.class, request -> payments.describe(request.orderId()))
                .on(
                        "listPayments",
                        ListPaymentsRequest.class,
                        request -> payments.list(request.limit(), request.after(), request.sinceInstant()));
    }

    record ProcessPaymentRequest(String orderId, Money amount, String paymentMethod) {

        ProcessPaymentRequest {
            payment(orderId, amount, paymentMethod);
        }

        Payment payment() {
            return payment(orderId, amount, paymentMethod);
        }

        private static Payment payment(String orderId, Money amount, String paymentMethod) {
            return new Payment(orderId, amount, new PaymentMethod(paymentMethod));
        }
    }

    record RefundPaymentRequest(String orderId) {

        RefundPaymentRequest {
            IdempotencyKey.checked(orderId);
        }
    }

    record ListPaymentsRequest(
            int limit, @Nullable String after, @Nullable String since) {

        ListPaymentsRequest {
            if (limit < 1 || limit > ListPayments.MOST) {
                throw new IllegalArgumentException("limit must be from 1 to " + ListPayments.MOST);
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

    record DescribePaymentRequest(String orderId) {

        DescribePaymentRequest {
            IdempotencyKey.checked(orderId);
        }
    }
}
