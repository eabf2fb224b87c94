package dev.ordersaga.saga.place;

import static org.awaitility.Awaitility.await;

import dev.ordersaga.issuer.DevIssuer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;

/** Where the suite is deployed and can be tried: {@code template.yaml} is in force, order-service's REST answers. */
public interface Place extends AutoCloseable {

    /** Long enough for the slowest way from the bus to a reader. */
    int SECONDS_TO_DELIVER_EVENTS = 30;

    /** The stack's name, with which the names of functions and tables begin. */
    String stack();

    String stateMachineArn();

    /** The state machine that takes confirmed orders back. */
    default String refundStateMachineArn() {
        return stateMachineArn() + "-refund";
    }

    /** order-service's REST. */
    URI rest();

    /** Where the tokens come from that {@link #rest} believes. */
    DevIssuer issuer();

    /** The clients of AWS, or of what stands in for it. They are closed with the place. */
    AwsClients aws();

    /** How many sagas may be in flight at once with none held up by the others. */
    int sagasAtOnce();

    /** How many orders a test may send at once, as fast as it can. */
    int burst();

    /**
     * Ends the process of every function that runs now, as {@code kill -9} does. Where that cannot be had, the test is skipped with
     * the reason.
     *
     * @return how many there were
     */
    int killFunctions();

    /** Makes deliveries fail from now on. Where that cannot be had, the test is skipped with the reason. */
    void fail(Fault fault);

    /** Ends every failure asked for with {@link #fail}. */
    void heal();

    /**
     * Deploys a service's code as a new version to which the alias {@code live} moves. Where that would spoil a stack that is in
     * use, the test is skipped with the reason.
     *
     * @param zip the code
     * @return the version
     */
    default String deploy(String service, byte[] zip) {
        return aws().deploy(stack() + "-" + service, zip);
    }

    /**
     * Changes the definition that executions of a state machine start with from now on; those that run keep theirs. Where that would spoil a stack that is
     * in use, the test is skipped with the reason.
     *
     * @return the definition as it was, to be put back
     */
    default String redefine(String stateMachineArn, UnaryOperator<String> change) {
        String before = aws().stepFunctions()
                .describeStateMachine(describe -> describe.stateMachineArn(stateMachineArn))
                .definition();
        aws().stepFunctions()
                .updateStateMachine(
                        update -> update.stateMachineArn(stateMachineArn).definition(change.apply(before)));
        return before;
    }

    /** The events published so far on the orders' bus, as far as they were delivered, oldest first. */
    List<PublishedOrderEvent> events();

    @Override
    void close();

    /** The types of an order's events, once there are so many or it is too late for more. */
    default List<String> eventsOf(String orderId, int expected) {
        try {
            return await().atMost(Duration.ofSeconds(SECONDS_TO_DELIVER_EVENTS))
                    .pollDelay(Duration.ZERO)
                    .until(() -> eventsOf(orderId), events -> events.size() >= expected);
        } catch (ConditionTimeoutException tooFew) {
            return eventsOf(orderId);
        }
    }

    /** The types of an order's events as far as they were delivered. */
    default List<String> eventsOf(String orderId) {
        return events().stream()
                .filter(event -> event.detail().path("orderId").asString().equals(orderId))
                .map(PublishedOrderEvent::detailType)
                .toList();
    }

    /** An event on the orders' bus. */
    record PublishedOrderEvent(String detailType, JsonNode detail) {}
}
