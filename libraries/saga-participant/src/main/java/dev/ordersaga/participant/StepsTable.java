package dev.ordersaga.participant;

import dev.ordersaga.participant.FenceRecord.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The table that has a record for each step, each committed in one transaction with the step's effect. */
record StepsTable(DynamoDbClient dynamoDb, String table, Backoff backoff) {

    private static final String ABSENT = "attribute_not_exists(#id)";
    private static final String UNCHANGED = "#state = :state";

    StepsTable backingOff(Backoff other) {
        return new StepsTable(dynamoDb, table, other);
    }

    /** The record of a step; null where there is none. */
    @Nullable
    FenceRecord read(Step step) {
        try {
            Map<String, AttributeValue> item = dynamoDb.getItem(request -> request.tableName(table)
                            .key(Map.of(FenceRecord.ID, AttributeValue.fromS(step.id())))
                            .consistentRead(true))
                    .item();
            return item.isEmpty() ? null : FenceRecord.of(item);
        } catch (SdkException e) {
            throw TransientErrors.named(step.id(), e);
        }
    }

    /**
     * Writes the record and the effect in one transaction.
     *
     * @param expected the state the record must be in, or null when there must be none
     */
    Commit commit(Step step, FenceRecord record, @Nullable State expected, List<TransactWriteItem> writes) {
        List<TransactWriteItem> items = new ArrayList<>(writes.size() + 1);
        items.add(fenceWrite(record, expected));
        items.addAll(writes);
        for (int attempt = 1; ; attempt++) {
            try {
                dynamoDb.transactWriteItems(request -> request.transactItems(items));
                return Commit.done();
            } catch (TransactionCanceledException e) {
                List<CancellationReason> reasons = e.cancellationReasons();
                if (!reasons.isEmpty() && conditionFailed(reasons.get(0))) {
                    CancellationReason reason = reasons.get(0);
                    return Commit.lostTo(
                            reason.hasItem() && !reason.item().isEmpty() ? FenceRecord.of(reason.item()) : null, e);
                }
                if (reasons.stream().anyMatch(StepsTable::conditionFailed)) {
                    return Commit.stale(e);
                }
                if (!TransientErrors.passes(e)) {
                    throw e;
                }
                pauseOrGiveUp(step, attempt, e);
            } catch (SdkException e) {
                throw TransientErrors.named(step.id(), e);
            }
        }
    }

    private TransactWriteItem fenceWrite(FenceRecord record, @Nullable State expected) {
        Put.Builder put = Put.builder()
                .tableName(table)
                .item(record.toItem())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        if (expected == null) {
            put.conditionExpression(ABSENT).expressionAttributeNames(Map.of("#id", FenceRecord.ID));
        } else {
            put.conditionExpression(UNCHANGED)
                    .expressionAttributeNames(Map.of("#state", FenceRecord.STATE))
                    .expressionAttributeValues(Map.of(":state", AttributeValue.fromS(expected.name())));
        }
        return TransactWriteItem.builder().put(put.build()).build();
    }

    private static boolean conditionFailed(CancellationReason reason) {
        return "ConditionalCheckFailed".equals(reason.code());
    }

    /**
     * Lets time pass before the next attempt.
     *
     * @param attempt the one that has just failed, from 1
     * @throws ParticipantBusy after the last attempt
     */
    void pauseOrGiveUp(Step step, int attempt, @Nullable Exception cause) {
        if (!backoff.hasAttemptAfter(attempt)) {
            throw new ParticipantBusy(step, "contended through " + attempt + " attempts", cause);
        }
        try {
            backoff.pauseAfter(attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParticipantBusy(step, "interrupted", e);
        }
    }

    /** What became of one attempt to commit. */
    record Commit(
            boolean committed,
            boolean lost,
            @Nullable FenceRecord record,
            @Nullable Exception cause) {

        static Commit done() {
            return new Commit(true, false, null, null);
        }

        /** The record was not as expected: another delivery was faster. */
        static Commit lostTo(@Nullable FenceRecord winner, Exception cause) {
            return new Commit(false, true, winner, cause);
        }

        /** A condition of the effect's own writes failed: the state it was computed from is no more. */
        static Commit stale(Exception cause) {
            return new Commit(false, false, null, cause);
        }

        FenceRecord winner(Step step) {
            if (record == null) {
                throw new ParticipantBusy(step, "its record vanished while it was decided", cause);
            }
            return record;
        }
    }
}
