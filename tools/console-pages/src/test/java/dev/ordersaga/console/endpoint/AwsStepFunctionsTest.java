package dev.ordersaga.console.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class AwsStepFunctionsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<String> asked = new ArrayList<>();
    private int last = 2300;
    private final AwsStepFunctions calls = new AwsStepFunctions(this::answer);

    @Test
    void readsAHistoryFromItsBeginningPageByPage() {
        assertThat(calls.eventsAfter("arn", 0))
                .hasSize(2300)
                .extracting(event -> event.path("id").asInt())
                .isSorted();
        assertThat(asked).hasSize(3);
    }

    @Test
    void readsWhatIsNewFromTheEndBackToWhatIsKnown() {
        assertThat(calls.eventsAfter("arn", 2295))
                .extracting(event -> event.path("id").asInt())
                .containsExactly(2296, 2297, 2298, 2299, 2300);
        assertThat(asked).hasSize(1);
        assertThat(calls.eventsAfter("arn", 2050)).hasSize(250);
        assertThat(asked).hasSize(4);
        assertThat(calls.eventsAfter("arn", 2300)).isEmpty();
    }

    @Test
    void anExecutionsTimesAreMilliseconds() {
        ExecutionDetails details = calls.describeExecution("arn:x");

        assertThat(details.summary().started().toEpochMilli()).isEqualTo(1795724512601L);
        assertThat(details.summary().stopped()).isEmpty();
        assertThat(details.redrivable()).isFalse();
    }

    private ObjectNode answer(String operation, ObjectNode input) {
        if (operation.equals("DescribeExecution")) {
            return JSON.createObjectNode()
                    .put("executionArn", input.path("executionArn").asString())
                    .put("status", "RUNNING")
                    .put("startDate", 1795724512.601);
        }
        asked.add(operation);
        int size = input.path("maxResults").asInt();
        boolean reverse = input.path("reverseOrder").asBoolean();
        int from = input.has("nextToken")
                ? Integer.parseInt(input.path("nextToken").asString())
                : reverse ? last : 1;
        ObjectNode output = JSON.createObjectNode();
        ArrayNode events = output.putArray("events");
        int id = from;
        for (; id >= 1 && id <= last && events.size() < size; id += reverse ? -1 : 1) {
            events.addObject().put("id", id);
        }
        if (id >= 1 && id <= last) {
            output.put("nextToken", Integer.toString(id));
        }
        return output;
    }
}
