package dev.ordersaga.local.s3;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The body of an upload. SDKs send it in pieces that are signed one by one, {@code LENGTH;chunk-signature=...}, and put a checksum behind.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Chunked upload</a>
 */
final class ChunkedBody {

    private ChunkedBody() {}

    static byte[] of(HttpRequest request) {
        boolean chunked = request.header("x-amz-content-sha256").orElse("").startsWith("STREAMING-")
                || request.header("content-encoding").orElse("").contains("aws-chunked");
        return chunked ? joined(request.body()) : request.body();
    }

    private static byte[] joined(byte[] body) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(body.length);
        int at = 0;
        while (true) {
            int end = lineEnd(body, at);
            String line = new String(body, at, end - at, StandardCharsets.US_ASCII);
            int length = length(line);
            at = end + 2;
            if (length == 0) {
                return whole.toByteArray(); // what follows are trailers
            }
            if (length > body.length - at) {
                throw incomplete();
            }
            whole.write(body, at, length);
            at += length + 2;
        }
    }

    private static int lineEnd(byte[] body, int from) {
        for (int i = from; i + 1 < body.length; i++) {
            if (body[i] == '\r' && body[i + 1] == '\n') {
                return i;
            }
        }
        throw incomplete();
    }

    private static int length(String line) {
        int semicolon = line.indexOf(';');
        try {
            int length = Integer.parseInt(semicolon < 0 ? line : line.substring(0, semicolon), 16);
            if (length >= 0) {
                return length;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw incomplete();
    }

    private static AwsError incomplete() {
        return new AwsError(
                "IncompleteBody",
                "You did not provide the number of bytes specified by the Content-Length HTTP header");
    }
}
