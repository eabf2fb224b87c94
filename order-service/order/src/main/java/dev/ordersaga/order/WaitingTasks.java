package dev.ordersaga.order;

/** The tasks of sagas that wait for somebody's answer. */
public interface WaitingTasks {

    /**
     * Answers a task that waits.
     *
     * @param json what the task answers the saga
     * @return false if nothing waits for this token any more
     * @throws Unavailable if it is not known whether the answer arrived
     */
    boolean answer(String taskToken, String json);
}
