package dev.ordersaga.participant.function;

import dev.ordersaga.participant.snapstart.Priming;
import dev.ordersaga.participant.snapstart.RenewableHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.cloud.function.context.FunctionRegistration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Sets up the actions of a participant as a Lambda function: one DynamoDB client for all of them, one function bean, and what
 * SnapStart rehearses. For the main class of a Spring Cloud Function that registers its beans as functions
 * ({@link org.springframework.context.ApplicationContextInitializer}), which starts faster than scanning for them.
 *
 * <p>The function takes the payload as a stream. So AWS's adapter hands it on as it came: given any other type it would parse
 * the payload itself, and let members such as {@code headers} or {@code payload} mean something.
 */
public final class ParticipantFunction {

    /** The bean's name, to be named in {@code SPRING_CLOUD_FUNCTION_DEFINITION}. */
    public static final String NAME = "functionRouter";

    /** As many invocations may be under way in one environment as this variable says: Lambda Managed Instances set it. */
    private static final String CONCURRENCY = "AWS_LAMBDA_MAX_CONCURRENCY";

    private static final int MIN_CONNECTIONS = 50;

    private ParticipantFunction() {}

    /**
     * How long a call of DynamoDB may take.
     *
     * @param attempt after which one attempt is given up
     * @param call after which the call is given up, however many attempts it made
     * @param attempts how many in all
     */
    public record CallTimeouts(Duration attempt, Duration call, int attempts) {}

    /**
     * Registers the actions, and what SnapStart is to rehearse.
     *
     * @param actions makes them of the client and the environment, which has the names of the tables
     */
    public static void register(
            GenericApplicationContext context,
            CallTimeouts timeouts,
            BiFunction<DynamoDbClient, Environment, Actions> actions) {
        int connections =
                Math.max(MIN_CONNECTIONS, context.getEnvironment().getProperty(CONCURRENCY, Integer.class, 1));
        RenewableHttpClient http = new RenewableHttpClient(() -> http(timeouts, connections));
        DynamoDbClient dynamoDb = dynamoDb(http, timeouts);
        Actions made = actions.apply(dynamoDb, context.getEnvironment());
        register(context, made);
        context.registerBean(DynamoDbClient.class, () -> dynamoDb);
        Priming.register(made.rehearsals(), http::renew);
    }

    static void register(GenericApplicationContext context, Actions actions) {
        Function<InputStream, byte[]> function = payload -> actions.answer(allOf(payload));
        context.registerBean(
                NAME,
                FunctionRegistration.class,
                () -> new FunctionRegistration<>(function, NAME)
                        .type(ResolvableType.forClassWithGenerics(Function.class, InputStream.class, byte[].class)
                                .getType()));
    }

    private static byte[] allOf(InputStream payload) {
        try {
            return payload.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DynamoDbClient dynamoDb(SdkHttpClient http, CallTimeouts timeouts) {
        return DynamoDbClient.builder()
                .httpClient(http)
                // An attempt ends by the socket's time-out, which needs no timer of its own for each request.
                .overrideConfiguration(override -> override.apiCallTimeout(timeouts.call())
                        .retryStrategy(retry -> retry.maxAttempts(timeouts.attempts())))
                .build();
    }

    /** Apache's client answers several times faster warm than the JDK's. A connection for each invocation under way. */
    private static SdkHttpClient http(CallTimeouts timeouts, int connections) {
        return Apache5HttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(1))
                .socketTimeout(timeouts.attempt())
                .maxConnections(connections)
                .build();
    }
}
