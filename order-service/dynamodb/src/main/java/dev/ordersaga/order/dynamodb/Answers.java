package dev.ordersaga.order.dynamodb;

import dev.ordersaga.order.Unavailable;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells callers that know nothing of the SDK when DynamoDB gave no answer. */
final class Answers {

    private Answers() {}

    static <T> T answered(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException failed) {
            throw new Unavailable("DynamoDB", failed);
        }
    }
}
