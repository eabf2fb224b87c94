package dev.ordersaga.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The command line: starts the local AWS and runs until it is told to end. */
public final class LocalAwsMain {

    private static final int WRONG_USE = 2;
    private static final int FAILED = 1;

    private LocalAwsMain() {}

    /**
     * Ends the process with 0, with 1 where it could not start or lost a process that cannot be replaced, with 2 where the
     * options are wrong.
     */
    public static void main(String[] arguments) {
        boolean untilStdinCloses = List.of(arguments).contains("--until-stdin-closes");
        System.exit(SizedJvm.run(System.getenv(), System.in, untilStdinCloses)
                .orElseGet(() -> run(arguments, System.getenv(), System.in, System.out, System.err)));
    }

    /** All of {@code main} but the exit. */
    static int run(
            String[] arguments, Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
        CommandLine commandLine;
        try {
            commandLine = CommandLine.parse(arguments, environment);
        } catch (IllegalArgumentException e) {
            err.println("local-aws: " + e.getMessage());
            return WRONG_USE;
        }
        if (commandLine.help()) {
            CommandLine.usage(out);
            return 0;
        }
        long began = System.nanoTime();
        LocalAws aws;
        try {
            aws = LocalAws.start(commandLine.options());
        } catch (RuntimeException e) {
            err.println("local-aws: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            return FAILED;
        }
        Thread closing = new Thread(aws::close, "local-aws-close");
        Runtime.getRuntime().addShutdownHook(closing);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        out.println("local-aws: ready on " + aws.endpoint()
                + commandLine
                        .options()
                        .template()
                        .map(file -> ", " + file.getFileName() + " deployed as "
                                + commandLine.options().stackName() + notMade(aws))
                        .orElse("")
                + ", logs in " + aws.logDir() + " (" + took.toMillis() + " ms)");
        out.flush();
        // A signal ends the process while this waits; its hook closes what runs.
        CompletableFuture<Optional<String>> end = aws.lost().thenApply(Optional::of);
        if (commandLine.untilStdinCloses()) {
            Thread watch = new Thread(
                    () -> {
                        untilEnd(in);
                        end.complete(Optional.empty());
                    },
                    "local-aws-stdin");
            watch.setDaemon(true);
            watch.start();
        }
        Optional<String> lost = end.join();
        aws.close();
        lost.ifPresent(line -> err.println("local-aws: " + line));
        return lost.isPresent() ? FAILED : 0;
    }

    /** What the template asks for and nobody will find here, by type; all of it is listed at {@code /_local/stack}. */
    private static String notMade(LocalAws aws) {
        Map<String, Integer> types = new TreeMap<>();
        aws.stack()
                .ifPresent(stack -> stack.resources().stream()
                        .filter(resource -> !resource.made())
                        .forEach(resource -> types.merge(resource.type(), 1, Integer::sum)));
        if (types.isEmpty()) {
            return "";
        }
        return types.entrySet().stream()
                .map(type -> type.getKey() + (type.getValue() > 1 ? " (" + type.getValue() + ")" : ""))
                .collect(Collectors.joining(", ", " without what is not made here: ", ""));
    }

    static void untilEnd(InputStream in) {
        byte[] ignored = new byte[256];
        try {
            while (in.read(ignored) >= 0) {
                // What is typed here means nothing; only the end does.
            }
        } catch (IOException e) {
            // An input that cannot be read has ended too.
        }
    }
}
