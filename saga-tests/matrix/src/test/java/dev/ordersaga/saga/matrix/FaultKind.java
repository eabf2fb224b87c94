package dev.ordersaga.saga.matrix;

/** What can go wrong with one delivery of a step's call. */
enum FaultKind {
    /** The function throws before it does anything. */
    ERROR_BEFORE(false, false, false),
    /** The function throws after it did everything. */
    ERROR_AFTER(true, false, false),
    /** The service refuses the call: too many at once. */
    THROTTLED(false, false, false),
    /** The service has trouble of its own, and the call is not made. */
    SERVICE_ERROR(false, false, false),
    /** The call hangs, and arrives later than the state's time-out: after another step's, or when the saga has ended. */
    TIMEOUT_BEFORE(false, false, true),
    /** The call is made in time and its answer is never heard. */
    TIMEOUT_AFTER(true, false, false),
    /** The function is cut off by its own time-out after it did everything. */
    CUT_OFF_AFTER(true, false, false),
    /** The function's process ends after it did everything. */
    CRASH_AFTER(true, false, false),
    /** The answer is lost on its way, and the caller's client delivers the call again. */
    DELIVERED_TWICE(true, false, false),
    /** The call is answered, and delivered once more, later. */
    DELIVERED_AGAIN(true, false, true),
    /** The process ends right after its n-th call to DynamoDB took effect there. */
    CRASH_IN(true, true, false),
    /** The process stands still after its n-th call to DynamoDB, longer than the state's time-out, and then goes on. */
    STALLED(true, true, true),
    /** The n-th call to DynamoDB takes effect, and no answer comes back. */
    DYNAMODB_LOST(true, true, false),
    /** The n-th call to DynamoDB does not get there. */
    DYNAMODB_AWAY(false, true, false),
    /** The n-th call to DynamoDB meets another transaction: DynamoDB Local never says so, DynamoDB does. */
    CONFLICT(false, true, false),
    /** Another order takes the last pieces after the n-th call to DynamoDB. */
    RIVAL(false, true, false),
    /** The customer takes the order back after the n-th call to DynamoDB. */
    CANCELLED(false, true, false);

    private final boolean mayTakeEffect;
    private final boolean inside;
    private final boolean later;

    FaultKind(boolean mayTakeEffect, boolean inside, boolean later) {
        this.mayTakeEffect = mayTakeEffect;
        this.inside = inside;
        this.later = later;
    }

    /** Whether the step's effect may have happened although its caller hears nothing of it, or something else. */
    boolean mayTakeEffect() {
        return mayTakeEffect;
    }

    /** Whether it happens at one of the handler's calls to DynamoDB. */
    boolean isInside() {
        return inside;
    }

    /** Whether something of it happens later. */
    boolean isLater() {
        return later;
    }
}
