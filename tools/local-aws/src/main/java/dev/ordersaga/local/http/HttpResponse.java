package dev.ordersaga.local.http;

import java.util.Map;

/** An answer, written whole. */
public record HttpResponse(int status, Map<String, String> headers, byte[] body) {

    private static final HttpResponse HANG_UP = new HttpResponse(0, Map.of(), new byte[0]);

    /** No answer: the connection is closed. */
    public static HttpResponse hangUp() {
        return HANG_UP;
    }

    boolean isHangUp() {
        return status == 0;
    }
}
