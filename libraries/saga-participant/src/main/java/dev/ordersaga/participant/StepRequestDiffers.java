package dev.ordersaga.participant;

/** The same step of the same saga was asked for before with another content: neither is it done nor the answer replayed. */
public class StepRequestDiffers extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StepRequestDiffers(Step step) {
        super(step + " was asked for before with another content");
    }
}
