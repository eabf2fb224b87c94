package dev.ordersaga.order.dynamodb;

import static dev.ordersaga.order.dynamodb.Answers.answered;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.ordersaga.order.Unavailable;
import dev.ordersaga.order.catalogue.Catalogue;
import dev.ordersaga.order.catalogue.Product;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** The products table: hash key {@code sku}. */
public final class DynamoDbCatalogue implements Catalogue {

    /** DynamoDB answers part of a batch when it is short of capacity; asked this often in vain, it is unavailable. */
    private static final int MAX_ROUNDS = 5;

    private final DynamoDbClient dynamoDb;
    private final String table;

    public DynamoDbCatalogue(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    @Override
    public List<Product> products() {
        return answered(() -> dynamoDb.scanPaginator(request -> request.tableName(table)).items().stream()
                .map(DynamoDbCatalogue::read)
                .sorted(Comparator.comparing(Product::sku))
                .toList());
    }

    @Override
    public Map<String, Product> find(Set<String> skus) {
        return answered(() -> {
            Map<String, Product> found = new HashMap<>();
            List<Map<String, AttributeValue>> keys =
                    skus.stream().map(sku -> Map.of("sku", fromS(sku))).toList();
            for (int round = 0; !keys.isEmpty(); round++) {
                if (round == MAX_ROUNDS) {
                    throw new Unavailable("DynamoDB", new IllegalStateException("it leaves keys unprocessed"));
                }
                KeysAndAttributes wanted = KeysAndAttributes.builder()
                        .keys(keys)
                        .consistentRead(true)
                        .build();
                BatchGetItemResponse batch =
                        dynamoDb.batchGetItem(request -> request.requestItems(Map.of(table, wanted)));
                batch.responses().getOrDefault(table, List.of()).forEach(row -> {
                    Product product = read(row);
                    found.put(product.sku(), product);
                });
                KeysAndAttributes unprocessed = batch.unprocessedKeys().get(table);
                keys = unprocessed == null ? List.of() : unprocessed.keys();
            }
            return found;
        });
    }

    @Override
    public void list(Product product) {
        answered(() -> dynamoDb.putItem(request -> request.tableName(table)
                .item(Map.of(
                        "sku", fromS(product.sku()),
                        "name", fromS(product.name()),
                        "unitPrice", OrderRow.of(product.unitPrice())))));
    }

    private static Product read(Map<String, AttributeValue> row) {
        return new Product(
                OrderRow.text(row, "sku"),
                OrderRow.text(row, "name"),
                OrderRow.money(OrderRow.value(row, "unitPrice")));
    }
}
