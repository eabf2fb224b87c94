package dev.ordersaga.benchmarks.suite;

import dev.ordersaga.benchmarks.Figures;
import java.io.IOException;
import java.nio.file.Path;

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
        try (LocalAwsProcess aws = LocalAwsProcess.start(home, port)) {
            ExecutionLoad executionsOf = new ExecutionLoad(new HttpRequests(), aws.endpoint());
            measure("Pass", PASS, executionsOf, aws.tree(), figures);
            measure("Pass-Choice-Map", PASS_CHOICE_MAP, executionsOf, aws.tree(), figures);
            figures.add("afterwards: MB", aws.tree().megabytes());
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
}
