package dev.ordersaga.local.http;

import java.util.Map;
import java.util.Optional;

/** What is said to a request that no service takes: what local-aws does not have, by its name. */
final class UnsupportedRequests {

    private UnsupportedRequests() {}

    static AwsError refusal(HttpRequest request) {
        return switch (ErrorForm.of(request)) {
            case AWS_JSON ->
                new AwsError(
                        "UnknownOperationException",
                        "local-aws does not know the target "
                                + request.header("x-amz-target").orElse("(none)"));
            case QUERY -> query(request);
            case S3 ->
                new AwsError(
                        501,
                        "NotImplemented",
                        "local-aws has no such part of S3 and does not answer " + asked(request));
            case LOCAL -> new AwsError(404, "NotFound", "There is nothing at " + asked(request));
            case REST_JSON, RPC_CBOR ->
                new AwsError(
                        404,
                        "UnknownOperationException",
                        "local-aws has nothing at " + asked(request)
                                + CredentialScope.of(request)
                                        .map(scope -> " of " + scope.service())
                                        .orElse(""));
        };
    }

    private static AwsError query(HttpRequest request) {
        Map<String, String> form = AwsQuery.form(request);
        Optional<String> action = Optional.ofNullable(form.get("Action"));
        String service = CredentialScope.of(request)
                .map(scope -> " of " + scope.service())
                .orElse("");
        return new AwsError(
                "InvalidAction",
                action.map(name -> "local-aws does not know the action " + name + service + " in version "
                                + form.getOrDefault("Version", "(none)"))
                        .orElse("The request names no Action" + service));
    }

    private static String asked(HttpRequest request) {
        return request.method() + " " + request.path();
    }
}
