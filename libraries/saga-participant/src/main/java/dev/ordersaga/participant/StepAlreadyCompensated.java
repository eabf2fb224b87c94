package dev.ordersaga.participant;

/** A step arrived after its own undo. It is refused each time it arrives, and changes nothing. */
public class StepAlreadyCompensated extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StepAlreadyCompensated(Step step) {
        super(step + " was undone already, so it is not done any more");
    }
}
