package dev.ordersaga.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.cloudformation.DeployedStack.StackResource;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.HttpPort;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.sam.Output;
import dev.ordersaga.sam.StackId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Stack;

class CloudFormationServiceTest {

    private static final DeployedStack SHOP = new DeployedStack(
            new StackId("shop", "us-east-1", "000000000000"),
            Instant.parse("2026-01-02T03:04:05Z"),
            List.of(new Output(
                    "Table", Optional.of("a & b"), Optional.of("where things are"), Optional.of("shop-table"))),
            List.of(
                    new StackResource("Things", "AWS::DynamoDB::Table", "things", true),
                    new StackResource("Worker/Events/Nightly", "Schedule", "", false)));

    @Test
    void anUnmodifiedClientReadsTheOutputsOfTheStack() throws Exception {
        try (HttpPort port = HttpPort.open(0, List.of(new CloudFormationService(() -> Optional.of(SHOP))));
                CloudFormationClient client = client(port.uri())) {
            for (String name : List.of("shop", "arn:aws:cloudformation:us-east-1:000000000000:stack/shop/local")) {
                Stack stack = client.describeStacks(request -> request.stackName(name))
                        .stacks()
                        .get(0);
                assertThat(stack.stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
                assertThat(stack.creationTime()).isEqualTo(SHOP.creationTime());
                assertThat(stack.outputs()).singleElement().satisfies(output -> {
                    assertThat(output.outputKey()).isEqualTo("Table");
                    assertThat(output.outputValue()).isEqualTo("a & b");
                    assertThat(output.description()).isEqualTo("where things are");
                    assertThat(output.exportName()).isEqualTo("shop-table");
                });
            }
            assertThat(client.describeStacks().stacks()).hasSize(1);
            assertThat(client.describeStackResources(request -> request.stackName("shop"))
                            .stackResources())
                    .extracting(resource -> resource.logicalResourceId() + " " + resource.physicalResourceId())
                    .containsExactly("Things things", "Worker/Events/Nightly ");
            assertThatThrownBy(() -> client.describeStacks(request -> request.stackName("other")))
                    .isInstanceOf(CloudFormationException.class)
                    .hasMessageContaining("Stack with id other does not exist");
        }
    }

    @Test
    void withoutAStackThereIsNone() throws Exception {
        try (HttpPort port = HttpPort.open(0, List.of(new CloudFormationService(Optional::empty)));
                CloudFormationClient client = client(port.uri())) {
            assertThat(client.describeStacks().stacks()).isEmpty();
        }
    }

    @Test
    void anyOtherActionIsRefused() {
        HttpRequest delete = new HttpRequest(
                "POST",
                "/",
                "",
                Map.of("content-type", List.of("application/x-www-form-urlencoded")),
                "Action=DeleteStack&Version=2010-05-15".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> new CloudFormationService(() -> Optional.of(SHOP)).answer(delete))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("DeleteStack");
    }

    @Test
    void theOutputsAndWhatIsNotMadeArePlainJsonToo() {
        HttpRequest get = new HttpRequest("GET", "/_local/stack", "", Map.of(), new byte[0]);

        byte[] body = new CloudFormationService(() -> Optional.of(SHOP))
                .answer(get)
                .toCompletableFuture()
                .join()
                .body();

        assertThat(new String(body, StandardCharsets.UTF_8))
                .isEqualTo("{\"name\":\"shop\",\"outputs\":{\"Table\":\"a & b\"},\"notMade\":"
                        + "[{\"logicalId\":\"Worker/Events/Nightly\",\"type\":\"Schedule\"}]}");
    }

    private static CloudFormationClient client(URI endpoint) {
        return CloudFormationClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }
}
