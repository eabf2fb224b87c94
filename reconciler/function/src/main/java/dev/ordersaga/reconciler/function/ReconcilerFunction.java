package dev.ordersaga.reconciler.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ordersaga.reconciler.Reconciler;
import dev.ordersaga.reconciler.ReconciliationLimits;
import dev.ordersaga.reconciler.aws.Clients;
import dev.ordersaga.reconciler.aws.ReconcilerConfig;
import dev.ordersaga.reconciler.report.ReconciliationReport;
import dev.ordersaga.reconciler.report.ReportJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The reconciler as a Lambda function: each invocation makes one pass. It answers with the report, logs a line for each
 * finding, and publishes how much it repaired and how much it leaves to a person as metrics in the namespace OrderSaga (the
 * log carries them, in CloudWatch's embedded metric format).
 *
 * <p>It needs STACK_NAME, STATE_MACHINE_ARN, REFUND_STATE_MACHINE_ARN, ORDER_FUNCTION, PAYMENT_FUNCTION, INVENTORY_FUNCTION and the AWS
 * SDK's own settings;
 * RECONCILE_GRACE_MINUTES, STUCK_AFTER_MINUTES and LOOK_BACK_DAYS have defaults. A payload may say {@code "dryRun": true} and
 * {@code "graceSeconds": 0}; of any other, such as a schedule's, nothing is read.
 */
public final class ReconcilerFunction implements RequestStreamHandler {

    /** Enough for the slowest single call, so that Lambda never cuts a pass off. */
    private static final Duration TO_END = Duration.ofSeconds(60);

    private final Map<String, String> settings;
    private final Reconciler reconciler;
    private final PrintStream log;

    /** Lambda's own way to make one. */
    public ReconcilerFunction() {
        this(System.getenv(), config(System.getenv()).reconciler(Clients.asTheSdkIsSet()), System.out);
    }

    ReconcilerFunction(Map<String, String> settings, Reconciler reconciler, PrintStream log) {
        this.settings = settings;
        this.reconciler = reconciler;
        this.log = log;
    }

    private static ReconcilerConfig config(Map<String, String> settings) {
        return new ReconcilerConfig(
                required(settings, "STATE_MACHINE_ARN"),
                required(settings, "REFUND_STATE_MACHINE_ARN"),
                required(settings, "ORDER_FUNCTION"),
                required(settings, "PAYMENT_FUNCTION"),
                required(settings, "INVENTORY_FUNCTION"));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        ReconciliationReport report =
                reconciler.reconcile(limits(event(input), Duration.ofMillis(context.getRemainingTimeInMillis())));
        report.findings()
                .forEach(finding -> log.println(ReportJson.JSON
                        .createObjectNode()
                        .put("level", "WARN")
                        .set("finding", ReportJson.of(finding))));
        log.println(metrics(report));
        output.write(ReportJson.JSON.writeValueAsBytes(ReportJson.of(report)));
    }

    private ReconciliationLimits limits(JsonNode event, Duration remaining) {
        Duration budget = remaining.minus(TO_END);
        return new ReconciliationLimits(
                event.path("graceSeconds").isInt()
                        ? Duration.ofSeconds(event.path("graceSeconds").intValue())
                        : Duration.ofMinutes(number("RECONCILE_GRACE_MINUTES", 5)),
                Duration.ofMinutes(number("STUCK_AFTER_MINUTES", 180)),
                Duration.ofDays(number("LOOK_BACK_DAYS", 7)),
                budget.isNegative() ? Duration.ZERO : budget,
                event.path("dryRun").asBoolean(false));
    }

    private ObjectNode metrics(ReconciliationReport report) {
        ObjectNode json = ReportJson.JSON.createObjectNode();
        ObjectNode aws = json.putObject("_aws").put("Timestamp", report.ended().toEpochMilli());
        ObjectNode directive = aws.putArray("CloudWatchMetrics").addObject().put("Namespace", "OrderSaga");
        directive.putArray("Dimensions").addArray().add("Stack");
        var names = directive.putArray("Metrics");
        json.put("Stack", required(settings, "STACK_NAME"));
        Map.of("ReconcilerRepaired", report.repaired(), "ReconcilerReported", report.reported())
                .forEach((name, value) -> {
                    names.addObject().put("Name", name).put("Unit", "Count");
                    json.put(name, value);
                });
        json.put("millis", Duration.between(report.began(), report.ended()).toMillis());
        return json.set("compared", ReportJson.JSON.valueToTree(report.compared()));
    }

    private static JsonNode event(InputStream input) {
        try {
            return ReportJson.JSON.readTree(input);
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException("the payload is not JSON", unreadable);
        }
    }

    private long number(String setting, long otherwise) {
        @Nullable String value = settings.get(setting);
        return value == null ? otherwise : Long.parseLong(value);
    }

    private static String required(Map<String, String> settings, String name) {
        @Nullable String value = settings.get(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set");
        }
        return value;
    }
}
