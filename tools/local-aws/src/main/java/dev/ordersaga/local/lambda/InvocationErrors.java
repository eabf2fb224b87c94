package dev.ordersaga.local.lambda;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** What Lambda itself answers for a function that did not: the error objects, word for word. */
final class InvocationErrors {

    /** "6 MB for each synchronous response", plus what AWS leaves for its own envelope. */
    static final int MAX_RESPONSE_SIZE = 6 * 1024 * 1024 + 100;

    private InvocationErrors() {}

    static byte[] timedOut(PendingInvocation work, Duration limit) {
        return object(
                "Sandbox.Timedout",
                String.format(
                        Locale.ROOT,
                        "RequestId: %s Error: Task timed out after %.2f seconds",
                        work.requestId,
                        limit.toMillis() / 1000.0));
    }

    /** The process ended, with an exit status as a shell gives it. */
    static byte[] exited(PendingInvocation work, int status) {
        String how = switch (status) {
            case 0 -> "Runtime exited without providing a reason";
            case 128 + 6 -> "Runtime exited with error: signal: aborted";
            case 128 + 9 -> "Runtime exited with error: signal: killed";
            case 128 + 11 -> "Runtime exited with error: signal: segmentation fault";
            case 128 + 15 -> "Runtime exited with error: signal: terminated";
            default -> "Runtime exited with error: exit status " + status;
        };
        return object("Runtime.ExitError", "RequestId: " + work.requestId + " Error: " + how);
    }

    static byte[] notStarted(PendingInvocation work, Exception cause) {
        return object("Runtime.StartError", "RequestId: " + work.requestId + " Error: " + cause.getMessage());
    }

    static byte[] responseTooLarge() {
        return object(
                "Function.ResponseSizeTooLarge",
                "Response payload size exceeded maximum allowed payload size (" + MAX_RESPONSE_SIZE + " bytes).");
    }

    private static byte[] object(String type, String message) {
        return LambdaJson.write(LambdaJson.object().put("errorType", type).put("errorMessage", message))
                .getBytes(StandardCharsets.UTF_8);
    }
}
