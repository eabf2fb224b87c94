package dev.ordersaga.local.logs;

import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.AwsJsonOperations;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * CloudWatch Logs: what functions, state machines and rules wrote can be read, and clients may write.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html">Actions</a>
 */
public final class CloudWatchLogsService implements HttpService {

    private static final String SERVICE = "Logs_20140328";

    private final AwsJsonOperations operations;

    public CloudWatchLogsService(Caller preset, LogGroups groups) {
        this.operations = new AwsJsonOperations(SERVICE, "CloudWatch Logs'", "InvalidParameterException", preset);
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
        return operations.names();
    }

    @Override
    public boolean handles(HttpRequest request) {
        return operations.handles(request);
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        return operations.answer(request);
    }
}
