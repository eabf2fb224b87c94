package dev.ordersaga.local.http;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ObjectNode;

/** The operations of a service that speaks AWS JSON and answers each at once. */
public final class AwsJsonOperations implements HttpService {

    private final String target;
    private final String service;
    private final String refusal;
    private final Caller preset;
    private final Map<String, BiFunction<Caller, OperationInput, ObjectNode>> operations = new TreeMap<>();

    /**
     * Knows no operation yet.
     *
     * @param target what stands before the operation in {@code X-Amz-Target}, such as {@code AWSEvents}
     * @param service whose operations they are, as in {@code EventBridge's}, for the refusal of one that is not known
     * @param refusal the error of an input that is not as it must be
     * @param preset who calls where a request does not say so
     */
    public AwsJsonOperations(String target, String service, String refusal, Caller preset) {
        this.target = target;
        this.service = service;
        this.refusal = refusal;
        this.preset = preset;
    }

    public void put(String name, BiFunction<Caller, OperationInput, ObjectNode> operation) {
        operations.put(name, operation);
    }

    /** The names of the operations that are answered; every other is refused. */
    public Set<String> names() {
        return Set.copyOf(operations.keySet());
    }

    @Override
    public boolean handles(HttpRequest request) {
        return AwsJson.operation(request, target).isPresent();
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        String name = AwsJson.operation(request, target).orElse("");
        BiFunction<Caller, OperationInput, ObjectNode> operation = operations.get(name);
        if (operation == null) {
            throw new AwsError("UnknownOperationException", "local-aws does not support " + service + " " + name);
        }
        OperationInput input = new OperationInput(AwsJson.input(request), refusal);
        return CompletableFuture.completedFuture(
                AwsJson.answer(request, operation.apply(Caller.of(request, preset), input)));
    }
}
