package dev.ordersaga.order.web;

import dev.ordersaga.order.Attribution;
import dev.ordersaga.order.RepairDecision.Resolution;
import dev.ordersaga.order.Review;
import dev.ordersaga.order.request.InvalidOrder;
import dev.ordersaga.order.request.Violation;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the bodies by which customers and operators decide, as {@link StrictBody} does. */
final class DecisionReader {

    private DecisionReader() {}

    /** Why an order is taken back. */
    record Cancellation(@Nullable String reason) {

        /** @throws InvalidOrder with every problem found; no body at all gives no reason */
        static Cancellation read(byte[] json) {
            if (json.length == 0) {
                return new Cancellation(null);
            }
            StrictBody body = StrictBody.read(json);
            body.refuseUnknown("", body.root(), Set.of("reason"));
            String reason = reasonIn(body);
            body.requireSound();
            return new Cancellation(reason);
        }
    }

    /** What a review decides, and why. */
    record ReviewDecision(
            Review.Decision decision, @Nullable String reason) {

        /** @throws InvalidOrder with every problem found */
        static ReviewDecision read(byte[] json) {
            StrictBody body = StrictBody.read(json);
            body.refuseUnknown("", body.root(), Set.of("decision", "reason"));
            Review.Decision decision = constantIn(body, "decision", Review.Decision.values());
            String reason = reasonIn(body);
            body.requireSound();
            return new ReviewDecision(decision, reason);
        }
    }

    /** What becomes of what is left over, and why. */
    record RepairRequest(Resolution resolution, @Nullable String reason) {

        /** @throws InvalidOrder with every problem found */
        static RepairRequest read(byte[] json) {
            StrictBody body = StrictBody.read(json);
            body.refuseUnknown("", body.root(), Set.of("resolution", "reason"));
            Resolution resolution = constantIn(body, "resolution", Resolution.values());
            String reason = reasonIn(body);
            if (resolution == Resolution.SKIP && !body.root().path("reason").isString()) {
                body.add(new Violation("reason", "is needed to skip"));
            }
            body.requireSound();
            return new RepairRequest(resolution, reason);
        }
    }

    private static @Nullable String reasonIn(StrictBody body) {
        String reason = body.optionalText("reason");
        if (reason != null && body.root().path("reason").isString()) {
            Attribution.problemOf(reason).ifPresent(problem -> body.add(new Violation("reason", problem)));
        }
        return reason;
    }

    /** One of the constants, whatever its case; the first of them, and a violation, when it is none. */
    private static <E extends Enum<E>> E constantIn(StrictBody body, String name, E[] constants) {
        String text = body.text("", body.root(), name);
        for (E constant : constants) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        if (body.root().path(name).isString()) {
            body.add(new Violation(
                    name, "must be one of " + Arrays.toString(constants).toLowerCase(Locale.ROOT)));
        }
        return constants[0];
    }
}
