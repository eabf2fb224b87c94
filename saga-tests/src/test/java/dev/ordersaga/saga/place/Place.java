package dev.ordersaga.saga.place;

import java.net.URI;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Where the suite is deployed and can be tried: {@code template.yaml} is in force, order-service's REST answers. */
public interface Place {

    /** order-service's REST. */
    URI rest();

    /** The endpoint of AWS, or of what stands in for it. */
    URI aws();

    String stateMachineArn();

    /** Makes deliveries fail from now on. */
    void fail(Fault fault);

    /** Ends every failure asked for with {@link #fail}. */
    void heal();

    /** The details of the events published so far on the orders' bus, oldest first. */
    List<PublishedOrderEvent> events();

    /** An event on the orders' bus. */
    record PublishedOrderEvent(String detailType, JsonNode detail) {}
}
