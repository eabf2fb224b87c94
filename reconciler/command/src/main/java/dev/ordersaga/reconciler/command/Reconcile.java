package dev.ordersaga.reconciler.command;

import dev.ordersaga.reconciler.Unavailable;
import dev.ordersaga.reconciler.aws.Clients;
import dev.ordersaga.reconciler.aws.ReconcilerConfig;
import dev.ordersaga.reconciler.report.ReconciliationReport;
import dev.ordersaga.reconciler.report.ReportJson;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;
import tools.jackson.databind.SerializationFeature;

/** The reconciler as a command, {@code ./reconcile}: one pass, against AWS or what stands in for it. */
public final class Reconcile {

    private static final int NOTHING_LEFT = 0;
    private static final int COULD_NOT_RUN = 1;
    private static final int BAD_OPTIONS = 2;
    private static final int SOMETHING_LEFT = 3;

    private Reconcile() {}

    /** Ends with one of the exit codes that {@code --help} explains. */
    public static void main(String... words) {
        System.exit(run(System.getenv(), System.out, System.err, words));
    }

    static int run(Map<String, String> environment, PrintStream out, PrintStream err, String... words) {
        ReconcileOptions options;
        try {
            options = ReconcileOptions.read(Arrays.asList(words), environment.get("AWS_ENDPOINT_URL"));
        } catch (IllegalArgumentException wrong) {
            err.println("reconcile: " + wrong.getMessage());
            return BAD_OPTIONS;
        }
        if (options.help()) {
            ReconcileOptions.usage(out);
            return NOTHING_LEFT;
        }
        try (Clients clients = Clients.at(options.endpoint())) {
            String refunds = options.stack() + "-refund";
            Map<String, String> stateMachines = stateMachines(clients.stepFunctions());
            for (String name : List.of(options.stack(), refunds)) {
                if (!stateMachines.containsKey(name)) {
                    err.println("reconcile: there is no state machine " + name + " " + where(options));
                    return COULD_NOT_RUN;
                }
            }
            ReconciliationReport report = new ReconcilerConfig(
                            stateMachines.getOrDefault(options.stack(), ""),
                            stateMachines.getOrDefault(refunds, ""),
                            options.stack() + "-order-service:live",
                            options.stack() + "-payment-service:live",
                            options.stack() + "-inventory-service:live")
                    .reconciler(clients)
                    .reconcile(options.limits());
            if (options.json()) {
                out.println(ReportJson.JSON
                        .writer()
                        .with(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(ReportJson.of(report)));
            } else {
                tell(report, out);
            }
            return report.reported() + report.proposed() == 0 ? NOTHING_LEFT : SOMETHING_LEFT;
        } catch (SdkException | Unavailable failed) {
            err.println("reconcile: " + firstLine(reason(failed)) + " (" + where(options) + ")");
            return COULD_NOT_RUN;
        }
    }

    private static void tell(ReconciliationReport report, PrintStream out) {
        report.findings().forEach(out::println);
        ReconciliationReport.Compared compared = report.compared();
        out.println("compared " + compared.ordersUndecided() + " orders that are not decided, "
                + compared.ordersConfirmed() + " confirmed ones, " + compared.payments() + " payments, "
                + compared.reservations() + " reservations, " + compared.executionsEndedBadly()
                + " executions that ended badly: "
                + (report.dryRun() ? report.proposed() + " to repair" : report.repaired() + " repaired") + ", "
                + report.reported() + " for a person");
    }

    /** Their ARNs by their names. */
    private static Map<String, String> stateMachines(SfnClient stepFunctions) {
        return stepFunctions.listStateMachinesPaginator().stateMachines().stream()
                .collect(Collectors.toMap(StateMachineListItem::name, StateMachineListItem::stateMachineArn));
    }

    private static String where(ReconcileOptions options) {
        return options.endpoint() == null ? "in this account and region" : "at " + options.endpoint();
    }

    private static String reason(Throwable failed) {
        @Nullable Throwable cause = failed.getCause();
        String why = String.valueOf(failed.getMessage());
        return failed instanceof Unavailable && cause != null ? why + ": " + cause.getMessage() : why;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
