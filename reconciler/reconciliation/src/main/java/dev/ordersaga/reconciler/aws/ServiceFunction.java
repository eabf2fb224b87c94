package dev.ordersaga.reconciler.aws;

import dev.ordersaga.reconciler.Unavailable;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service as a Lambda function.
 *
 * @param service its name as operators know it, such as {@code "payment-service"}
 * @param function its name or ARN, with the alias
 */
record ServiceFunction(LambdaClient lambda, String service, String function) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** An error of Lambda itself is not an answer of the service. */
    private static boolean isLambdas(String type) {
        return type.startsWith("Sandbox.")
                || type.startsWith("Runtime.")
                || type.startsWith("Lambda.")
                || type.isEmpty();
    }

    /**
     * Calls the function and waits for its answer. Every action called from here may be called again.
     *
     * @throws Unavailable if there was no answer; whether the call took effect is not known
     * @throws Failed if the service answered with an error of its own
     */
    JsonNode call(Map<String, Object> payload) throws Failed {
        InvokeResponse response;
        try {
            response = lambda.invoke(invoke ->
                    invoke.functionName(function).payload(SdkBytes.fromUtf8String(JSON.writeValueAsString(payload))));
        } catch (SdkException failed) {
            throw new Unavailable(service, failed);
        }
        JsonNode answer;
        try {
            answer = JSON.readTree(response.payload().asUtf8String());
        } catch (JacksonException unreadable) {
            throw new Unavailable(service, unreadable);
        }
        if (response.functionError() == null) {
            return answer;
        }
        String type = answer.path("errorType").asString("");
        String message = type + ": " + answer.path("errorMessage").asString("");
        if (isLambdas(type)) {
            throw new Unavailable(service, new IllegalStateException(message));
        }
        throw new Failed(message);
    }

    /** The service answered with an error of its own; the message is the error's name and message. */
    static final class Failed extends Exception {

        Failed(String message) {
            super(message);
        }
    }
}
