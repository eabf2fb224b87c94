package dev.ordersaga.local;

import dev.ordersaga.local.process.ParentProcessAgent;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Runs local-aws in a JVM with a heap of its size. Left alone, a JVM sizes its heap by the machine, and fills it before it tidies: a hundred
 * thousand executions made it a gigabyte on a machine with 24. A jar cannot say what its JVM is to be like, so the one that was asked to run
 * it starts another and waits. Whoever gives an option for the heap, the collector or an agent gets what was asked for.
 */
final class SizedJvm {

    private static final List<String> SIZE = List.of("-XX:+UseSerialGC", "-Xms32m", "-Xmx512m");

    private static final Pattern TOLD = Pattern.compile(
            "-Xm[snx].*|-XX:.*(Heap|RAM|GC|NewSize|NewRatio|Thread|OutOfMemory).*|-agent.*|-javaagent.*|@.*");

    private SizedJvm() {}

    /**
     * The command of the other JVM; empty where this one is to do.
     *
     * @param java the command that runs this one
     * @param started this one's arguments: the JVM's options, {@code -jar}, the jar, and the program's own
     */
    static Optional<List<String>> command(String java, List<String> started, Map<String, String> environment) {
        int jar = started.indexOf("-jar");
        boolean asked = environment.containsKey("JAVA_TOOL_OPTIONS") || environment.containsKey("JDK_JAVA_OPTIONS");
        if (asked || jar < 0 || jar + 1 >= started.size()) {
            return Optional.empty();
        }
        List<String> options = started.subList(0, jar);
        if (options.stream().anyMatch(option -> TOLD.matcher(option).matches())) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(SIZE);
        command.addAll(options);
        command.addAll(
                List.of("-cp", started.get(jar + 1), ParentProcessAgent.class.getName(), LocalAwsMain.class.getName()));
        command.addAll(started.subList(jar + 2, started.size()));
        return Optional.of(command);
    }

    /**
     * Runs the other JVM to its end, which is this one's too.
     *
     * @return its exit status; empty where this JVM is to do, or the system does not say how it was started
     */
    static OptionalInt run(Map<String, String> environment, InputStream in, boolean untilStdinCloses) {
        ProcessHandle.Info self = ProcessHandle.current().info();
        Optional<List<String>> command = self.arguments()
                .flatMap(started -> self.command().flatMap(java -> command(java, List.of(started), environment)));
        if (command.isEmpty()) {
            return OptionalInt.empty();
        }
        Process process;
        try {
            // The child watches its standard input: it ends when this process does, however that is.
            process = new ProcessBuilder(command.get())
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process), "local-aws-end"));
        if (untilStdinCloses) {
            LocalAwsMain.untilEnd(in);
            end(process);
            return OptionalInt.of(0);
        }
        return OptionalInt.of(process.onExit().join().exitValue());
    }

    private static void end(Process process) {
        process.toHandle().destroy();
        var unused = process.onExit().join();
    }
}
