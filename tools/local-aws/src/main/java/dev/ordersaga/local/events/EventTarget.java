package dev.ordersaga.local.events;

import dev.ordersaga.local.http.Caller;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;

/** A service that rules can tell of events. */
@FunctionalInterface
public interface EventTarget {

    /**
     * Hands an event over, at once or by the time the answer completes. An {@link dev.ordersaga.local.http.AwsError} of status 429 or
     * 500 and more is a failure that passes: the event is handed over again. Any other failure is final.
     */
    CompletionStage<?> deliver(Told told);

    /**
     * What a target is told.
     *
     * @param owner the account and the region of the rule
     * @param rule the rule's ARN
     * @param arn the target's
     * @param input JSON text
     * @param eventId the event's; of every attempt the same
     * @param settings the target as it was written, with what is meant for its service alone
     */
    record Told(Caller owner, String rule, String arn, String input, String eventId, JsonNode settings) {}
}
