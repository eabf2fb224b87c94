package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsJson;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether an answer tells the data that a key may protect: the definition, and an execution's input, output, error and cause.
 * {@code METADATA_ONLY} leaves them out.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html">DescribeExecution</a>
 */
enum IncludedData {
    ALL_DATA,
    METADATA_ONLY;

    private static final List<String> VALUES = List.of(ALL_DATA.name(), METADATA_ONLY.name());
    private static final List<String> OF_AN_EXECUTION = List.of("input", "output", "error", "cause");

    static IncludedData read(RequestFields input) {
        return input.oneOf("includedData", VALUES).map(IncludedData::valueOf).orElse(ALL_DATA);
    }

    /** Takes the definition, and what it shows, out of the description of a state machine where it is not asked for. */
    ObjectNode ofStateMachine(ObjectNode described) {
        if (this == METADATA_ONLY) {
            described.put("definition", "{}");
            described.remove("variableReferences");
        }
        return described;
    }

    /** Takes the data out of the description of an execution where they are not asked for. */
    ObjectNode ofExecution(ObjectNode described) {
        if (this == METADATA_ONLY) {
            described.remove(OF_AN_EXECUTION);
            for (String details : List.of("inputDetails", "outputDetails")) {
                if (described.has(details)) {
                    described.set(details, AwsJson.MAPPER.createObjectNode().put("included", false));
                }
            }
        }
        return described;
    }
}
