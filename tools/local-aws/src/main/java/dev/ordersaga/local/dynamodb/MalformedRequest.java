package dev.ordersaga.local.dynamodb;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request that DynamoDB Local takes for a fault of its own, with status 500 and at times a page of HTML, where DynamoDB refuses it.
 */
final class MalformedRequest {

    private static final Pattern SIGNATURE =
            Pattern.compile("AWS4-HMAC-SHA256 +Credential=[^/ ,]+/\\d{8}/[^/ ,]+/[^/ ,]+/aws4_request, *"
                    + "SignedHeaders=[^ ,]+, *Signature=[^ ,]+");

    private static final Pattern OPERATION = Pattern.compile("DynamoDB(Streams)?_20120810\\.[A-Za-z]+");

    private MalformedRequest() {}

    /** DynamoDB's refusal; empty where there is nothing wrong with the request's form. */
    static Optional<HttpResponse> refusal(HttpRequest request) {
        Optional<String> signature = request.header("authorization");
        if (signature.isPresent() && !SIGNATURE.matcher(signature.get()).matches()) {
            return Optional.of(AwsJson.failure(
                    request,
                    new AwsError(
                            "IncompleteSignatureException",
                            "The Authorization header is not that of a request signed with Signature Version 4")));
        }
        String operation = request.header("x-amz-target").orElse("");
        if (!OPERATION.matcher(operation).matches()) {
            return Optional.of(
                    AwsJson.failure(request, new AwsError("UnknownOperationException", "There is no such operation")));
        }
        if (request.body().length == 0) {
            return Optional.of(AwsJson.failure(
                    request,
                    new AwsError("SerializationException", "The request has no body; it must be a JSON object")));
        }
        try {
            RequestTypes.check(operation.substring(operation.indexOf('.') + 1), AwsJson.input(request));
            return Optional.empty();
        } catch (AwsError malformed) {
            return Optional.of(AwsJson.failure(request, malformed));
        }
    }
}
