package dev.ordersaga.payment.function;

import dev.ordersaga.participant.function.Actions;
import dev.ordersaga.participant.function.ParticipantFunction;
import dev.ordersaga.participant.function.ParticipantFunction.CallTimeouts;
import dev.ordersaga.payment.CardGateway;
import dev.ordersaga.payment.DescribePayment;
import dev.ordersaga.payment.IdempotencyKey;
import dev.ordersaga.payment.ListPayments;
import dev.ordersaga.payment.ListPayments.Query;
import dev.ordersaga.payment.Money;
import dev.ordersaga.payment.PaymentMethod;
import dev.ordersaga.payment.Payments;
import dev.ordersaga.payment.ProcessPayment;
import dev.ordersaga.payment.ProcessPayment.Payment;
import dev.ordersaga.payment.RefundPayment;
import dev.ordersaga.payment.dynamodb.DynamoDbPayments;
import dev.ordersaga.payment.gateway.SimulatedCardGateway;
import java.time.Clock;
import java.time.Duration;
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
    private static final CallTimeouts TIMEOUTS = new CallTimeouts(Duration.ofMillis(1500), Duration.ofMillis(3500), 3);

    /** Starts the function outside Lambda, where the runtime does not. */
    public static void main(String[] args) {
        SpringApplication application = new FunctionalSpringApplication(PaymentFunctions.class);
        application.run(args);
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        ParticipantFunction.register(context, TIMEOUTS, PaymentFunctions::actions);
    }

    private static Actions actions(DynamoDbClient dynamoDb, Environment environment) {
        DynamoDbPayments payments = new DynamoDbPayments(
                dynamoDb,
                Clock.systemUTC(),
                new DynamoDbPayments.Tables(
                        environment.getRequiredProperty("PAYMENTS_TABLE"),
                        environment.getRequiredProperty("SAGA_STEPS_TABLE")));
        CardGateway gateway = new SimulatedCardGateway(
                dynamoDb,
                environment.getRequiredProperty("CARD_GATEWAY_TABLE"),
                Duration.ofMillis(environment.getProperty("CARD_GATEWAY_TIMEOUT_MS", Long.class, GATEWAY_TIMEOUT_MS)),
                duration -> Thread.sleep(duration.toMillis()));
        return actions(payments, gateway).rehearsing(payments::rehearse);
    }

    /** Every action of this service; {@link #initialize} registers them over the deployed tables. */
    public static Actions actions(Payments payments, CardGateway gateway) {
        return new Actions("orderId", UnknownAction::new, InvalidPayload::new)
                .on(
                        "processPayment",
                        ProcessPaymentRequest.class,
                        ProcessPaymentRequest::payment,
                        new ProcessPayment(payments, gateway)::process)
                .on(
                        "refundPayment",
                        OrderRequest.class,
                        OrderRequest::checkedOrderId,
                        new RefundPayment(payments, gateway)::refund)
                .on(
                        "describePayment",
                        OrderRequest.class,
                        OrderRequest::checkedOrderId,
                        new DescribePayment(payments)::describe)
                .on("listPayments", Query.class, new ListPayments(payments)::list);
    }

    record ProcessPaymentRequest(String orderId, Money amount, PaymentMethod paymentMethod) {

        Payment payment() {
            return new Payment(orderId, amount, paymentMethod);
        }
    }

    record OrderRequest(String orderId) {

        String checkedOrderId() {
            return IdempotencyKey.checked(orderId);
        }
    }
}
