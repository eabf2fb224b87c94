package dev.ordersaga.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SfnRequest;

/** The README's table of operations, held to what the port answers. */
class SupportedOperationsTest {

    private static final Pattern ROW = Pattern.compile(
            "^\\| (Step Functions|EventBridge|CloudWatch Logs|SNS|STS|CloudFormation) \\| (\\w+) \\| (✓ )?\\|$",
            Pattern.MULTILINE);

    /** The services of the Query protocol. */
    private static final Map<String, String> QUERY_VERSIONS =
            Map.of("SNS", "2010-03-31", "STS", "2011-06-15", "CloudFormation", "2010-05-15");

    /** The services of the JSON protocols. */
    private static final Map<String, String> JSON_TARGETS = Map.of(
            "Step Functions", "AWSStepFunctions", "EventBridge", "AWSEvents", "CloudWatch Logs", "Logs_20140328");

    private static LocalAws aws;

    @BeforeAll
    static void start() {
        aws = LocalAws.start(WithoutFunctions.options());
    }

    @AfterAll
    static void close() {
        aws.close();
    }

    static List<Row> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(Row::of)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aTickIsAnOperationThatIsAnswered(Row row) throws Exception {
        assertThat(unknown(row)).isNotEqualTo(row.supported());
    }

    @Test
    void everyOperationOfStepFunctionsHasItsRow() throws IOException {
        Set<String> all = Arrays.stream(SfnClient.class.getMethods())
                .filter(method -> method.getParameterCount() == 1
                        && SfnRequest.class.isAssignableFrom(method.getParameterTypes()[0])
                        && !method.getName().endsWith("Paginator"))
                .map(method -> Character.toUpperCase(method.getName().charAt(0))
                        + method.getName().substring(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(rows())
                .filteredOn(row -> row.service().equals("Step Functions"))
                .extracting(Row::operation)
                .containsExactlyElementsOf(all);
    }

    private static boolean unknown(Row row) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(aws.endpoint());
        String version = QUERY_VERSIONS.get(row.service());
        if (version != null) {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("Action=" + row.operation() + "&Version=" + version));
        } else {
            request.header("X-Amz-Target", JSON_TARGETS.get(row.service()) + "." + row.operation())
                    .POST(HttpRequest.BodyPublishers.ofString("{}"));
        }
        String body = HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
        assertThat(body).doesNotContain("InternalFailure");
        return body.contains("UnknownOperationException") || body.contains("InvalidAction");
    }

    record Row(String service, String operation, boolean supported) {

        static Row of(MatchResult row) {
            return new Row(row.group(1), row.group(2), row.group(3) != null);
        }
    }
}
