package dev.ordersaga.order.function;

import dev.ordersaga.order.Unavailable;
import dev.ordersaga.participant.TransientErrors;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Names alike what every action meets when DynamoDB does not answer, throttles or fails, wherever in it that is: the sagas wait for
 * what is named {@code ParticipantBusy}, and give up after a few attempts what has another name.
 */
final class UnansweredCalls {

    private UnansweredCalls() {}

    static <I, O> Function<I, O> named(String action, Function<I, O> handler) {
        return request -> {
            try {
                return handler.apply(request);
            } catch (Unavailable away) {
                throw away.getCause() instanceof SdkException unanswered
                        ? TransientErrors.named(action, unanswered)
                        : away;
            }
        };
    }
}
