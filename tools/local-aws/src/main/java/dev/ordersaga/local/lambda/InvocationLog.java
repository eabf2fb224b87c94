package dev.ordersaga.local.lambda;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** What Lambda itself writes into the log of a function's version. */
final class InvocationLog {

    private final FunctionLog file;
    private final VersionConfiguration function;
    private final Clock clock;

    InvocationLog(FunctionLog file, VersionConfiguration function, Clock clock) {
        this.file = file;
        this.function = function;
        this.clock = clock;
    }

    FunctionLog file() {
        return file;
    }

    void append(String line) {
        file.append(line);
    }

    /** The name of the log stream of a new process. */
    String newStream() {
        String day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .format(DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT));
        return day + "/[" + function.version() + "]"
                + UUID.randomUUID().toString().replace("-", "");
    }

    /** An invocation begins; returns where its part of the log does. */
    long start(PendingInvocation work, String stream) {
        long start = file.end();
        work.logStream = stream;
        file.append("START RequestId: " + work.requestId + " Version: " + function.version(), stream, clock.millis());
        return start;
    }

    /**
     * An invocation has ended.
     *
     * @param initMilliseconds how long its process took to begin; 0 where that was reported already
     */
    void end(PendingInvocation work, double initMilliseconds) {
        double duration = work.milliseconds();
        String init =
                initMilliseconds > 0 ? String.format(Locale.ROOT, "\tInit Duration: %.2f ms", initMilliseconds) : "";
        String lines = String.format(
                Locale.ROOT,
                "END RequestId: %s\nREPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: %d MB%s",
                work.requestId,
                work.requestId,
                duration,
                (long) Math.ceil(duration),
                function.memoryMegabytes(),
                init);
        file.append(lines, work.logStream, clock.millis());
    }

    void initTimedOut(Duration limit) {
        file.append(String.format(
                Locale.ROOT,
                "INIT_REPORT Init Duration: %.2f ms\tPhase: init\tStatus: timeout",
                limit.toMillis() / 1.0));
    }
}
