package dev.ordersaga.saga.place;

import dev.ordersaga.issuer.DevIssuer;
import java.net.URI;
import java.util.Map;

/** A stack that is deployed, with order-service's REST as a process here. */
abstract class DeployedPlace implements Place {

    final AwsClients aws;
    final Map<String, String> outputs;
    private final String stack;
    private final OrderServiceRest orderService;

    DeployedPlace(String stack, AwsClients aws, Map<String, String> outputs, OrderServiceRest orderService) {
        this.stack = stack;
        this.aws = aws;
        this.outputs = outputs;
        this.orderService = orderService;
    }

    @Override
    public final String stack() {
        return stack;
    }

    @Override
    public final String stateMachineArn() {
        return AwsClients.named(outputs, "StateMachineArn");
    }

    @Override
    public final URI rest() {
        return orderService.uri();
    }

    @Override
    public final DevIssuer issuer() {
        return orderService.issuer();
    }

    @Override
    public final AwsClients aws() {
        return aws;
    }

    @Override
    public void close() {
        orderService.close();
        aws.close();
    }
}
