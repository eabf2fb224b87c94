package dev.ordersaga.order.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What Tomcat itself refuses, before any controller sees it, is a problem detail as well. Tomcat makes the instance. */
public final class ProblemReportValve extends ErrorReportValve {

    private static final String REFUSED = "the request was refused before it was read";

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int refused = response.getStatus();
        if (refused == HttpStatus.NOT_IMPLEMENTED.value() || refused == HttpStatus.HTTP_VERSION_NOT_SUPPORTED.value()) {
            // CONNECT, a transfer coding or a version of HTTP that Tomcat has not: the request is at fault, not the
            // server.
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        }
        int code = response.getStatus();
        if (code < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        if (RefusedPage.isWanted(request.getHeader("Accept"))) {
            page(response);
            return;
        }
        HttpStatus status = HttpStatus.resolve(code);
        String title = status == null ? "Error" : status.getReasonPhrase();
        byte[] body = ("{\"title\":\"" + title + "\",\"status\":" + code + ",\"detail\":\"" + REFUSED + "\"}")
                .getBytes(UTF_8);
        try {
            response.setContentType("application/problem+json");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException gone) {
            // The client has left; there is nobody to tell.
        }
    }

    private static void page(Response response) {
        try {
            RefusedPage.write(response, REFUSED);
            response.finishResponse();
        } catch (IOException gone) {
            // The client has left; there is nobody to tell.
        }
    }
}
