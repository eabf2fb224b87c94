package dev.ordersaga.order.desk;

import dev.ordersaga.order.Unavailable;
import dev.ordersaga.order.access.Forbidden;
import dev.ordersaga.order.desk.signin.LiveRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Answers what goes wrong behind a page with a page. */
@ControllerAdvice(basePackageClasses = DeskRefusals.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DeskRefusals {

    private static final Logger LOG = LoggerFactory.getLogger(DeskRefusals.class);

    private final Pages pages;

    DeskRefusals(Pages pages) {
        this.pages = pages;
    }

    @ExceptionHandler
    ResponseEntity<String> forbidden(Forbidden refused, HttpServletRequest request) {
        return pages.notice(request, HttpStatus.FORBIDDEN, "This is not for you", "Only operators may do this.");
    }

    @ExceptionHandler
    ResponseEntity<String> away(Unavailable away, HttpServletRequest request) {
        LOG.warn("{}: {}", away.getMessage(), String.valueOf(away.getCause()));
        ResponseEntity<String> page = pages.notice(
                request,
                HttpStatus.SERVICE_UNAVAILABLE,
                away.service() + " does not answer",
                "Nothing is lost, and whatever you did may be done again. Try again in a moment.");
        return ResponseEntity.status(page.getStatusCode())
                .headers(page.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, "2")
                .header(LiveRequest.AWAY, away.service())
                .body(page.getBody());
    }

    @ExceptionHandler
    ResponseEntity<String> fault(Exception fault, HttpServletRequest request) {
        if (fault instanceof ErrorResponse refused && refused.getStatusCode().is4xxClientError()) {
            return pages.notice(
                    request,
                    HttpStatus.valueOf(refused.getStatusCode().value()),
                    "This cannot be answered",
                    "The request is not one that this page sends.");
        }
        LOG.error("A page failed for a reason nobody foresaw", fault);
        return pages.notice(
                request,
                HttpStatus.INTERNAL_SERVER_ERROR,
                "This failed on our side",
                "It was written down. Try again, or tell whoever runs this.");
    }
}
