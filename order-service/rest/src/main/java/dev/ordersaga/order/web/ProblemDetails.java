package dev.ordersaga.order.web;

import dev.ordersaga.order.DecisionOnItsWay;
import dev.ordersaga.order.NoReviewWaiting;
import dev.ordersaga.order.NothingToRepair;
import dev.ordersaga.order.TooLateToCancel;
import dev.ordersaga.order.Unavailable;
import dev.ordersaga.order.access.Forbidden;
import dev.ordersaga.order.request.IdempotencyKey;
import dev.ordersaga.order.request.InvalidOrder;
import dev.ordersaga.order.request.KeyReused;
import dev.ordersaga.order.request.Violation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every refusal as a problem detail, RFC 9457; those about fields list them as {@code errors}. */
@RestControllerAdvice
final class ProblemDetails extends ResponseEntityExceptionHandler {

    /** Seconds after which asking again is worth while when a service was away. */
    private static final String SOON = "2";

    private static final Logger LOG = LoggerFactory.getLogger(ProblemDetails.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(InvalidOrder refused) {
        return refused(refused.violations());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(InvalidParameter refused) {
        return refused(List.of(refused.violation()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooLarge(BodyTooLarge refused) {
        return problem(HttpStatus.CONTENT_TOO_LARGE, messageOf(refused), new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> reused(KeyReused refused) {
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, messageOf(refused), new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notFound(NotFound refused) {
        return problem(HttpStatus.NOT_FOUND, messageOf(refused), new HttpHeaders());
    }

    @ExceptionHandler({
        DecisionOnItsWay.class,
        NoReviewWaiting.class,
        NothingToRepair.class,
        TooLateToCancel.class,
    })
    ResponseEntity<ProblemDetail> conflict(RuntimeException refused) {
        return problem(HttpStatus.CONFLICT, messageOf(refused), new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> forbidden(Forbidden refused) {
        return problem(HttpStatus.FORBIDDEN, messageOf(refused), new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(UnreadableBody refused) {
        return problem(refused.status(), messageOf(refused), new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(InvalidParameterException refused) {
        return problem(
                MalformedRequestFilter.statusOf(refused),
                MalformedRequestFilter.UNREADABLE_PARAMETERS,
                new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(RequestRejectedException refused) {
        return problem(HttpStatus.BAD_REQUEST, MalformedRequestFilter.REFUSED, new HttpHeaders());
    }

    /** The health endpoint reads Accept by itself, and what it cannot read is for MVC a fault of ours. */
    @ExceptionHandler({InvalidMimeTypeException.class, InvalidMediaTypeException.class})
    ResponseEntity<ProblemDetail> notAcceptable(IllegalArgumentException refused) {
        return problem(HttpStatus.NOT_ACCEPTABLE, "the header Accept names no media type", new HttpHeaders());
    }

    /** The client has left: there is nobody to answer. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<ProblemDetail> left(ClientAbortException gone) {
        return null;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(Unavailable away, HttpServletRequest request) {
        LOG.warn("{}: {}", away.getMessage(), String.valueOf(away.getCause()));
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, SOON);
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                away.service() + " does not answer; send the same request again"
                        + (request.getHeader(IdempotencyKey.HEADER) == null
                                ? ""
                                : ", an order with its same Idempotency-Key will not be placed twice"),
                headers);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> fault(Exception fault) {
        LOG.error("A request failed for a reason nobody foresaw", fault);
        return problem(HttpStatus.INTERNAL_SERVER_ERROR, "the request failed on our side", new HttpHeaders());
    }

    /** Always as a problem detail: what a client accepts decides about answers, not about refusals. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpHeaders typed = new HttpHeaders();
        typed.putAll(headers);
        typed.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return super.createResponseEntity(body, typed, status, request);
    }

    private static ResponseEntity<ProblemDetail> refused(List<Violation> violations) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST,
                violations.stream()
                        .map(violation -> violation.field() + " " + violation.message())
                        .collect(Collectors.joining("; ")));
        problem.setProperty("errors", violations);
        return answer(problem, new HttpHeaders());
    }

    private static String messageOf(RuntimeException refused) {
        return Objects.requireNonNullElse(refused.getMessage(), "");
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail, HttpHeaders headers) {
        return answer(ProblemDetail.forStatusAndDetail(status, detail), headers);
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem, HttpHeaders headers) {
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return ResponseEntity.status(problem.getStatus()).headers(headers).body(problem);
    }
}
