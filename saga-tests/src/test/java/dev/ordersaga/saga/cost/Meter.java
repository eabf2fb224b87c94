package dev.ordersaga.saga.cost;

import java.util.List;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Asks DynamoDB for what each request consumes, and adds it up. A request that is refused reports nothing. */
final class Meter implements ExecutionInterceptor {

    private double written;
    private double read;

    void reset() {
        written = 0;
        read = 0;
    }

    double written() {
        return written;
    }

    double read() {
        return read;
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        SdkRequest request = context.request();
        ReturnConsumedCapacity total = ReturnConsumedCapacity.TOTAL;
        if (request instanceof GetItemRequest get) {
            return get.toBuilder().returnConsumedCapacity(total).build();
        }
        if (request instanceof BatchGetItemRequest get) {
            return get.toBuilder().returnConsumedCapacity(total).build();
        }
        if (request instanceof QueryRequest query) {
            return query.toBuilder().returnConsumedCapacity(total).build();
        }
        if (request instanceof PutItemRequest put) {
            return put.toBuilder().returnConsumedCapacity(total).build();
        }
        if (request instanceof UpdateItemRequest update) {
            return update.toBuilder().returnConsumedCapacity(total).build();
        }
        if (request instanceof TransactWriteItemsRequest write) {
            return write.toBuilder().returnConsumedCapacity(total).build();
        }
        throw new IllegalStateException(
                "the meter does not know a " + request.getClass().getSimpleName());
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        SdkResponse response = context.response();
        if (response instanceof GetItemResponse got) {
            reads(List.of(got.consumedCapacity()));
        } else if (response instanceof BatchGetItemResponse got) {
            reads(got.consumedCapacity());
        } else if (response instanceof QueryResponse found) {
            reads(List.of(found.consumedCapacity()));
        } else if (response instanceof PutItemResponse put) {
            writes(List.of(put.consumedCapacity()));
        } else if (response instanceof UpdateItemResponse updated) {
            writes(List.of(updated.consumedCapacity()));
        } else if (response instanceof TransactWriteItemsResponse wrote) {
            writes(wrote.consumedCapacity());
        }
    }

    private void reads(List<ConsumedCapacity> consumed) {
        consumed.forEach(capacity -> read += capacity.capacityUnits());
    }

    private void writes(List<ConsumedCapacity> consumed) {
        consumed.forEach(capacity -> written += capacity.capacityUnits());
    }
}
