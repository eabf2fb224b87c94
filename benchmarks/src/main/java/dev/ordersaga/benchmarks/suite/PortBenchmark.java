package dev.ordersaga.benchmarks.suite;

import dev.ordersaga.benchmarks.Figures;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** local-aws alone under small executions: how many a second come through its port, what one costs in CPU, and what is kept. */
public final class PortBenchmark {

    private static final int AT_ONCE = 16;

    private static final String PASS = "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}";
    private static final String PASS_CHOICE_MAP = """
            {"QueryLanguage":"JSONata","StartAt":"A","States":{
              "A":{"Type":"Pass","Output":{"items":"{% $states.input.items %}"},"Next":"B"},
              "B":{"Type":"Choice","Choices":[{"Condition":"{% $count($states.input.items) > 2 %}","Next":"C"}],"Default":"C"},
              "C":{"Type":"Map","Items":"{% $states.input.items %}","End":true,"ItemProcessor":{"StartAt":"D","States":{
                "D":{"Type":"Pass","Output":"{% $states.input * 2 %}","End":true}}}}}}""";

    private final int port;
    private final int executions;

    /**
     * A benchmark.
     *
     * @param port one that is free
     * @param executions how many are started in each measurement
     */
    public PortBenchmark(int port, int executions) {
        this.port = port;
        this.executions = executions;
    }

    /** Starts local-aws of a checkout, sends executions, and ends it. */
    public void run(Path home, Figures figures) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar(home).toString(),
                        "--port",
                        String.valueOf(port)))
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile("bench-local-aws-", ".log").toFile())
                .start();
        try {
            ProcessTree tree = new ProcessTree(process.toHandle());
            ExecutionLoad executionsOf = new ExecutionLoad(new HttpRequests(), ready());
            measure("Pass", PASS, executionsOf, tree, figures);
            measure("Pass-Choice-Map", PASS_CHOICE_MAP, executionsOf, tree, figures);
            figures.add("afterwards: MB", tree.megabytes());
        } finally {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private void measure(String name, String definition, ExecutionLoad executionsOf, ProcessTree tree, Figures figures)
            throws IOException, InterruptedException {
        String machine = executionsOf.create(name, definition);
        // What the compiler takes until it is done would be half of the figure.
        executionsOf.perSecond(machine, 2 * executions, AT_ONCE);
        double before = tree.cpuSeconds();
        double perSecond = executionsOf.perSecond(machine, executions, AT_ONCE);
        figures.add(name + ", c=16: executions/s", perSecond);
        figures.add(name + ", c=16: CPU ms an execution", (tree.cpuSeconds() - before) * 1000 / executions);
    }

    private URI ready() throws InterruptedException {
        URI aws = URI.create("http://127.0.0.1:" + port + "/");
        HttpRequests http = new HttpRequests();
        for (int attempt = 0; attempt < 600; attempt++) {
            try {
                if (http.get(aws.resolve("/_local/health"), Map.of()).status() == 200) {
                    return aws;
                }
            } catch (IOException e) {
                // not there yet
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException("local-aws was not ready within 30 s");
    }

    /** Where the build of a commit puts it: before the tools had a folder of their own it lay at the top. */
    private static Path jar(Path home) {
        Path now = home.resolve("tools/local-aws/target/local-aws.jar");
        return Files.exists(now) ? now : home.resolve("local-aws/target/local-aws.jar");
    }
}
