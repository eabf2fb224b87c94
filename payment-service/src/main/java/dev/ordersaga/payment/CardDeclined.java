package dev.ordersaga.payment;

/** The gateway declined the charge; the message is its stable reason code, such as {@code CARD_DECLINED}. Nothing was charged. */
public class CardDeclined extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CardDeclined(String message) {
        super(message);
    }
}
