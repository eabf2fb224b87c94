package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The revisions that the journal has: each is written once, when the first state machine or execution refers to it, and removed with the
 * last reference. Whoever refers to one in an entry holds this object's lock from {@link #retain} until the entry has been given.
 */
final class Revisions {

    private final LocalJournal journal;
    private final Map<String, Integer> references = new HashMap<>();
    private final Map<Revision, String> keys = new WeakHashMap<>();

    Revisions(LocalJournal journal) {
        this.journal = journal;
    }

    /** Counts one more reference, and gives the key to refer by. */
    synchronized String retain(Revision revision) {
        String key = keys.computeIfAbsent(revision, unknown -> key(written(unknown)));
        if (references.merge(key, 1, Integer::sum) == 1) {
            journal.set(EntryKind.REVISION, key, written(revision));
        }
        return key;
    }

    /** Counts a reference of what was recovered. */
    synchronized void retained(String key) {
        references.merge(key, 1, Integer::sum);
    }

    synchronized void release(String key) {
        Integer left = references.computeIfPresent(key, (known, count) -> count == 1 ? null : count - 1);
        if (left == null) {
            journal.remove(EntryKind.REVISION, key);
        }
    }

    /** Removes what nothing refers to: the process may have ended between an entry and the next. */
    synchronized void releaseUnreferenced(Map<String, ?> recovered) {
        recovered.keySet().stream()
                .filter(key -> !references.containsKey(key))
                .forEach(key -> journal.remove(EntryKind.REVISION, key));
    }

    private static byte[] written(Revision revision) {
        ObjectNode json = AwsJson.MAPPER.createObjectNode();
        json.put("id", revision.id());
        json.put("definition", revision.definition());
        json.put("roleArn", revision.roleArn());
        json.set("logging", revision.logging());
        json.set("tracing", revision.tracing());
        json.put("updateDate", revision.updateDate().toString());
        json.set("encryption", revision.encryption());
        return AwsJson.MAPPER.writeValueAsBytes(json);
    }

    /**
     * The revisions that the journal has, by key.
     *
     * @param log told of one that this version of local-aws does not read any more
     */
    static Map<String, Revision> read(Map<String, List<byte[]>> recovered, Consumer<String> log) {
        Map<String, Revision> revisions = new HashMap<>();
        recovered.forEach((key, values) -> {
            JsonNode json = AwsJson.MAPPER.readTree(values.get(0));
            String definition = json.path("definition").asString();
            try {
                JsonNode id = json.path("id");
                revisions.put(
                        key,
                        new Revision(
                                id.isNull() ? null : id.asString(),
                                definition,
                                StateMachine.parse(definition),
                                json.path("roleArn").asString(),
                                json.path("logging"),
                                json.path("tracing"),
                                Instant.parse(json.path("updateDate").asString()),
                                json.path("encryption").isObject()
                                        ? json.path("encryption")
                                        : EncryptionConfigurations.ownedKey()));
            } catch (RuntimeException e) {
                log.accept("a definition that was kept cannot be read any more, nor what it was used by: " + e);
            }
        });
        return revisions;
    }

    static Optional<Revision> find(Map<String, Revision> revisions, JsonNode key) {
        return Optional.ofNullable(revisions.get(key.asString("")));
    }

    private static String key(byte[] written) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(written);
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256: " + StandardCharsets.UTF_8, e);
        }
    }
}
