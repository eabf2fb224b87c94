package dev.ordersaga.local.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** How a refusal is written, so that the client that sent the request can read it: each of AWS's protocols has its own way. */
enum ErrorForm {
    /** {@code {"__type": code, "message": text}}, for a request with a target. */
    AWS_JSON {
        @Override
        HttpResponse response(AwsError error) {
            return json(error, "application/x-amz-json-1.0");
        }
    },
    /** XML with the code inside {@code <ErrorResponse><Error>}; REST XML but for S3 does the same. */
    QUERY {
        @Override
        HttpResponse response(AwsError error) {
            return AwsQuery.failure(error);
        }
    },
    /** XML with the code inside {@code <Error>}. */
    S3 {
        @Override
        HttpResponse response(AwsError error) {
            String requestId = RequestIds.next();
            String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + AwsQuery.escape(error.code())
                    + "</Code><Message>" + AwsQuery.escape(error.text()) + "</Message><RequestId>" + requestId
                    + "</RequestId></Error>";
            return new HttpResponse(
                    error.status(),
                    Map.of("Content-Type", "application/xml", "x-amz-request-id", requestId),
                    body.getBytes(StandardCharsets.UTF_8));
        }
    },
    /** As AWS JSON, and the code in a header. */
    REST_JSON {
        @Override
        HttpResponse response(AwsError error) {
            return json(error, "application/json");
        }
    },
    /** As AWS JSON, in CBOR. */
    RPC_CBOR {
        @Override
        HttpResponse response(AwsError error) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.write(CBOR_MAP_OF_TWO);
            cborText(body, "__type");
            cborText(body, error.code());
            cborText(body, "message");
            cborText(body, error.text());
            return new HttpResponse(
                    error.status(),
                    Map.of("Content-Type", "application/cbor", "smithy-protocol", "rpc-v2-cbor"),
                    body.toByteArray());
        }
    },
    /** {@code {"reason": text}}: the paths under {@code /_local}. */
    LOCAL {
        @Override
        HttpResponse response(AwsError error) {
            return LocalJson.refused(error.status(), error.text());
        }
    };

    private static final Set<String> S3_SERVICES = Set.of("s3", "s3express", "s3-object-lambda");
    private static final Set<String> REST_XML_SERVICES = Set.of("route53", "cloudfront");

    private static final int CBOR_MAP_OF_TWO = 0xa2;
    private static final int CBOR_TEXT_WITH_FOUR_BYTES_OF_LENGTH = 0x7a;

    abstract HttpResponse response(AwsError error);

    /** The form of the protocol that the request is written in. */
    static ErrorForm of(HttpRequest request) {
        if (request.path().startsWith("/_local/")) {
            return LOCAL;
        }
        if (request.header("x-amz-target").isPresent()) {
            return AWS_JSON;
        }
        if (request.header("smithy-protocol").orElse("").equals("rpc-v2-cbor")) {
            return RPC_CBOR;
        }
        String service =
                CredentialScope.of(request).map(CredentialScope::service).orElse("");
        if (S3_SERVICES.contains(service)) {
            return S3;
        }
        String type = request.header("content-type").orElse("");
        if (type.startsWith("application/x-www-form-urlencoded") || REST_XML_SERVICES.contains(service)) {
            return QUERY;
        }
        return type.startsWith("application/x-amz-json") ? AWS_JSON : REST_JSON;
    }

    private static HttpResponse json(AwsError error, String contentType) {
        ObjectNode body = AwsJson.MAPPER.createObjectNode();
        body.put("__type", error.code()).put("message", error.text());
        return new HttpResponse(
                error.status(),
                Map.of("Content-Type", contentType, "x-amzn-ErrorType", error.code()),
                AwsJson.text(body).getBytes(StandardCharsets.UTF_8));
    }

    private static void cborText(ByteArrayOutputStream to, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.write(CBOR_TEXT_WITH_FOUR_BYTES_OF_LENGTH);
        for (int shift = 24; shift >= 0; shift -= 8) {
            to.write(bytes.length >>> shift);
        }
        to.write(bytes, 0, bytes.length);
    }
}
