package dev.ordersaga.benchmarks.suite;

import dev.ordersaga.benchmarks.Figures;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Executions of three DynamoDB steps, beside the puts that DynamoDB Local gets through alone in the same run. */
public final class StepsBenchmark {

    private static final int AT_ONCE = 16;
    private static final Duration ALONE = Duration.ofSeconds(10);

    private static final String PUT = """
            {"Type":"Task","Resource":"arn:aws:states:::dynamodb:putItem","Arguments":{"TableName":"bench","Item":{
              "id":{"S":"{%% $states.context.Execution.Name & '-%1$s' %%}"},"what":{"S":"step %1$s"}}},"Output":{},%2$s}""";

    private static final String THREE_PUTS = "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"A\",\"States\":{\"A\":"
            + PUT.formatted("a", "\"Next\":\"B\"") + ",\"B\":" + PUT.formatted("b", "\"Next\":\"C\"") + ",\"C\":"
            + PUT.formatted("c", "\"End\":true") + "}}";

    private static final String TABLE = """
            {"TableName":"bench","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
             "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}""";

    private static final String ITEM =
            "{\"TableName\":\"bench\",\"Item\":{\"id\":{\"S\":\"%s\"},\"what\":{\"S\":\"step a\"}}}";

    private final int port;
    private final int minutes;

    /**
     * A benchmark.
     *
     * @param port the first of two that are free
     * @param minutes how long executions are started; the last minute is compared with the first
     */
    public StepsBenchmark(int port, int minutes) {
        this.port = port;
        this.minutes = minutes;
    }

    /** Starts local-aws of a checkout, measures its DynamoDB Local alone, then executions, and ends it. */
    public void run(Path home, Figures figures) throws IOException, InterruptedException {
        try (LocalAwsProcess aws = LocalAwsProcess.start(home, port, "--dynamodb-port", String.valueOf(port + 1))) {
            URI dynamoDb = URI.create("http://127.0.0.1:" + (port + 1) + "/");
            new HttpRequests().post(aws.endpoint(), "{}", Map.of("X-Amz-Target", "DynamoDB_20120810.ListTables"));
            try (DynamoDbConnection connection = DynamoDbConnection.to(dynamoDb)) {
                connection.ask("CreateTable", TABLE);
            }
            puts(dynamoDb, ALONE);
            double puts = puts(dynamoDb, ALONE);
            figures.add("DynamoDB Local alone, c=16: puts/s", puts);
            ExecutionLoad load = new ExecutionLoad(new HttpRequests(), aws.endpoint());
            String machine = load.create("three-puts", THREE_PUTS);
            load.endedPerSecond(machine, AT_ONCE, ALONE);
            double first = 0;
            double last = 0;
            double all = 0;
            for (int minute = 1; minute <= minutes; minute++) {
                last = load.endedPerSecond(machine, AT_ONCE, Duration.ofMinutes(1));
                first = minute == 1 ? last : first;
                all += last / minutes;
            }
            figures.add("three puts, c=16: executions/s", all);
            figures.add("three puts, c=16: % of DynamoDB Local's puts/s by three", 100 * all * 3 / puts);
            if (minutes > 1) {
                figures.add("three puts, c=16: minute " + minutes + " against the first", last / first);
            }
            figures.add("afterwards: MB", aws.tree().megabytes());
        }
    }

    private static double puts(URI dynamoDb, Duration time) throws InterruptedException {
        long begun = System.nanoTime();
        long until = begun + time.toNanos();
        int all = ConcurrentClients.run(AT_ONCE, () -> {
            int puts = 0;
            try (DynamoDbConnection connection = DynamoDbConnection.to(dynamoDb)) {
                for (; System.nanoTime() < until; puts++) {
                    connection.ask("PutItem", ITEM.formatted(UUID.randomUUID()));
                }
            }
            return puts;
        });
        return all / ((System.nanoTime() - begun) / 1e9);
    }
}
