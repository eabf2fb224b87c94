package dev.ordersaga.issuer;

import dev.ordersaga.commandline.ProgramArguments;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** The command line: {@code java -jar dev-issuer.jar [--port 9000] [--address 127.0.0.1] [--issuer URL] [--key FILE]}. */
public final class DevIssuerMain {

    /** The options as they are typed. */
    @Command(
            name = "java -jar dev-issuer.jar",
            sortOptions = false,
            usageHelpWidth = 110,
            description = {
                "%nAn OAuth2 issuer for development: it gives a token to whoever asks, for any name. Never let anybody but "
                        + "yourself reach it.%n"
            },
            footer = {
                "",
                "  curl http://127.0.0.1:9000/customer/customer-1      a customer's token",
                "  curl http://127.0.0.1:9000/operator/operator-1      an operator's token"
            })
    private static final class Typed {

        @Option(names = "--port", paramLabel = "PORT", description = "listens here (default 9000)")
        private String port = "9000";

        @Option(names = "--address", paramLabel = "ADDRESS", description = "on this address (default 127.0.0.1)")
        private @Nullable String address;

        @Option(
                names = "--issuer",
                paramLabel = "URL",
                description = "what the tokens call their issuer (default http://127.0.0.1:PORT)")
        private @Nullable String issuer;

        @Option(
                names = "--key",
                paramLabel = "FILE",
                description =
                        "keeps the key there, so that tokens outlive this process (default: a new key at each start)")
        private @Nullable Path key;

        @Option(
                names = {"--help", "-h"},
                usageHelp = true,
                description = "this text")
        private boolean help;
    }

    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    private DevIssuerMain() {}

    /** Runs until it is ended from outside; 1 where it cannot start, 2 where the options are wrong. */
    public static void main(String[] arguments) throws InterruptedException {
        int status = start(List.of(arguments), System.out, System.err);
        if (status >= 0) {
            System.exit(status);
        }
        new CountDownLatch(1).await();
    }

    /** -1 when it listens, else the status to exit with. */
    static int start(List<String> arguments, PrintStream out, PrintStream err) {
        int port;
        InetAddress address;
        String issuer;
        Path key;
        try {
            Typed typed = typed(arguments);
            if (typed.help) {
                ProgramArguments.of(typed).usage(out, Ansi.OFF);
                return 0;
            }
            port = port(typed.port);
            address = typed.address == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(typed.address);
            issuer = typed.issuer == null ? null : url(typed.issuer);
            key = typed.key;
        } catch (IllegalArgumentException | UnknownHostException e) {
            err.println("dev-issuer: " + e.getMessage());
            return WRONG_USE;
        }
        try {
            DevIssuer started = key == null
                    ? DevIssuer.start(address, port, issuer, Clock.systemUTC())
                    : DevIssuer.start(address, port, issuer, Clock.systemUTC(), key);
            out.println("dev-issuer: ready on " + started.endpoint() + ", for development only");
            return -1;
        } catch (BindException e) {
            err.println("dev-issuer: port " + port + " is taken; choose another with --port");
            return FAILED;
        } catch (IOException e) {
            err.println("dev-issuer: " + e.getMessage());
            return FAILED;
        }
    }

    private static Typed typed(List<String> arguments) {
        Typed typed = new Typed();
        ProgramArguments.read(ProgramArguments.of(typed), arguments, "unknown option %s (--help explains)");
        return typed;
    }

    private static int port(String text) {
        if (text.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        }
        throw new IllegalArgumentException("--port must be a port from 1 to 65535, not '" + text + "'");
    }

    private static String url(String text) {
        URI uri = URI.create(text);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("--issuer must be a URL, not '" + text + "'");
        }
        return text;
    }
}
