package dev.ordersaga.participant;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * A real client whose next transactions fail as scripted: before they reach the database or after they took effect there.
 * What is not scripted passes.
 */
public final class FaultyDynamoDb {

    /** The process died, or the answer was lost: nothing of ours runs after it. */
    public static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Crash(String where) {
            super(where);
        }
    }

    private enum Plan {
        PASS,
        FAIL_BEFORE,
        FAIL_AFTER
    }

    private record Scripted(Plan plan, RuntimeException failure, Runnable meanwhile) {}

    private final Deque<Scripted> script = new ArrayDeque<>();
    private final DynamoDbClient client;
    private int transactions;

    public FaultyDynamoDb(DynamoDbClient real) {
        this.client = (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("transactWriteItems")) {
                        return transact(() -> passOn(real, method, arguments));
                    }
                    return passOn(real, method, arguments);
                });
    }

    private Object transact(Supplier<Object> real) {
        transactions++;
        Scripted next = script.poll();
        if (next == null) {
            return real.get();
        }
        next.meanwhile().run();
        if (next.plan() == Plan.FAIL_BEFORE) {
            throw next.failure();
        }
        Object response = real.get();
        if (next.plan() == Plan.FAIL_AFTER) {
            throw next.failure();
        }
        return response;
    }

    private static Object passOn(DynamoDbClient real, Method method, Object[] arguments) {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    public DynamoDbClient client() {
        return client;
    }

    public int transactions() {
        return transactions;
    }

    public FaultyDynamoDb pass() {
        return next(Plan.PASS, new Crash("none"), () -> {});
    }

    public FaultyDynamoDb crashBefore() {
        return failBefore(new Crash("before the transaction"));
    }

    public FaultyDynamoDb crashAfter() {
        return failAfter(new Crash("after the transaction took effect"));
    }

    public FaultyDynamoDb failBefore(RuntimeException failure) {
        return next(Plan.FAIL_BEFORE, failure, () -> {});
    }

    public FaultyDynamoDb failAfter(RuntimeException failure) {
        return next(Plan.FAIL_AFTER, failure, () -> {});
    }

    /** Something else gets in right before the next transaction, which then goes its way. */
    public FaultyDynamoDb meanwhile(Runnable other) {
        return next(Plan.PASS, new Crash("none"), other);
    }

    /** Another transaction is at work on one of the items: DynamoDB Local never says so, DynamoDB does. */
    public FaultyDynamoDb conflict(int times) {
        for (int i = 0; i < times; i++) {
            failBefore(TransactionCanceledException.builder()
                    .message("Transaction cancelled")
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("TransactionCanceledException")
                            .build())
                    .cancellationReasons(
                            CancellationReason.builder().code("None").build(),
                            CancellationReason.builder()
                                    .code("TransactionConflict")
                                    .build())
                    .build());
        }
        return this;
    }

    private FaultyDynamoDb next(Plan plan, RuntimeException failure, Runnable meanwhile) {
        script.add(new Scripted(plan, failure, meanwhile));
        return this;
    }
}
