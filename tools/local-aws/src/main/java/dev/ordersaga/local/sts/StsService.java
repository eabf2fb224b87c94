package dev.ordersaga.local.sts;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsQuery;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * AWS STS: GetCallerIdentity, which {@code aws sts get-caller-identity} and deployment tools ask first.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html">GetCallerIdentity</a>
 */
public final class StsService implements HttpService {

    private static final String VERSION = "2011-06-15";
    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
    private static final String GET_CALLER_IDENTITY = "GetCallerIdentity";

    private final Caller preset;

    /**
     * Ready at once.
     *
     * @param preset the account of a caller whose access key id is not an account id
     */
    public StsService(Caller preset) {
        this.preset = preset;
    }

    /** The names of the actions that are answered; every other is refused. */
    public static Set<String> actions() {
        return Set.of(GET_CALLER_IDENTITY);
    }

    @Override
    public boolean handles(HttpRequest request) {
        return VERSION.equals(AwsQuery.form(request).get("Version"));
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        Map<String, String> form = AwsQuery.form(request);
        String action = form.getOrDefault("Action", "");
        if (!action.equals(GET_CALLER_IDENTITY)) {
            throw new AwsError("InvalidAction", "local-aws does not support the action " + action + " of STS");
        }
        String account = Caller.of(request, preset).account();
        return CompletableFuture.completedFuture(AwsQuery.answer(
                NAMESPACE,
                action,
                "<Arn>arn:aws:iam::" + account + ":root</Arn><UserId>" + account + "</UserId><Account>" + account
                        + "</Account>"));
    }
}
