package dev.ordersaga.sam;

import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event source: it calls a function or starts a state machine when something happens.
 *
 * @param name its key in Events
 * @param type such as {@code Schedule}
 * @param properties as they are written
 * @param values the properties with their values, of a source that is a rule, a schedule or a topic; empty where they are not known
 * @param place where it stands, as a JSON pointer
 */
public record EventSource(String name, String type, JsonNode properties, Optional<ObjectNode> values, String place) {

    /** A source that can be deployed from its properties alone. */
    static final Set<String> READ = Set.of("CloudWatchEvent", "EventBridgeRule", "Schedule", "ScheduleV2", "SNS");

    static final Set<String> FIELDS = Set.of("Type", "Properties");

    /** The property without which a source of a type says nothing. */
    static Optional<String> needed(String type) {
        return Optional.ofNullable(
                switch (type) {
                    case "CloudWatchEvent", "EventBridgeRule" -> "Pattern";
                    case "Schedule" -> "Schedule";
                    case "ScheduleV2" -> "ScheduleExpression";
                    case "SNS" -> "Topic";
                    case "SQS" -> "Queue";
                    case "DynamoDB", "Kinesis", "MSK" -> "Stream";
                    case "S3" -> "Bucket";
                    default -> null;
                });
    }
}
