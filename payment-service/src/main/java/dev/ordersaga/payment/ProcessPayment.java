package dev.ordersaga.payment;

import dev.ordersaga.participant.Step;
import dev.ordersaga.participant.StepAlreadyCompensated;
import dev.ordersaga.payment.CardGateway.ChargeAnswer;
import dev.ordersaga.payment.CardGateway.ChargeAnswer.ChargeCases;
import dev.ordersaga.payment.CardGateway.Charged;
import dev.ordersaga.payment.CardGateway.Declined;
import dev.ordersaga.payment.Payments.Charge;
import dev.ordersaga.payment.Payments.Charging;

/**
 * Charges an order's money, once. Undone by {@link RefundPayment}. The gateway is called with a key that belongs to the order,
 * and only after the intent is written down; who finds an intent asks the gateway before charging.
 */
public final class ProcessPayment {

    /** The step's name, by which its undo finds it. */
    public static final String STEP = "ProcessPayment";

    private final Payments payments;
    private final CardGateway gateway;

    public ProcessPayment(Payments payments, CardGateway gateway) {
        this.payments = payments;
        this.gateway = gateway;
    }

    /**
     * Charges once; a repeated call gets the first answer.
     *
     * @throws CardDeclined when the gateway declines; the first answer, given to every repetition
     * @throws GatewayUnavailable when the outcome is not known; call again
     * @throws GatewayTimedOut when the outcome is not known; call again
     * @throws StepAlreadyCompensated when the order's payment was refunded before
     */
    public Processed process(Payment payment) {
        IdempotencyKey key = IdempotencyKey.ofOrder(payment.orderId());
        return payments.charge(payment, new Charging() {
            @Override
            public Charge first() {
                return settled(payment, charge());
            }

            @Override
            public Charge again() {
                return settled(payment, gateway.find(key).orElseGet(this::charge));
            }

            private ChargeAnswer charge() {
                return gateway.charge(key, payment.orderId(), payment.amount(), payment.method());
            }
        });
    }

    private static Charge settled(Payment payment, ChargeAnswer answer) {
        return answer.read(new ChargeCases<>() {
            @Override
            public Charge charged(Charged charged) {
                return new Charge(Processed.charged(charged.paymentId()), charged.amount());
            }

            @Override
            public Charge declined(Declined declined) {
                throw new CardDeclined(declined.reasonCode());
            }

            @Override
            public Charge barred() {
                // The undo has reached the gateway, if not yet our own record: from here the step only goes back.
                throw new StepAlreadyCompensated(new Step(payment.orderId(), STEP));
            }
        });
    }

    /** What an order is to be charged. */
    public record Payment(String orderId, Money amount, PaymentMethod method) {

        public Payment {
            IdempotencyKey.checked(orderId);
            if (amount.amount() == 0) {
                throw new IllegalArgumentException("amount must be more than nothing");
            }
        }
    }

    /**
     * The money is charged.
     *
     * @param paymentId the gateway's
     * @param status always {@code CHARGED}
     */
    public record Processed(String paymentId, String status) {

        public static Processed charged(String paymentId) {
            return new Processed(paymentId, "CHARGED");
        }
    }
}
