package dev.ordersaga.console.command;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the program was asked for. */
@Command(
        name = "console",
        mixinStandardHelpOptions = false,
        sortOptions = false,
        description =
                "Shows the state machines and executions of AWS Step Functions, LocalStack or local-aws in a browser, on this"
                        + " machine alone. Changes nothing unless it is told that it may.")
final class ConsoleOptions {

    @Nullable
    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "the region; by default the profile's or AWS_REGION")
    String region;

    @Nullable
    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "another endpoint than AWS's, such as http://127.0.0.1:4566")
    URI endpoint;

    @Nullable
    @Option(names = "--profile", paramLabel = "NAME", description = "the profile whose credentials are used")
    String profile;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "4580",
            description = "listens on 127.0.0.1 at this port (default ${DEFAULT-VALUE}); 0 for any free one")
    int port;

    @Option(names = "--allow-changes", description = "start, stop and redrive executions and answer task tokens, too")
    boolean allowChanges;

    @Option(names = "--help", usageHelp = true, description = "this text")
    boolean help;
}
