package dev.ordersaga.issuer;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The command line: {@code java -jar dev-issuer.jar [--port 9000] [--address 127.0.0.1] [--issuer URL]}. */
public final class DevIssuerMain {

    static final String HELP = """
            Usage: java -jar dev-issuer.jar [--port PORT] [--address ADDRESS] [--issuer URL]

            An OAuth2 issuer for development: it gives a token to whoever asks, for any name. Never let anybody but yourself reach it.

              --port PORT        listens here (default 9000)
              --address ADDRESS  on this address (default 127.0.0.1)
              --issuer URL       what the tokens call their issuer (default http://127.0.0.1:PORT)
              --help             this text

              curl http://127.0.0.1:9000/customer/customer-1      a customer's token
              curl http://127.0.0.1:9000/operator/operator-1      an operator's token
            """;

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
        int port = 9000;
        InetAddress address = InetAddress.getLoopbackAddress();
        String issuer = null;
        try {
            for (int i = 0; i < arguments.size(); i += 2) {
                String option = arguments.get(i);
                if (option.equals("--help")) {
                    out.print(HELP);
                    return 0;
                }
                if (i + 1 == arguments.size()) {
                    throw new IllegalArgumentException(option + " needs a value (--help explains)");
                }
                String value = arguments.get(i + 1);
                switch (option) {
                    case "--port" -> port = port(value);
                    case "--address" -> address = InetAddress.getByName(value);
                    case "--issuer" -> issuer = url(value);
                    default -> throw new IllegalArgumentException("unknown option " + option + " (--help explains)");
                }
            }
        } catch (IllegalArgumentException | UnknownHostException e) {
            err.println("dev-issuer: " + e.getMessage());
            return WRONG_USE;
        }
        try {
            DevIssuer started = DevIssuer.start(address, port, issuer, Clock.systemUTC());
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
