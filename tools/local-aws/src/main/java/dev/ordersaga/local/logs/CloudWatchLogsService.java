package dev.ordersaga.local.logs;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import dev.ordersaga.local.http.OperationInput;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ObjectNode;

/**
 * CloudWatch Logs: what functions, state machines and rules wrote can be read, and whoever likes may write.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html">Actions</a>
 */
public final class CloudWatchLogsService implements HttpService {

    private static final String SERVICE = "Logs_20140328";

    private final Caller preset;
    private final Map<String, BiFunction<Caller, OperationInput, ObjectNode>> operations = new TreeMap<>();

    public CloudWatchLogsService(Caller preset, LogGroups groups) {
        this.preset = preset;
        LogGroupOperations of = new LogGroupOperations(groups);
        operations.put("CreateLogGroup", of::create);
        operations.put("CreateLogStream", of::createStream);
        operations.put("DeleteLogGroup", of::delete);
        operations.put("DeleteLogStream", of::deleteStream);
        operations.put("DeleteRetentionPolicy", of::deleteRetention);
        operations.put("DescribeLogGroups", of::describe);
        operations.put("DescribeLogStreams", of::describeStreams);
        operations.put("PutLogEvents", of::put);
        operations.put("PutRetentionPolicy", of::putRetention);
        LogEventOperations events = new LogEventOperations(groups);
        operations.put("FilterLogEvents", events::filter);
        operations.put("GetLogEvents", events::get);
    }

    /** Whether the answer to a request tells that something will be remembered: events are not. */
    public static boolean isWritten(HttpRequest request) {
        return AwsJson.operation(request, SERVICE)
                .filter(name ->
                        name.startsWith("Create") || name.startsWith("Delete") || name.equals("PutRetentionPolicy"))
                .isPresent();
    }

    /** The names of the operations that are answered; every other is refused. */
    public Set<String> operations() {
        return Set.copyOf(operations.keySet());
    }

    @Override
    public boolean handles(HttpRequest request) {
        return AwsJson.operation(request, SERVICE).isPresent();
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        String name = AwsJson.operation(request, SERVICE).orElse("");
        BiFunction<Caller, OperationInput, ObjectNode> operation = operations.get(name);
        if (operation == null) {
            throw new AwsError("UnknownOperationException", "local-aws does not support CloudWatch Logs' " + name);
        }
        OperationInput input = new OperationInput(AwsJson.input(request), "InvalidParameterException");
        return CompletableFuture.completedFuture(
                AwsJson.answer(request, operation.apply(Caller.of(request, preset), input)));
    }
}
