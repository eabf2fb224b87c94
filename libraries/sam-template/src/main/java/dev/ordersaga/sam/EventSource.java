package dev.ordersaga.sam;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What calls a function, or starts a state machine, besides whoever knows its name.
 *
 * @param name its key in Events
 * @param type such as {@code Schedule}
 * @param properties as they are written
 * @param place where it stands, as a JSON pointer
 */
public record EventSource(String name, String type, JsonNode properties, String place) {

    static final Set<String> OF_FUNCTIONS = Set.of(
            "AlexaSkill",
            "Api",
            "CloudWatchEvent",
            "CloudWatchLogs",
            "Cognito",
            "DocumentDB",
            "DynamoDB",
            "EventBridgeRule",
            "HttpApi",
            "IoTRule",
            "Kinesis",
            "MQ",
            "MSK",
            "S3",
            "SNS",
            "SQS",
            "Schedule",
            "ScheduleV2",
            "SelfManagedKafka");

    static final Set<String> OF_STATE_MACHINES =
            Set.of("Api", "CloudWatchEvent", "EventBridgeRule", "Schedule", "ScheduleV2");
}
