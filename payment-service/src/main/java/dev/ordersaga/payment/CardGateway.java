package dev.ordersaga.payment;

import java.util.Optional;

/**
 * The port to the card gateway. What the gateway decides is an answer; that it cannot be reached is
 * {@link GatewayUnavailable}, that it does not answer in time {@link GatewayTimedOut}, and then nobody knows yet what it did.
 */
public interface CardGateway {

    /**
     * Charges the payment method, at most once per key: the same key again gives the first answer again.
     *
     * @param orderRef what the gateway shall print on its books beside the charge
     */
    ChargeAnswer charge(IdempotencyKey key, String orderRef, Money amount, PaymentMethod method);

    /** What the gateway answered to this key, if it ever decided about a charge with it. */
    Optional<ChargeAnswer> find(IdempotencyKey key);

    /**
     * Gives back all that was charged with this key. When nothing was, the key is barred: a charge that is still on its way
     * will be {@link Barred}. Either is safe to ask for again.
     */
    RefundAnswer refund(IdempotencyKey key);

    /** What the gateway decided about a charge. */
    sealed interface ChargeAnswer permits Charged, Declined, Barred {

        /** Reads the answer, one way per case. */
        <T> T read(ChargeCases<T> cases);

        /** One way per case. */
        interface ChargeCases<T> {

            T charged(Charged charged);

            T declined(Declined declined);

            T barred();
        }
    }

    /** The money is taken. */
    record Charged(String paymentId, Money amount) implements ChargeAnswer {

        @Override
        public <T> T read(ChargeCases<T> cases) {
            return cases.charged(this);
        }
    }

    /**
     * The charge is declined, for good under this key.
     *
     * @param reasonCode stable, such as {@code CARD_DECLINED}
     */
    record Declined(String reasonCode) implements ChargeAnswer {

        @Override
        public <T> T read(ChargeCases<T> cases) {
            return cases.declined(this);
        }
    }

    /** The key was refunded, before it was charged or after: nothing is kept under it, and nothing ever will be. */
    record Barred() implements ChargeAnswer {

        @Override
        public <T> T read(ChargeCases<T> cases) {
            return cases.barred();
        }
    }

    /** What the gateway decided about a refund. */
    sealed interface RefundAnswer permits Refunded, NothingCharged, Refused {

        /** Reads the answer, one way per case. */
        <T> T read(RefundCases<T> cases);

        /** One way per case. */
        interface RefundCases<T> {

            T refunded(Refunded refunded);

            T nothingCharged();

            T refused(Refused refused);
        }
    }

    /** The money is given back. */
    record Refunded(Money amount) implements RefundAnswer {

        @Override
        public <T> T read(RefundCases<T> cases) {
            return cases.refunded(this);
        }
    }

    /** There was nothing to give back, and there never will be. */
    record NothingCharged() implements RefundAnswer {

        @Override
        public <T> T read(RefundCases<T> cases) {
            return cases.nothingCharged();
        }
    }

    /** The refund is refused, for good. */
    record Refused(String reasonCode) implements RefundAnswer {

        @Override
        public <T> T read(RefundCases<T> cases) {
            return cases.refused(this);
        }
    }
}
