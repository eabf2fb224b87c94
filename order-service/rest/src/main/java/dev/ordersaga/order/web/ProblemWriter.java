package dev.ordersaga.order.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Writes what is refused before a controller sees it as a problem detail, RFC 9457, as {@link ProblemDetails} does behind it. */
final class ProblemWriter {

    private static final JsonMapper JSON = JsonMapper.shared();

    private ProblemWriter() {}

    /** Answers the request, unless an answer is on its way already. */
    static void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream()
                .write(JSON.writeValueAsBytes(
                        new ProblemJson(status.getReasonPhrase(), status.value(), detail, request.getRequestURI())));
    }

    /** In the order in which RFC 9457 names the members. */
    private record ProblemJson(@Nullable String title, int status, String detail, String instance) {}
}
