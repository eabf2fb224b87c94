package dev.ordersaga.local.s3;

import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Buckets and objects in the journal. An object is the length of what is said of it, that as JSON, and its bytes. */
final class BucketRecords {

    private final LocalJournal journal;

    BucketRecords(LocalJournal journal) {
        this.journal = journal;
    }

    void created(String bucket, Instant when) {
        journal.set(EntryKind.BUCKET, bucket, when.toString().getBytes(StandardCharsets.UTF_8));
    }

    void deleted(String bucket) {
        journal.remove(EntryKind.BUCKET, bucket);
    }

    void put(String bucket, StoredObject object) {
        if (!journal.isDurable()) {
            return;
        }
        ObjectNode json = AwsJson.MAPPER.createObjectNode();
        json.put("etag", object.etag());
        json.put("lastModified", object.lastModified().toString());
        ObjectNode headers = json.putObject("headers");
        object.headers().forEach(headers::put);
        byte[] said = AwsJson.MAPPER.writeValueAsBytes(json);
        byte[] value = ByteBuffer.allocate(Integer.BYTES + said.length + object.bytes().length)
                .putInt(said.length)
                .put(said)
                .put(object.bytes())
                .array();
        journal.set(EntryKind.STORED_OBJECT, bucket + "/" + object.key(), value);
    }

    void deleted(String bucket, String key) {
        journal.remove(EntryKind.STORED_OBJECT, bucket + "/" + key);
    }

    /** When each bucket that was kept was made. */
    Map<String, Instant> buckets() {
        Map<String, Instant> buckets = new LinkedHashMap<>();
        journal.recovered(EntryKind.BUCKET)
                .forEach((name, values) ->
                        buckets.put(name, Instant.parse(new String(values.get(0), StandardCharsets.UTF_8))));
        return buckets;
    }

    /** Gives each object that was kept, with its bucket. */
    void objects(BiConsumer<String, StoredObject> each) {
        journal.recovered(EntryKind.STORED_OBJECT).forEach((place, values) -> {
            int slash = place.indexOf('/');
            ByteBuffer value = ByteBuffer.wrap(values.get(0));
            byte[] said = new byte[value.getInt()];
            value.get(said);
            byte[] bytes = new byte[value.remaining()];
            value.get(bytes);
            JsonNode json = AwsJson.MAPPER.readTree(said);
            Map<String, String> headers = new LinkedHashMap<>();
            json.path("headers")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asString()));
            each.accept(
                    place.substring(0, slash),
                    new StoredObject(
                            place.substring(slash + 1),
                            bytes,
                            json.path("etag").asString(),
                            Instant.parse(json.path("lastModified").asString()),
                            headers));
        });
    }
}
