package dev.ordersaga.local.sam;

import dev.ordersaga.local.lambda.FunctionSpec;
import dev.ordersaga.sam.TableResource;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What a deployment is to do about one resource. */
sealed interface Planned {

    String logicalId();

    /** As the template writes it. */
    String type();

    /** Where the template asks for it, as a JSON pointer. */
    default String place() {
        String[] path = logicalId().split("/", 2);
        return "/Resources/" + path[0] + "/Properties" + (path.length > 1 ? "/" + path[1] : "");
    }

    record Table(TableResource table, String type) implements Planned {

        @Override
        public String logicalId() {
            return table.logicalId();
        }
    }

    record Bus(String logicalId, String type, String name) implements Planned {}

    record Topic(String logicalId, String type, String name) implements Planned {}

    record Function(String logicalId, String type, FunctionSpec spec) implements Planned {}

    /** A state machine; the definition's substitutions are made. */
    record Machine(
            String logicalId,
            String type,
            String name,
            boolean express,
            String definition,
            String roleArn,
            Optional<ObjectNode> logging)
            implements Planned {}

    /** A log group; without a number of days its events are kept. */
    record LogGroup(String logicalId, String type, String name, Optional<Integer> retentionDays) implements Planned {}

    /** A rule: the inputs of PutRule and PutTargets. */
    record Rule(String logicalId, String type, ObjectNode rule, ObjectNode targets) implements Planned {}

    /** A function that is told of a topic's messages. */
    record Subscription(
            String logicalId, String type, String topicArn, String functionArn, Map<String, String> attributes)
            implements Planned {}

    /**
     * Something that AWS makes and this machine does not.
     *
     * @param logicalId of the resource; of a part of one, its path below the resource
     */
    record Skipped(String logicalId, String type) implements Planned {}
}
