package dev.ordersaga.participant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * A participant to test the fence with: jars of marbles. A step takes one marble out of a jar, its undo puts it back, so the
 * number of marbles tells how often either took effect.
 */
final class Jars {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);
    static final Backoff NO_PAUSE = new Backoff(6, Duration.ZERO, Duration.ZERO, () -> 0.5, pause -> {});

    /** The answer of a take. */
    record Taken(String jar, long left) {}

    /** The answer of an undo. */
    record PutBack(boolean anything) {}

    /** What the undo needs to know. */
    record Memo(String jar) {}

    static final class JarEmpty extends RuntimeException {
        private static final long serialVersionUID = 1L;

        JarEmpty(String message) {
            super(message);
        }
    }

    final String steps;
    private final DynamoDbClient dynamoDb;
    private final String jars;

    Jars(DynamoDbLocal local) {
        this.dynamoDb = local.client();
        this.steps = local.createTable("steps", "id");
        this.jars = local.createTable("jars", "jar");
    }

    Fence fence() {
        return fence(dynamoDb);
    }

    Fence fence(DynamoDbClient client) {
        return new Fence(client, steps, CLOCK).backingOff(NO_PAUSE).refusing(JarEmpty.class, JarEmpty::new);
    }

    void fill(String jar, long marbles) {
        dynamoDb.putItem(put -> put.tableName(jars)
                .item(Map.of(
                        "jar", AttributeValue.fromS(jar),
                        "marbles", AttributeValue.fromN(Long.toString(marbles)))));
    }

    long marblesIn(String jar) {
        Map<String, AttributeValue> item = dynamoDb.getItem(get -> get.tableName(jars)
                        .key(Map.of("jar", AttributeValue.fromS(jar)))
                        .consistentRead(true))
                .item();
        return Long.parseLong(Objects.requireNonNull(item.get("marbles")).n());
    }

    Map<String, AttributeValue> record(Step step) {
        return dynamoDb.getItem(get -> get.tableName(steps)
                        .key(Map.of("id", AttributeValue.fromS(step.id())))
                        .consistentRead(true))
                .item();
    }

    Taken take(Fence fence, Step step, String jar) {
        return fence.perform(step, new Memo(jar), Taken.class, taking(jar));
    }

    Supplier<Effect<Taken>> taking(String jar) {
        return () -> {
            long marbles = marblesIn(jar);
            if (marbles == 0) {
                throw new JarEmpty("EMPTY: " + jar);
            }
            return Effect.answer(new Taken(jar, marbles - 1))
                    .remembering(new Memo(jar))
                    .writing(takeOne(jar));
        };
    }

    PutBack putBack(Fence fence, Step step) {
        return fence.compensate(
                step,
                PutBack.class,
                recorded -> recorded.isDone()
                        ? Effect.answer(new PutBack(true))
                                .writing(putOne(recorded.memo(Memo.class).jar()))
                        : Effect.answer(new PutBack(false)));
    }

    TransactWriteItem takeOne(String jar) {
        return change(jar, "marbles - :one", "marbles >= :one");
    }

    TransactWriteItem putOne(String jar) {
        return change(jar, "marbles + :one", "attribute_exists(jar)");
    }

    private TransactWriteItem change(String jar, String value, String condition) {
        return TransactWriteItem.builder()
                .update(update -> update.tableName(jars)
                        .key(Map.of("jar", AttributeValue.fromS(jar)))
                        .updateExpression("SET marbles = " + value)
                        .conditionExpression(condition)
                        .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))))
                .build();
    }
}
