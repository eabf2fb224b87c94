package dev.ordersaga.console.command;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** {@code java -jar console.jar --region eu-west-1}: the console until Ctrl-C. */
public final class ConsoleProgram {

    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    private ConsoleProgram() {}

    /** Ends with 2 where the options are wrong, with 1 where it cannot start. */
    public static void main(String[] arguments) throws InterruptedException {
        int code = run(arguments, System.out, System.err, new CountDownLatch(1));
        System.exit(code);
    }

    /**
     * All of {@code main} but the exit.
     *
     * @param end counted down where it is to end; nobody does so for a program
     */
    static int run(String[] arguments, PrintStream out, PrintStream err, CountDownLatch end)
            throws InterruptedException {
        ConsoleOptions options = new ConsoleOptions();
        CommandLine commandLine = new CommandLine(options);
        try {
            commandLine.parseArgs(arguments);
        } catch (ParameterException e) {
            err.println("console: " + firstLine(String.valueOf(e.getMessage())) + "; console --help lists the options");
            return WRONG_USE;
        }
        if (options.help) {
            commandLine.usage(out);
            return 0;
        }
        ConsoleServer server;
        try {
            server = ConsoleServer.start(options);
        } catch (CannotStart e) {
            err.println("console: " + firstLine(String.valueOf(e.getMessage())));
            return FAILED;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "console-close"));
        out.println("console: open " + server.address()
                + (options.allowChanges ? " (changes are allowed)" : " (read-only; --allow-changes allows more)"));
        out.flush();
        end.await();
        server.close();
        return 0;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
