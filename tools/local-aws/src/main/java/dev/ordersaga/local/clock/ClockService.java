package dev.ordersaga.local.clock;

import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import dev.ordersaga.local.http.LocalJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /_local/clock}: what time it is here. {@code POST} moves it: {@code {"advance": "PT1H"}} lets everything happen that falls
 * due within an hour, in its order, and answers when it has; {@code {"rate": 60}} lets a minute pass in each second from now on.
 */
public final class ClockService implements HttpService {

    private static final String PATH = "/_local/clock";
    private static final Set<String> FIELDS = Set.of("advance", "rate");
    private static final Duration FURTHEST = Duration.ofDays(3_653);
    private static final double FASTEST = 10_000;
    private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

    private final LocalClock clock;
    private final Clock real;
    private final Function<Duration, CompletionStage<Instant>> advance;

    /**
     * Moves that clock.
     *
     * @param real the time it is ahead of
     * @param advance lets so much time pass
     */
    public ClockService(LocalClock clock, Clock real, Function<Duration, CompletionStage<Instant>> advance) {
        this.clock = clock;
        this.real = real;
        this.advance = advance;
    }

    @Override
    public boolean handles(HttpRequest request) {
        return request.path().equals(PATH);
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        return switch (request.method()) {
            case "GET" -> CompletableFuture.completedFuture(told());
            case "POST" -> {
                try {
                    yield moved(request.body());
                } catch (IllegalArgumentException e) {
                    yield CompletableFuture.completedFuture(LocalJson.refused(
                            400, Optional.ofNullable(e.getMessage()).orElse("not a move of the clock")));
                }
            }
            default -> CompletableFuture.completedFuture(LocalJson.refused(405, "Use GET or POST"));
        };
    }

    private CompletionStage<HttpResponse> moved(byte[] body) {
        JsonNode json;
        try {
            json = AwsJson.MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Not JSON: " + AwsJson.why(e), e);
        }
        if (!(json instanceof ObjectNode fields) || fields.isEmpty()) {
            throw new IllegalArgumentException(
                    "A move of the clock is a JSON object with advance, as in {\"advance\":\"PT1H\"}, or rate, as in"
                            + " {\"rate\":60}");
        }
        for (String name : fields.propertyNames()) {
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException("Unknown field " + name + ": there are advance and rate");
            }
        }
        Double rate = rate(fields.get("rate"));
        Duration by = duration(fields.get("advance"));
        if (rate != null) {
            clock.run(rate);
        }
        return by == null
                ? CompletableFuture.completedFuture(told())
                : advance.apply(by).thenApply(now -> told());
    }

    private @Nullable Duration duration(@Nullable JsonNode given) {
        if (given == null) {
            return null;
        }
        String wrong = "advance must be a duration from PT0S to P3653D as ISO 8601 has it, as in PT1H, PT90S, P14D";
        if (!given.isString()) {
            throw new IllegalArgumentException(wrong);
        }
        Duration by;
        try {
            by = Duration.parse(given.stringValue());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(wrong, e);
        }
        if (by.isNegative() || by.compareTo(FURTHEST) > 0) {
            throw new IllegalArgumentException(wrong);
        }
        if (clock.instant().plus(by).isAfter(LATEST)) {
            throw new IllegalArgumentException("advance must not lead beyond the year 8999");
        }
        return by;
    }

    private static @Nullable Double rate(@Nullable JsonNode given) {
        if (given == null) {
            return null;
        }
        double rate = given.isNumber() ? given.doubleValue() : -1;
        if (!(rate >= 0 && rate <= FASTEST)) {
            throw new IllegalArgumentException(
                    "rate must be a number from 0, where time stands, to 10000; 1 is as fast as it really passes");
        }
        return rate;
    }

    private HttpResponse told() {
        Instant now = clock.instant();
        ObjectNode json = AwsJson.MAPPER.createObjectNode();
        json.put("now", now.toString());
        json.put("ahead", Duration.between(real.instant(), now).toString());
        double rate = clock.rate();
        if (rate == Math.rint(rate)) {
            json.put("rate", (long) rate);
        } else {
            json.put("rate", rate);
        }
        return LocalJson.answer(200, json);
    }
}
