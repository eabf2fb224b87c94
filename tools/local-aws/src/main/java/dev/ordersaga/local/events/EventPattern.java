package dev.ordersaga.local.events;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import java.io.IOException;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;
import software.amazon.event.ruler.MachineComplexityEvaluator;
import tools.jackson.core.JacksonException;

/**
 * A pattern of events, matched by AWS's own library: what it takes and what it refuses is as on AWS. Safe for use by many threads.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern.html">Event patterns</a>
 */
public final class EventPattern {

    /** A pattern with so many wildcards that matching it would take long is refused, as on AWS. */
    private static final int MAX_COMPLEX = 2_000;

    private static final String RULE = "rule";

    private final String text;
    private final Machine machine;

    private EventPattern(String text, Machine machine) {
        this.text = text;
        this.machine = machine;
    }

    /**
     * Reads a pattern, a JSON object.
     *
     * @throws AwsError {@code InvalidEventPatternException} with the reason where it is none
     */
    public static EventPattern read(String text) {
        try {
            if (!AwsJson.MAPPER.readTree(text).isObject()) {
                throw invalid("Filter is not an object");
            }
        } catch (JacksonException e) {
            throw invalid(AwsJson.why(e));
        }
        String problem = JsonRuleCompiler.check(text);
        if (problem != null) {
            throw invalid(problem);
        }
        Machine machine = Machine.builder().build();
        try {
            machine.addRule(RULE, text);
        } catch (IOException | RuntimeException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
        if (machine.evaluateComplexity(new MachineComplexityEvaluator(MAX_COMPLEX)) >= MAX_COMPLEX) {
            throw invalid(
                    "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences"
                            + " after a wildcard character");
        }
        return new EventPattern(text, machine);
    }

    /** The pattern as it was written. */
    public String text() {
        return text;
    }

    /** Whether an event, a JSON object as text, is as the pattern says. */
    public boolean matches(String event) {
        try {
            return !machine.rulesForJSONEvent(event).isEmpty();
        } catch (Exception e) {
            // The library throws Exception for what is no JSON object; no rule is for that.
            return false;
        }
    }

    private static AwsError invalid(String reason) {
        return new AwsError("InvalidEventPatternException", "Event pattern is not valid. Reason: " + reason);
    }
}
