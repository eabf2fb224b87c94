package dev.ordersaga.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.http.HttpPort;
import dev.ordersaga.local.process.ChildProcessFailed;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class DynamoDbServiceTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static DynamoDbService service;
    private static HttpPort port;
    private static DynamoDbClient client;

    @BeforeAll
    @SuppressWarnings("unchecked") // of varargs in the client's builders
    static void start(@TempDir Path directory) throws Exception {
        service = DynamoDbService.start(DynamoDbService.defaultHome(), directory.resolve("dynamodb.log"));
        port = HttpPort.open(0, List.of(service));
        client = client(port);
        client.createTable(r -> r.tableName("orders")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH)));
    }

    @AfterAll
    static void stop() {
        client.close();
        port.close();
        service.close();
    }

    @Test
    void whatWasPutIsThere() {
        client.putItem(r -> r.tableName("orders").item(Map.of("id", text("put"), "status", text("PENDING ✓"))));
        assertThat(client.getItem(r -> r.tableName("orders").key(Map.of("id", text("put"))))
                        .item())
                .containsEntry("status", text("PENDING ✓"));
    }

    @Test
    @SuppressWarnings("unchecked") // of varargs in the client's builders
    void aTransactionThatIsCancelledSaysWhy() {
        client.putItem(r -> r.tableName("orders").item(Map.of("id", text("there"))));
        assertThatThrownBy(() -> client.transactWriteItems(r -> r.transactItems(
                        i -> i.put(p -> p.tableName("orders").item(Map.of("id", text("new")))),
                        i -> i.put(p -> p.tableName("orders")
                                .item(Map.of("id", text("there")))
                                .conditionExpression("attribute_not_exists(id)")))))
                .isInstanceOfSatisfying(
                        TransactionCanceledException.class,
                        cancelled -> assertThat(cancelled.cancellationReasons())
                                .extracting("code")
                                .containsExactly("None", "ConditionalCheckFailed"));
        assertThat(client.getItem(r -> r.tableName("orders").key(Map.of("id", text("new"))))
                        .hasItem())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GetItem | {'TableName':'orders','Key':{'id':{'S':'a'}},'ConsistentRead':true,'ExpressionAttributeNames':{'#a':'b'}}",
                "PutItem | {'TableName':'orders','Item':{'id':{'S':'a'},'l':{'L':[{'N':'1'}]},'m':{'M':{'x':{'BOOL':true}}},'s':{'SS':['a']},'b':{'B':'aaaa'}}}",
                "Query | {'TableName':'orders','KeyConditionExpression':'id=:x','ExpressionAttributeValues':{':x':{'S':'a'}},'Limit':1}",
                "TransactWriteItems | {'TransactItems':[{'Put':{'TableName':'orders','Item':{'id':{'S':'q'}}}}],'ClientRequestToken':'x'}",
                "BatchGetItem | {'RequestItems':{'orders':{'Keys':[{'id':{'S':'a'}}]}}}",
                "BatchWriteItem | {'RequestItems':{'orders':[{'PutRequest':{'Item':{'id':{'S':'a'}}}}]}}",
                "CreateTable | {'TableName':'more','KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}],'Tags':[{'Key':'a','Value':'b'}],'StreamSpecification':{'StreamEnabled':false}}",
                "ExecuteStatement | {'Statement':'SELECT * FROM orders','Parameters':[{'S':'a'}]}"
            })
    void aValueOfAnotherTypeAnywhereIsTheCallersFault(String operation, String example) throws Exception {
        String request = example.replace('\'', '"');
        assertThat(send(operation, "").statusCode()).isEqualTo(400);
        List<String> values = List.of(
                "null", "true", "-1.5", "1e30", "\"x\"", "[]", "[null]", "[[1]]", "{}", "{\"S\":[]}", "{\"a\":{}}");
        for (JsonPointer place : places(JSON.readTree(request), JsonPointer.empty())) {
            for (String value : values) {
                ObjectNode changed = (ObjectNode) JSON.readTree(request);
                JsonNode parent = changed.at(place.head());
                if (parent instanceof ObjectNode object) {
                    object.set(place.last().getMatchingProperty(), JSON.readTree(value));
                } else {
                    ((ArrayNode) parent).set(place.last().getMatchingIndex(), JSON.readTree(value));
                }
                HttpResponse<String> answer = send(operation, changed.toString());
                assertThat(answer.statusCode())
                        .as("%s is answered with %s", changed, answer.body())
                        .isLessThan(500);
            }
        }
    }

    private static List<JsonPointer> places(JsonNode node, JsonPointer at) {
        List<JsonPointer> places = new ArrayList<>();
        node.forEachEntry((name, value) -> {
            places.add(at.appendProperty(name));
            places.addAll(places(value, at.appendProperty(name)));
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            places.add(at.appendIndex(i));
            places.addAll(places(node.get(i), at.appendIndex(i)));
        }
        return places;
    }

    private static HttpResponse<String> send(String operation, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(port.uri())
                        .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void itsProcessListensOnTheLoopbackInterfaceOnly() throws Exception {
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address : network.inetAddresses().toList()) {
                if (!address.isLoopbackAddress()) {
                    assertThatThrownBy(() -> new Socket(address, service.uri().getPort()).close())
                            .as("%s", address)
                            .isInstanceOf(java.io.IOException.class);
                }
            }
        }
        new Socket(InetAddress.getLoopbackAddress(), service.uri().getPort()).close();
    }

    @Test
    void whenItsProcessIsGoneRequestsAreAnsweredWith503(@TempDir Path directory) throws Exception {
        DynamoDbService dead = DynamoDbService.start(DynamoDbService.defaultHome(), directory.resolve("dynamodb.log"));
        try (HttpPort deadPort = HttpPort.open(0, List.of(dead));
                DynamoDbClient asking = client(deadPort)) {
            dead.close();
            assertThat(dead.isUp()).isFalse();
            assertThatThrownBy(asking::listTables)
                    .isInstanceOfSatisfying(
                            DynamoDbException.class,
                            refused -> assertThat(refused.statusCode()).isEqualTo(503));
        }
    }

    @Test
    void aBodyThatIsNestedTooDeepIsTheRequestsFault() throws Exception {
        for (String body : List.of("[".repeat(5_000), "{\"a\":".repeat(2_000) + "1")) {
            HttpResponse<String> answer = sent(
                    body,
                    "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host,"
                            + " Signature=0");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("SerializationException").doesNotContain("<html", "StackOverflow");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AWS4-HMAC-SHA256 Credential=//////", "Bearer a.b.c"})
    void aSignatureThatIsNoneIsTheRequestsFault(String authorization) throws Exception {
        assertThat(sent("{}", authorization).statusCode()).isEqualTo(400);
    }

    private static HttpResponse<String> sent(String body, String authorization) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(port.uri())
                                .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
                                .header("Content-Type", "application/x-amz-json-1.0")
                                .header("Authorization", authorization)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aFolderWithoutDynamoDbLocalIsReported(@TempDir Path directory) {
        assertThatThrownBy(() -> DynamoDbService.start(directory.resolve("nowhere"), directory.resolve("log")))
                .isInstanceOf(ChildProcessFailed.class)
                .hasMessageContaining("DynamoDB Local is not at");
    }

    private static DynamoDbClient client(HttpPort port) {
        return DynamoDbClient.builder()
                .endpointOverride(port.uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .overrideConfiguration(c -> c.retryStrategy(s -> s.maxAttempts(1)))
                .build();
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }
}
