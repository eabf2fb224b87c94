package dev.ordersaga.payment;

/** The gateway refuses the refund for good; the message is its reason code. The money is still charged, and an operator must decide. */
public class RefundRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RefundRefused(String message) {
        super(message);
    }
}
