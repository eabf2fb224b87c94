package dev.ordersaga.order.desk.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Writes pages that hold a notice only, for requests that are answered before any controller. */
public interface NoticePages {

    /**
     * Writes a page.
     *
     * @param next where the browser goes on by itself, null when it stays
     */
    void write(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            String heading,
            String text,
            @Nullable URI next)
            throws IOException;
}
