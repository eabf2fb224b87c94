package dev.ordersaga.order.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** Ten thousand requests with something wrong in them: none is answered as a fault of ours, and none leaves a stack trace. */
@ExtendWith(RunningRest.Extension.class)
class FuzzTest {

    private static final int REQUESTS = 10_000;
    private static final long SEED = 20_261_126;

    private static final String[] METHODS = {
        "GET",
        "GET",
        "GET",
        "POST",
        "POST",
        "PUT",
        "DELETE",
        "HEAD",
        "OPTIONS",
        "PATCH",
        "TRACE",
        "CONNECT",
        "get",
        "FOO",
        "G\u0080T"
    };

    private static final String[] PATHS = {
        "/orders",
        "/orders",
        "/orders/x",
        "/orders/x/saga",
        "/orders/x/cancellation",
        "/orders/x/review",
        "/orders/x/repair",
        "/products",
        "/v3/api-docs",
        "/actuator/health",
        "/actuator/health/liveness",
        "/actuator",
        "/error",
        "/",
        "/.well-known/oauth-protected-resource",
        "/orders/%ff",
        "/orders/..%2f",
        "/orders//x",
        "/orders/x;y=z",
        "/orders/%00",
        "/orders/%zz",
        "/orders/\u00e9",
        "*",
        "x",
        "http://localhost/orders"
    };

    private static final String[] QUERIES = {
        "",
        "",
        "?",
        "?x=%zz",
        "?%",
        "?=",
        "?%ff",
        "?status=PENDING",
        "?status=",
        "?status=PENDING&limit=99999999999",
        "?limit=%00",
        "?status=PENDING&after=\u0080",
        "?status=PENDING&after=AAAA",
        "?status=PENDING&status=CONFIRMED&review=x",
        "?a[]=1&b={}",
        "?x=%E4%BD",
        "?access_token=x.y.z",
        "?status=PENDING&access_token=x"
    };

    private static final String[] HEADERS = {
        "Accept: text/html",
        "Accept: ;",
        "Accept: ,",
        "Accept: a/b, ,",
        "Accept: */*;q=x",
        "Accept: application/json",
        "Accept: \u0080",
        "Content-Type: application/json",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Type: ;",
        "Content-Type: multipart/form-data; boundary=\u0080",
        "Content-Type: application/json;charset=nonsense",
        "Content-Encoding: gzip",
        "Expect: 100-continue",
        "Expect: nonsense",
        "Idempotency-Key: k",
        "Idempotency-Key: \u00f0\u009f\u009a\u0080",
        "Idempotency-Key: ",
        "Idempotency-Key: a\u0085b",
        "Authorization: Bearer x",
        "Authorization: Bearer",
        "Authorization: Basic eDp5",
        "Authorization: Bearer \u0080",
        "Authorization: DPoP x",
        "DPoP: x",
        "Origin: null",
        "Range: bytes=0-0",
        "If-None-Match: *",
        "X-Forwarded-For: \u0000",
        "Cookie: \u009f=;",
        "Host: [",
        "Host: a:b",
        "X\u0080: y",
        ": y",
        "NoColon",
        "Transfer-Encoding: gzip",
        "Transfer-Encoding: chunked",
        "Content-Length: -1",
        "Content-Length: x",
        "Content-Length: 99999999999999999999",
        "Accept-Language: \u0080",
        "X-HTTP-Method-Override: DELETE"
    };

    private static final String[] BODIES = {
        "",
        "",
        "{}",
        "[]",
        "null",
        "{\"customerId\":",
        "{\"customerId\":\"\\ud800\",\"items\":[],\"paymentMethod\":1e999999999}",
        "{\"customerId\":\"c\",\"items\":[{\"sku\":\"TEA-1\",\"quantity\":1e400}],\"paymentMethod\":\"pm\"}",
        "{\"a\":1,\"a\":2}",
        "\u0000",
        "\u00ff\u00fe",
        "a=%zz&=",
        "{\"decision\":\"approve\"}",
        "{\"resolution\":[]}",
        "1",
        "\"x\"",
        "[".repeat(2_000),
        "{\"a\":".repeat(600),
        "5\r\nhello\r\n0\r\n\r\n",
        "zz\r\nhello"
    };

    private final RunningRest rest;

    FuzzTest(RunningRest rest) {
        this.rest = rest;
    }

    @Test
    void noRequestIsAFaultOfOurs() throws IOException {
        rest.linesAreWhole();
        String customer = rest.issuer.token("customer-fuzz", "customer");
        String operator = rest.issuer.token("operator-fuzz", "operator");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        List<String> faults = new ArrayList<>();
        Map<Integer, Integer> statuses = new TreeMap<>();
        try {
            Random random = new Random(SEED);
            for (int i = 0; i < REQUESTS; i++) {
                String request = request(random, customer, operator);
                String answer = RawHttp.exchange(rest.port(), request);

                int status = RawHttp.statusOf(answer);
                // RFC 9110, 15.6.2 and 15.6.6: a transfer coding and a version of HTTP that this server has not.
                boolean ofHttp = (status == 501 && request.contains("Transfer-Encoding"))
                        || (status == 505 && !request.contains(" HTTP/1.1\r\n"));
                if ((!ofHttp && status >= 500) || answer.contains("\tat ") || answer.contains("Exception:")) {
                    faults.add(request + "\n--\n" + answer);
                }
                statuses.merge(status, 1, Integer::sum);
            }
        } finally {
            root.detachAppender(log);
        }
        assertThat(faults).as("answered as faults of ours").isEmpty();
        assertThat(log.list)
                .filteredOn(event -> event.getThrowableProxy() != null)
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEmpty();
        assertThat(statuses).as("what was answered").containsKeys(200, 400, 401, 404);
    }

    private static String request(Random random, String customer, String operator) {
        StringBuilder request = new StringBuilder(oneOf(random, METHODS))
                .append(' ')
                .append(spoiled(random, oneOf(random, PATHS) + oneOf(random, QUERIES)))
                .append(random.nextInt(50) == 0 ? " HTTP/9.9" : " HTTP/1.1")
                .append("\r\n");
        if (random.nextInt(20) != 0) {
            request.append("Host: localhost\r\n");
        }
        switch (random.nextInt(4)) {
            case 0 -> request.append("Authorization: Bearer ").append(customer).append("\r\n");
            case 1 -> request.append("Authorization: Bearer ").append(operator).append("\r\n");
            default -> {}
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            request.append(spoiled(random, oneOf(random, HEADERS))).append("\r\n");
        }
        String body = oneOf(random, BODIES);
        if (random.nextInt(4) != 0) {
            request.append("Content-Length: ")
                    .append(body.length() + (random.nextInt(8) == 0 ? 3 : 0))
                    .append("\r\n");
        }
        return request.append("Connection: close\r\n\r\n").append(body).toString();
    }

    /** Now and then a byte is another one. */
    private static String spoiled(Random random, String text) {
        if (text.isEmpty() || random.nextInt(4) != 0) {
            return text;
        }
        int at = random.nextInt(text.length());
        return text.substring(0, at) + (char) random.nextInt(256) + text.substring(at + 1);
    }

    private static String oneOf(Random random, String[] choice) {
        return choice[random.nextInt(choice.length)];
    }
}
