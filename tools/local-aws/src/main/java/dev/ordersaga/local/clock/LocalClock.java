package dev.ordersaga.local.clock;

import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The time that all of local-aws goes by. It runs at a multiple of another clock's, can be set forward, and never goes back. */
public final class LocalClock extends Clock {

    private static final String THE_ONE = "";
    private static final double MICROS = 1_000_000;

    private final Clock base;
    private final LocalJournal journal;
    private final List<Runnable> whenChanged = new CopyOnWriteArrayList<>();
    private volatile Setting setting;

    /** At {@code real} it was {@code local} here, and since then time runs {@code rate} times as fast. */
    private record Setting(Instant real, Instant local, double rate) {

        Instant at(Instant now) {
            Duration elapsed = Duration.between(real, now);
            return rate == 1
                    ? local.plus(elapsed)
                    : local.plus((long) (elapsed.toNanos() / 1_000.0 * rate), ChronoUnit.MICROS);
        }
    }

    /** Runs as the other clock does, and keeps nothing. */
    public LocalClock(Clock base) {
        this(base, LocalJournal.NONE);
    }

    /** Goes on as the journal has it, and writes down what is set. */
    public LocalClock(Clock base, LocalJournal journal) {
        this.base = base;
        this.journal = journal;
        Instant now = base.instant();
        List<byte[]> kept = journal.recovered(EntryKind.CLOCK).get(THE_ONE);
        this.setting = kept == null ? new Setting(now, now, 1) : read(kept.get(0));
    }

    @Override
    public Instant instant() {
        return setting.at(base.instant());
    }

    /** How many times as fast as the other clock it runs; 0 while it stands. */
    public double rate() {
        return setting.rate();
    }

    /** Runs so many times as fast from now on. */
    public void run(double rate) {
        change(Instant.MIN, rate);
    }

    /** Sets it forward to that time; nothing where it is later already. */
    public void set(Instant to) {
        change(to, setting.rate());
    }

    private void change(Instant atLeast, double rate) {
        synchronized (this) {
            Instant real = base.instant();
            Instant local = setting.at(real);
            Setting changed = new Setting(real, local.isBefore(atLeast) ? atLeast : local, rate);
            setting = changed;
            if (journal.isDurable()) {
                journal.set(EntryKind.CLOCK, THE_ONE, written(changed));
            }
        }
        whenChanged.forEach(Runnable::run);
    }

    /** Tells of every change, on the thread that makes it. */
    public void whenChanged(Runnable action) {
        whenChanged.add(action);
    }

    /** How long it takes on the other clock until it is so late here; empty while it stands. */
    Optional<Duration> realUntil(Instant when) {
        Duration left = Duration.between(instant(), when);
        double rate = setting.rate();
        if (rate == 1 || left.isNegative() || left.isZero()) {
            return Optional.of(left);
        }
        if (rate == 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.of((long) Math.ceil(left.toMillis() * 1_000 / rate), ChronoUnit.MICROS));
    }

    private static byte[] written(Setting setting) {
        ObjectNode json = AwsJson.MAPPER.createObjectNode();
        json.put("real", setting.real().toString());
        json.put("local", setting.local().toString());
        json.put("rateMicros", Math.round(setting.rate() * MICROS));
        return AwsJson.MAPPER.writeValueAsBytes(json);
    }

    private static Setting read(byte[] value) {
        JsonNode json = AwsJson.MAPPER.readTree(value);
        return new Setting(
                Instant.parse(json.path("real").asString()),
                Instant.parse(json.path("local").asString()),
                json.path("rateMicros").asLong() / MICROS);
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new LocalClock(base.withZone(zone));
    }
}
