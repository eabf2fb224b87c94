package dev.ordersaga.order.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** Reads bodies up to a limit, whether or not the client said how long they would be. */
final class RequestBody {

    /** 64 KiB. */
    static final int LARGEST = 64 * 1024;

    private RequestBody() {}

    static byte[] read(HttpServletRequest request) {
        if (request.getContentLengthLong() > LARGEST) {
            throw new BodyTooLarge();
        }
        byte[] body = bytes(request);
        if (body.length > LARGEST) {
            throw new BodyTooLarge();
        }
        return body;
    }

    private static byte[] bytes(HttpServletRequest request) {
        try {
            return ConcurrencyLimit.withoutAPlace(
                    request, () -> request.getInputStream().readNBytes(LARGEST + 1));
        } catch (SocketTimeoutException late) {
            throw new UnreadableBody(HttpStatus.REQUEST_TIMEOUT, "the body did not come in time");
        } catch (IOException unreadable) {
            throw new UnreadableBody(HttpStatus.BAD_REQUEST, "the body cannot be read to its end");
        }
    }

    /** @throws HttpMediaTypeNotSupportedException when the body is compressed */
    static void refuseEncoded(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new HttpMediaTypeNotSupportedException("Content-Encoding is not supported");
        }
    }
}
