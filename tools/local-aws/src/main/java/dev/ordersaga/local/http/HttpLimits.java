package dev.ordersaga.local.http;

import java.time.Duration;

/**
 * How much a client may send, and how slowly. Whoever is beyond a limit of time has its connection closed.
 *
 * @param body the largest body in bytes; a larger one is answered with 413
 * @param headersWithin from a request's first byte to the end of its headers
 * @param bodyWithin from the end of the headers to the end of the body
 * @param idle how long a connection may wait for its next request. Longer than clients' pools keep theirs, so that no client
 *     sends into a connection that is being closed.
 */
record HttpLimits(int body, Duration headersWithin, Duration bodyWithin, Duration idle) {

    /**
     * Above every limit of the services behind. The largest is a function's code, which comes in the request as Base64: Lambda takes
     * zips of 50 MB, and refuses a request of 70 167 211 bytes. DynamoDB takes 16 MB, an invocation 6 MB, Step Functions 1 MB.
     */
    static final int MAX_BODY_SIZE = 70_167_210;

    static final HttpLimits USUAL =
            new HttpLimits(MAX_BODY_SIZE, Duration.ofSeconds(30), Duration.ofSeconds(120), Duration.ofMinutes(5));
}
