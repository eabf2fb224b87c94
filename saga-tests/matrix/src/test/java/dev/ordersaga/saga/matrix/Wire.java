package dev.ordersaga.saga.matrix;

import dev.ordersaga.saga.services.ProcessDied;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The way from the handlers to DynamoDB: counts the calls of each delivery, and lets a delivery's fault happen at the call it
 * is meant for. A stalled delivery lets others through before it goes on, so deliveries nest; all of a run is one thread.
 */
final class Wire {

    /** What a mutation makes of a request before it is sent; the request itself where there is none. */
    interface Tamper extends UnaryOperator<DynamoDbRequest> {

        Tamper NONE = request -> request;
    }

    /** One delivery's calls to DynamoDB. */
    static final class Calls {

        private final @Nullable Fault fault;
        private final Runnable meanwhile;
        private int made;

        private Calls(@Nullable Fault fault, Runnable meanwhile) {
            this.fault = fault;
            this.meanwhile = meanwhile;
        }

        int made() {
            return made;
        }
    }

    private final DynamoDbClient real;
    private final Tamper tamper;
    private final DynamoDbClient client;
    private final Deque<Calls> deliveries = new ArrayDeque<>();

    Wire(DynamoDbClient real, Tamper tamper) {
        this.real = real;
        this.tamper = tamper;
        this.client = (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> call(method, arguments));
    }

    DynamoDbClient client() {
        return client;
    }

    /**
     * Begins a delivery.
     *
     * @param fault one that happens inside, or null
     * @param meanwhile what happens while a delivery that is {@link FaultKind#STALLED} stands still, or a rival is faster
     */
    Calls begin(@Nullable Fault fault, Runnable meanwhile) {
        Calls calls = new Calls(fault, meanwhile);
        deliveries.push(calls);
        return calls;
    }

    /** Ends the delivery that began last. */
    void end(Calls calls) {
        if (deliveries.pop() != calls) {
            throw new IllegalStateException("deliveries end in the order in which they nest");
        }
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) {
        Calls calls = deliveries.peek();
        if (calls == null || arguments == null || arguments.length != 1) {
            throw new IllegalStateException(method + " outside any delivery");
        }
        int number = ++calls.made;
        Fault fault = calls.fault != null && calls.fault.call() == number ? calls.fault : null;
        FaultKind kind = fault == null ? null : fault.kind();
        if (kind == FaultKind.DYNAMODB_AWAY) {
            throw SdkClientException.create("connection refused, says the matrix");
        }
        if (kind == FaultKind.CONFLICT && method.getName().equals("transactWriteItems")) {
            throw conflict();
        }
        Object answer = pass(method, arguments[0]);
        if (kind == FaultKind.CRASH_IN) {
            throw new ProcessDied("after call " + number);
        }
        if (kind == FaultKind.DYNAMODB_LOST) {
            throw SdkClientException.create("read timed out, says the matrix");
        }
        if (kind == FaultKind.STALLED || kind == FaultKind.RIVAL || kind == FaultKind.CANCELLED) {
            calls.meanwhile.run();
        }
        return answer;
    }

    static TransactionCanceledException conflict() {
        return TransactionCanceledException.builder()
                .message("Transaction cancelled, says the matrix")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("TransactionCanceledException")
                        .build())
                .cancellationReasons(
                        CancellationReason.builder().code("None").build(),
                        CancellationReason.builder().code("TransactionConflict").build())
                .build();
    }

    private @Nullable Object pass(Method method, @Nullable Object argument) {
        DynamoDbRequest request = tamper.apply(request(method.getName(), argument));
        try {
            return DynamoDbClient.class
                    .getMethod(method.getName(), request.getClass())
                    .invoke(real, request);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The SDK takes each request also as a consumer of its builder. */
    @SuppressWarnings("unchecked")
    static DynamoDbRequest request(String operation, @Nullable Object argument) {
        if (argument instanceof DynamoDbRequest request) {
            return request;
        }
        return switch (operation) {
            case "getItem" ->
                GetItemRequest.builder()
                        .applyMutation((Consumer<GetItemRequest.Builder>) argument)
                        .build();
            case "putItem" ->
                PutItemRequest.builder()
                        .applyMutation((Consumer<PutItemRequest.Builder>) argument)
                        .build();
            case "updateItem" ->
                UpdateItemRequest.builder()
                        .applyMutation((Consumer<UpdateItemRequest.Builder>) argument)
                        .build();
            case "batchGetItem" ->
                BatchGetItemRequest.builder()
                        .applyMutation((Consumer<BatchGetItemRequest.Builder>) argument)
                        .build();
            case "transactWriteItems" ->
                TransactWriteItemsRequest.builder()
                        .applyMutation((Consumer<TransactWriteItemsRequest.Builder>) argument)
                        .build();
            default -> throw new IllegalStateException("the matrix does not know " + operation);
        };
    }
}
