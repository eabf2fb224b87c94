package dev.ordersaga.saga.matrix;

import dev.ordersaga.saga.services.Stores;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** A guard of the participants taken away on the way to DynamoDB, as if a line of their code were missing. */
enum Mutation implements Wire.Tamper {
    THE_FENCE_LETS_A_STEP_BE_DONE_TWICE {
        @Override
        Put put(Put put) {
            return isStep(put) && String.valueOf(put.conditionExpression()).startsWith("attribute_not_exists")
                    ? unconditional(put)
                    : put;
        }
    },
    THE_FENCE_DOES_NOT_LOOK_WHETHER_ITS_RECORD_CHANGED {
        @Override
        Put put(Put put) {
            return isStep(put) && String.valueOf(put.conditionExpression()).contains(":state")
                    ? unconditional(put)
                    : put;
        }
    },
    THE_FENCE_LEAVES_NO_TOMBSTONE {
        @Override
        Put put(Put put) {
            return isStep(put, "COMPENSATED") ? lost(put) : put;
        }
    },
    THE_FENCE_KEEPS_NO_RECORD_OF_WHAT_IS_DONE {
        @Override
        Put put(Put put) {
            return isStep(put, "DONE") ? lost(put) : put;
        }
    },
    THE_FENCE_KEEPS_NO_REFUSAL {
        @Override
        Put put(Put put) {
            return isStep(put, "REFUSED") ? lost(put) : put;
        }
    },
    THE_FENCE_KEEPS_NO_INTENT {
        @Override
        Put put(Put put) {
            return isStep(put, "INTENT") ? lost(put) : put;
        }
    },
    THE_STOCK_IS_TAKEN_WITHOUT_A_CONDITION {
        @Override
        TransactWriteItem item(TransactWriteItem item) {
            return item.update() != null && item.update().tableName().equals(Stores.STOCK)
                    ? item.toBuilder()
                            .update(item.update().toBuilder()
                                    .conditionExpression(null)
                                    .build())
                            .build()
                    : item;
        }
    },
    AN_ORDER_IS_WRITTEN_OVER_ONE_THAT_IS_THERE {
        @Override
        Put put(Put put) {
            return put.tableName().equals(Stores.ORDERS)
                            && String.valueOf(put.conditionExpression()).startsWith("attribute_not_exists")
                    ? unconditional(put)
                    : put;
        }
    },
    AN_ORDER_IS_REJECTED_OVER_WHAT_OTHERS_WROTE {
        @Override
        Put put(Put put) {
            return put.tableName().equals(Stores.ORDERS)
                            && String.valueOf(put.conditionExpression()).contains(":version")
                    ? unconditional(put)
                    : put;
        }
    },
    AN_ORDER_IS_MOVED_OVER_WHAT_OTHERS_WROTE {
        @Override
        PutItemRequest putItem(PutItemRequest put) {
            return put.tableName().equals(Stores.ORDERS)
                    ? put.toBuilder()
                            .conditionExpression(null)
                            .expressionAttributeValues(null)
                            .build()
                    : put;
        }
    },
    THE_GATEWAY_DECIDES_TWICE {
        @Override
        UpdateItemRequest updateItem(UpdateItemRequest update) {
            return update.tableName().equals(Stores.CARD_GATEWAY)
                    ? update.toBuilder().conditionExpression(null).build()
                    : update;
        }
    };

    private static final Set<String> STEPS = Set.of(Stores.ORDER_STEPS, Stores.PAYMENT_STEPS, Stores.INVENTORY_STEPS);

    Put put(Put put) {
        return put;
    }

    TransactWriteItem item(TransactWriteItem item) {
        return item;
    }

    PutItemRequest putItem(PutItemRequest put) {
        return put;
    }

    UpdateItemRequest updateItem(UpdateItemRequest update) {
        return update;
    }

    @Override
    public DynamoDbRequest apply(DynamoDbRequest request) {
        if (request instanceof TransactWriteItemsRequest transaction) {
            List<TransactWriteItem> items = transaction.transactItems().stream()
                    .map(this::item)
                    .map(item -> item.put() == null
                            ? item
                            : item.toBuilder().put(put(item.put())).build())
                    .toList();
            return transaction.toBuilder().transactItems(items).build();
        }
        if (request instanceof PutItemRequest put) {
            return putItem(put);
        }
        if (request instanceof UpdateItemRequest update) {
            return updateItem(update);
        }
        return request;
    }

    private static boolean isStep(Put put) {
        return STEPS.contains(put.tableName());
    }

    private static boolean isStep(Put put, String state) {
        return isStep(put) && Stores.text(put.item(), "state").equals(state);
    }

    private static Put unconditional(Put put) {
        return put.toBuilder()
                .conditionExpression(null)
                .expressionAttributeNames(null)
                .expressionAttributeValues(null)
                .build();
    }

    /** The write goes where nobody will look. */
    private static Put lost(Put put) {
        Map<String, AttributeValue> item = new HashMap<>(put.item());
        item.put("id", AttributeValue.fromS("lost-" + UUID.randomUUID()));
        return unconditional(put).toBuilder().item(item).build();
    }
}
