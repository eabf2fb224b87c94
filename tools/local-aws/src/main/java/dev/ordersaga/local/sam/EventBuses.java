package dev.ordersaga.local.sam;

/** EventBridge and SNS, as a deployment needs them; both are made where they do not exist and left alone where they do. */
public interface EventBuses {

    void createEventBus(String name);

    void createTopic(String name);
}
