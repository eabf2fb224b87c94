package dev.ordersaga.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A gateway that answers as a test says, and remembers what it was asked. */
final class GatewayByHand implements CardGateway {

    ChargeAnswer toCharge = new Barred();
    Optional<ChargeAnswer> found = Optional.empty();
    RefundAnswer toRefund = new NothingCharged();
    final List<String> asked = new ArrayList<>();

    @Override
    public ChargeAnswer charge(IdempotencyKey key, String orderRef, Money amount, PaymentMethod method) {
        asked.add("charge " + key.value() + " " + orderRef + " " + amount.amount() + " " + method.token());
        return toCharge;
    }

    @Override
    public Optional<ChargeAnswer> find(IdempotencyKey key) {
        asked.add("find " + key.value());
        return found;
    }

    @Override
    public RefundAnswer refund(IdempotencyKey key) {
        asked.add("refund " + key.value());
        return toRefund;
    }
}
