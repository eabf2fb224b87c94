package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.maprun.ObjectStore;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.s3.Buckets;
import dev.ordersaga.local.s3.StoredObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a distributed Map's ItemReader and ResultWriter see of S3. */
final class S3Objects implements ObjectStore {

    private final Buckets buckets;

    S3Objects(Buckets buckets) {
        this.buckets = buckets;
    }

    @Override
    public byte[] get(String bucket, String key, Optional<String> version) throws Refused {
        try {
            return buckets.get(bucket, key).bytes();
        } catch (AwsError e) {
            throw new Refused(e.text());
        }
    }

    @Override
    public List<JsonNode> list(String bucket, String prefix) throws Refused {
        try {
            return buckets.list(bucket, prefix, "").stream()
                    .map(S3Objects::item)
                    .toList();
        } catch (AwsError e) {
            throw new Refused(e.text());
        }
    }

    private static JsonNode item(StoredObject object) {
        return AwsJson.MAPPER
                .createObjectNode()
                .put("Etag", object.etag())
                .put("Key", object.key())
                .put("LastModified", (double) object.lastModified().getEpochSecond())
                .put("Size", object.bytes().length)
                .put("StorageClass", "STANDARD");
    }

    @Override
    public void put(String bucket, String key, byte[] bytes) throws Refused {
        try {
            buckets.put(bucket, key, bytes, Map.of("content-type", "application/json"));
        } catch (AwsError e) {
            throw new Refused(e.text());
        }
    }
}
