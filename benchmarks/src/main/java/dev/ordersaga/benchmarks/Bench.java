package dev.ordersaga.benchmarks;

import dev.ordersaga.benchmarks.durable.DurableBenchmark;
import dev.ordersaga.benchmarks.function.FunctionBenchmark;
import dev.ordersaga.benchmarks.suite.PortBenchmark;
import dev.ordersaga.benchmarks.suite.StepsBenchmark;
import dev.ordersaga.benchmarks.suite.SuiteBenchmark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The program behind {@code ./bench}: runs a benchmark several times, in turn with a baseline if there is one, and prints medians. */
@Command(
        name = "bench",
        description = "Measures this checkout; with --against a commit, in turn with that one.",
        mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {

    private interface Benchmark {
        void run(Path home, Figures figures) throws IOException, InterruptedException;
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "suite, port, steps, function or durable; all without it")
    @Nullable
    String name;

    @Option(names = "--home", hidden = true)
    Path home = Path.of("");

    @Option(names = "--baseline", hidden = true)
    @Nullable
    Path baseline;

    @Option(names = "--commit", hidden = true)
    String commit = "unknown";

    @Option(names = "--against", paramLabel = "COMMIT", description = "also measure this commit, which is built first")
    @Nullable
    String against;

    @Option(names = "--runs", description = "how often each is measured (default ${DEFAULT-VALUE})")
    int runs = 3;

    @Option(names = "--orders", description = "orders in each measurement of the suite (default ${DEFAULT-VALUE})")
    int orders = 500;

    @Option(
            names = "--executions",
            description = "executions in each measurement of the port and of durable (default ${DEFAULT-VALUE})")
    int executions = 20_000;

    @Option(names = "--minutes", description = "how long the steps are measured (default ${DEFAULT-VALUE})")
    int minutes = 1;

    @Option(names = "--port", description = "the first of three free ports (default ${DEFAULT-VALUE})")
    int port = 28080;

    @Option(names = "--out", paramLabel = "FILE", description = "write the figures there as JSON, too")
    @Nullable
    Path out;

    private final PrintStream print;

    private Bench(PrintStream print) {
        this.print = print;
    }

    public static void main(String... args) {
        System.exit(new CommandLine(new Bench(System.out))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("bench: " + failure.getMessage());
                    return 1;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, Benchmark> benchmarks = new TreeMap<>();
        benchmarks.put("durable", new DurableBenchmark(executions)::run);
        benchmarks.put("function", new FunctionBenchmark(port)::run);
        benchmarks.put("port", new PortBenchmark(port, executions)::run);
        benchmarks.put("steps", new StepsBenchmark(port, minutes)::run);
        benchmarks.put("suite", new SuiteBenchmark(port, orders)::run);
        if (name != null && !benchmarks.containsKey(name)) {
            System.err.println("bench: there is no benchmark " + name + ", only " + benchmarks.keySet());
            return 2;
        }
        ObjectNode results = JsonMapper.builder().build().createObjectNode();
        results.put("commit", commit);
        results.put("cores", Runtime.getRuntime().availableProcessors());
        results.put("java", Runtime.version().toString());
        for (Map.Entry<String, Benchmark> benchmark : benchmarks.entrySet()) {
            if (name == null || name.equals(benchmark.getKey())) {
                results.set(benchmark.getKey(), measure(benchmark.getKey(), benchmark.getValue()));
            }
        }
        if (out != null) {
            Files.writeString(out, results.toPrettyString() + "\n");
        }
        return 0;
    }

    private ObjectNode measure(String title, Benchmark benchmark) throws IOException, InterruptedException {
        Figures figures = new Figures();
        Figures before = new Figures();
        for (int run = 1; run <= runs; run++) {
            print.println(title + ": run " + run + " of " + runs);
            benchmark.run(home, figures);
            if (baseline != null) {
                benchmark.run(baseline, before);
            }
        }
        print.println();
        print.println(
                title + ", median of " + runs + (baseline == null ? "" : ", beside " + against + " in the same runs"));
        print.println(figures.table(before));
        ObjectNode results = figures.json();
        if (baseline != null) {
            results.set("against " + against, before.json());
        }
        return results;
    }
}
