package dev.ordersaga.saga.place;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.opentest4j.TestAbortedException;

/**
 * A stack that is deployed on AWS, with the region and the credentials that the SDK finds; order-service's REST as a process
 * here. The stack is left as it was found, orders and products apart: nothing is put between its parts, nothing is deployed.
 */
final class AwsPlace extends DeployedPlace {

    private final LoggedEvents events;

    private AwsPlace(String stack, Map<String, String> outputs, AwsClients aws, OrderServiceRest orderService) {
        super(stack, aws, outputs, orderService);
        this.events =
                new LoggedEvents(aws.logs(), AwsClients.named(outputs, "OrderEventsLog"), System.currentTimeMillis());
    }

    static AwsPlace start(String stack) throws InterruptedException {
        AwsClients aws = AwsClients.ofAws();
        try {
            Map<String, String> outputs = aws.outputs(stack);
            return new AwsPlace(stack, outputs, aws, OrderServiceRest.start("aws", outputs, Map.of()));
        } catch (RuntimeException | InterruptedException e) {
            aws.close();
            throw e;
        }
    }

    @Override
    public int sagasAtOnce() {
        throw new TestAbortedException("on AWS nothing is deployed by tests, nor put under load");
    }

    @Override
    public int burst() {
        throw new TestAbortedException("on AWS nothing is put under load by tests");
    }

    @Override
    public int killFunctions() {
        throw new TestAbortedException("on AWS nobody reaches the processes of functions");
    }

    @Override
    public void fail(Fault fault) {
        throw new TestAbortedException("on AWS nothing is put between the saga and " + fault.service());
    }

    @Override
    public void heal() {
        // Nothing can have been asked for.
    }

    @Override
    public String deploy(String service, byte[] zip) {
        throw new TestAbortedException("on AWS " + service + " is left as it was deployed");
    }

    @Override
    public String redefine(String stateMachineArn, UnaryOperator<String> change) {
        throw new TestAbortedException("on AWS the saga is left as it was deployed");
    }

    @Override
    public List<PublishedOrderEvent> events() {
        return events.sinceTheStart();
    }
}
