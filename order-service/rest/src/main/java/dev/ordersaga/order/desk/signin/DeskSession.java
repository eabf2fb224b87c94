package dev.ordersaga.order.desk.signin;

import dev.ordersaga.order.access.Requester;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Somebody who is signed in. None of the issuer's tokens is kept: the desk asks nobody else on their behalf.
 *
 * @param subject as the issuer names them; a customer's is their customer id
 * @param roles of {@link Requester#CUSTOMER} and {@link Requester#OPERATOR}
 * @param csrf what every form of theirs sends along
 */
record DeskSession(String subject, List<String> roles, String csrf, Instant expires) {

    /** A working day; then they sign in again. */
    static final Duration LIFETIME = Duration.ofHours(8);

    DeskSession {
        roles = List.copyOf(roles);
    }

    static DeskSession begin(String subject, Stream<String> roles, Instant now) {
        return new DeskSession(
                subject,
                roles.filter(role -> role.equals(Requester.CUSTOMER) || role.equals(Requester.OPERATOR))
                        .distinct()
                        .toList(),
                BrowserSecret.make(),
                now.plus(LIFETIME));
    }

    Map<String, String> facts() {
        return Map.of(
                "subject", subject, "roles", String.join(" ", roles), "csrf", csrf, "expires", expires.toString());
    }

    static DeskSession of(Map<String, String> facts) {
        List<String> roles = new ArrayList<>(List.of(fact(facts, "roles").split(" ", -1)));
        roles.removeIf(String::isEmpty);
        return new DeskSession(
                fact(facts, "subject"), roles, fact(facts, "csrf"), Instant.parse(fact(facts, "expires")));
    }

    private static String fact(Map<String, String> facts, String name) {
        return Objects.requireNonNull(facts.get(name), name);
    }
}
