package dev.ordersaga.linter.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the command line may say, as picocli fills it in. */
@Command(
        name = "java -jar saga-linter.jar",
        sortOptions = false,
        usageHelpWidth = 120,
        customSynopsis = {
            "java -jar saga-linter.jar FILE... [--sam TEMPLATE [--state-machine ID]] [--undo DO=UNDO]...",
            "                                 [--html PAGE]",
            "       java -jar saga-linter.jar --cost FILE... --sam TEMPLATE [--state-machine ID]",
            "                                 [--paths JSON] [--units JSON] [--millis N] [--log-kilobytes N]"
        },
        description = {
            "",
            "Lints sagas in the Amazon States Language (JSONata or JSONPath) and prints each finding on a line of its own:",
            "FILE:/pointer: severity rule: message",
            "",
            "With --cost it prints a table: what each way through the sagas costs, in US dollars a million orders, and how long"
                    + " it may take at worst.",
            ""
        },
        footer = {
            "",
            "Ends with 0 where nothing was found, 1 where something was, 2 where the options are wrong or a file cannot be read."
        })
final class LinterOptions {

    @Parameters(paramLabel = "FILE", description = "definitions in the Amazon States Language")
    List<Path> files = new ArrayList<>();

    @Option(
            names = "--sam",
            paramLabel = "TEMPLATE",
            description =
                    "a SAM or CloudFormation template: the time-outs of functions, and the values of $${...} places, of the"
                            + " state machine whose DefinitionUri is the file")
    @Nullable
    Path sam;

    @Option(names = "--state-machine", paramLabel = "ID", description = "that state machine of the template instead")
    @Nullable
    String stateMachine;

    @Option(
            names = "--undo",
            paramLabel = "DO=UNDO",
            description = "the state UNDO undoes the state DO, where neither comments nor names say so")
    List<String> undos = new ArrayList<>();

    @Option(
            names = "--html",
            paramLabel = "PAGE",
            description = "write the same as a page with a drawing of each saga, and with --sam what its ways cost")
    @Nullable
    Path html;

    @Option(names = "--cost", description = "print what the ways through the sagas cost")
    boolean cost;

    @Option(
            names = "--paths",
            paramLabel = "JSON",
            description = "the ways by name (default: paths.json beside the first FILE)")
    @Nullable
    Path paths;

    @Option(
            names = "--units",
            paramLabel = "JSON",
            description =
                    "what a call of each action writes and reads (default: write-units.json beside the first FILE)")
    @Nullable
    Path units;

    @Option(names = "--millis", paramLabel = "N", description = "how long a call takes, an assumption (default 30)")
    @Nullable
    String millis;

    @Option(
            names = "--log-kilobytes",
            paramLabel = "N",
            description = "how much a call logs, an assumption (default 1.6)")
    @Nullable
    String logKilobytes;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this text")
    boolean help;

    /** The first option that only makes sense where costs are counted; empty where none is given. */
    Optional<String> ofCosts() {
        return Stream.of(
                        paths == null ? "" : "--paths",
                        units == null ? "" : "--units",
                        millis == null ? "" : "--millis",
                        logKilobytes == null ? "" : "--log-kilobytes")
                .filter(name -> !name.isEmpty())
                .findFirst();
    }
}
