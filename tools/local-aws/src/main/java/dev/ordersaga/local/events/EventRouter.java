package dev.ordersaga.local.events;

import dev.ordersaga.local.http.AwsJson;
import java.time.Clock;
import tools.jackson.databind.node.ObjectNode;

/** Finds the rules that an event matches, and sends each target what it is told. */
final class EventRouter {

    private final EventRules rules;
    private final Deliveries deliveries;
    private final Clock clock;

    EventRouter(EventRules rules, Deliveries deliveries, Clock clock) {
        this.rules = rules;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** Whether anything would become of an event on this bus. */
    boolean listens(BusKey bus) {
        return rules.any(bus);
    }

    void route(BusKey bus, BusEvent event) {
        route(bus, event, true);
    }

    /** "If a receiver's rule sends events to a third account's event bus, they are not sent": from bus to bus an event goes once. */
    void routeForwarded(BusKey bus, BusEvent event) {
        route(bus, event, false);
    }

    private void route(BusKey bus, BusEvent event, boolean onward) {
        if (!rules.any(bus)) {
            return;
        }
        ObjectNode json = event.json();
        String text = AwsJson.text(json);
        for (EventRule rule : rules.on(bus)) {
            EventPattern pattern = rule.pattern();
            if (rule.isEnabled() && pattern != null && pattern.matches(text)) {
                send(rule, event.id(), json, onward);
            }
        }
    }

    /** Tells all targets of a rule, whatever its pattern. */
    void send(EventRule rule, String eventId, ObjectNode event) {
        send(rule, eventId, event, true);
    }

    private void send(EventRule rule, String eventId, ObjectNode event, boolean onward) {
        String now = clock.instant().toString();
        for (Target target : rule.told()) {
            if (onward || !target.service().equals(EventTargets.BUSES)) {
                deliveries.send(rule, target, target.input().of(event, rule, now), eventId);
            }
        }
    }
}
