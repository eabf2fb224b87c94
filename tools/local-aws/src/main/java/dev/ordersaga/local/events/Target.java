package dev.ordersaga.local.events;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.OperationInput;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whom a rule tells.
 *
 * @param input what it is told
 * @param longestAge an event that could not be delivered for so long is dropped
 * @param mostRetries an event that could not be delivered so often again is dropped
 * @param asWritten the target as it was given, for ListTargetsByRule
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html">Target</a>
 */
record Target(String id, String arn, TargetInput input, Duration longestAge, int mostRetries, ObjectNode asWritten) {

    private static final Pattern ID = Pattern.compile("[\\.\\-_A-Za-z0-9]+");
    private static final Pattern ARN = Pattern.compile("arn:aws[^:]*:[^:]+:[^:]*:[^:]*:.+", Pattern.DOTALL);
    private static final Set<String> ROLE_NEEDED = Set.of("states", "kinesis");
    private static final int MAX_ID_LENGTH = 64;
    private static final int MAX_ARN_LENGTH = 1600;
    private static final int MAX_RETRIES = 185;
    private static final long MAX_AGE_SECONDS = 86_400;

    static Target read(OperationInput given) {
        String id = given.required("Id", MAX_ID_LENGTH);
        String arn = given.required("Arn", MAX_ARN_LENGTH);
        if (!ID.matcher(id).matches()) {
            throw given.invalid("Value '" + id
                    + "' at 'targets.id' failed to satisfy constraint: Member must satisfy regular expression pattern: "
                    + ID);
        }
        if (!ARN.matcher(arn).matches()) {
            throw new AwsError(
                    "ValidationException",
                    "Parameter " + arn + " is not valid. Reason: Provided Arn is not in correct format.");
        }
        long age = MAX_AGE_SECONDS;
        long retries = MAX_RETRIES;
        if (given.has("RetryPolicy")) {
            OperationInput policy = given.structure("RetryPolicy").orElse(given);
            age = policy.number("MaximumEventAgeInSeconds", 60, MAX_AGE_SECONDS).orElse(age);
            retries = policy.number("MaximumRetryAttempts", 0, MAX_RETRIES).orElse(retries);
        }
        return new Target(
                id,
                arn,
                TargetInput.read(given, id),
                Duration.ofSeconds(age),
                (int) retries,
                given.json().deepCopy());
    }

    /**
     * Refuses what AWS refuses beyond the form: "For EC2 instances, Kinesis data streams and Step Functions state machines, EventBridge relies
     * on IAM roles that you specify in the RoleARN argument", and a template may name only what is in its InputPathsMap or is predefined.
     */
    void check() {
        if (ROLE_NEEDED.contains(service()) && !asWritten.has("RoleArn")) {
            throw new AwsError("ValidationException", "RoleArn is required for target " + arn + ".");
        }
        if (input instanceof TargetInput.Transformed transformed) {
            transformed.unknownPlace().ifPresent(name -> {
                throw new AwsError(
                        "ValidationException",
                        "InputTemplate for target " + id + " contains invalid placeholder " + name + ".");
            });
        }
    }

    /** The service that the ARN is of, such as {@code lambda}. */
    String service() {
        return arn.split(":", 4)[2];
    }
}
