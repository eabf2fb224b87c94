package dev.ordersaga.local.lambda;

import java.time.Duration;
import java.util.Iterator;

/** What a function's configuration may say: runtime, time-out, memory, handler and environment variables. */
final class ConfigurationLimits {

    private ConfigurationLimits() {}

    /** @throws InvocationRefused with InvalidParameterValueException and what is wrong */
    static void check(VersionConfiguration configuration) {
        if (!configuration.runtime().matches("java(17|21|25)")) {
            throw new InvocationRefused(
                    400,
                    "InvalidParameterValueException",
                    "The runtime " + configuration.runtime() + " is not supported here; java17, java21 and java25 are");
        }
        Duration timeout = configuration.timeout();
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(Duration.ofSeconds(900)) > 0) {
            throw new InvocationRefused(
                    400,
                    "InvalidParameterValueException",
                    "The timeout must be 1 to 900 seconds, not " + timeout.toSeconds());
        }
        if (configuration.memoryMegabytes() < 128 || configuration.memoryMegabytes() > 10_240) {
            throw new InvocationRefused(
                    400,
                    "InvalidParameterValueException",
                    "The memory size must be 128 to 10240 MB, not " + configuration.memoryMegabytes());
        }
        if (configuration.handler().isBlank()) {
            throw new InvocationRefused(400, "InvalidParameterValueException", "The handler must not be empty");
        }
        Iterator<String> reserved = configuration.environment().keySet().stream()
                .filter(ConfigurationLimits::isReserved)
                .iterator();
        if (reserved.hasNext()) {
            throw new InvocationRefused(
                    400,
                    "InvalidParameterValueException",
                    "Lambda was unable to configure your environment variables because the environment variable "
                            + reserved.next() + " is reserved and not supported for modification");
        }
    }

    private static boolean isReserved(String variable) {
        return switch (variable) {
            case "_HANDLER",
                    "AWS_REGION",
                    "AWS_DEFAULT_REGION",
                    "AWS_EXECUTION_ENV",
                    "AWS_ACCESS_KEY",
                    "AWS_ACCESS_KEY_ID",
                    "AWS_SECRET_ACCESS_KEY",
                    "AWS_SESSION_TOKEN",
                    "LAMBDA_TASK_ROOT",
                    "LAMBDA_RUNTIME_DIR" -> true;
            default -> variable.startsWith("AWS_LAMBDA_");
        };
    }
}
