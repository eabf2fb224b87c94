package dev.ordersaga.console.command;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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
            converter = RegionName.class,
            description = "the region; by default the profile's or AWS_REGION")
    String region;

    @Nullable
    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            converter = EndpointUrl.class,
            description = "another endpoint than AWS's, such as http://127.0.0.1:4566")
    URI endpoint;

    @Nullable
    @Option(names = "--profile", paramLabel = "NAME", description = "the profile whose credentials are used")
    String profile;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "4580",
            converter = Port.class,
            description = "listens on 127.0.0.1 at this port (default ${DEFAULT-VALUE}); 0 for any free one")
    int port;

    @Option(names = "--allow-changes", description = "start, stop and redrive executions and answer task tokens, too")
    boolean allowChanges;

    @Option(names = "--help", usageHelp = true, description = "this text")
    boolean help;

    private static final class RegionName implements ITypeConverter<String> {

        private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

        @Override
        public String convert(String value) {
            if (!NAME.matcher(value).matches()) {
                throw new TypeConversionException("'" + value + "' is no region's name, such as eu-west-1");
            }
            return value;
        }
    }

    private static final class EndpointUrl implements ITypeConverter<URI> {

        @Override
        public URI convert(String value) {
            URI uri;
            try {
                uri = new URI(value);
            } catch (URISyntaxException e) {
                throw refused(value);
            }
            String scheme = uri.getScheme();
            boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
            if (!web || uri.getHost() == null || uri.getPort() > 65_535 || uri.getPort() == 0) {
                throw refused(value);
            }
            return uri;
        }

        private static TypeConversionException refused(String value) {
            return new TypeConversionException(
                    "'" + value + "' is no address of http or https, such as http://127.0.0.1:4566");
        }
    }

    private static final class Port implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String value) {
            try {
                int port = Integer.parseInt(value);
                if (port >= 0 && port <= 65_535) {
                    return port;
                }
            } catch (NumberFormatException e) {
                // Said below, with what it must be.
            }
            throw new TypeConversionException("'" + value + "' is no port, which is a number from 0 to 65535");
        }
    }
}
