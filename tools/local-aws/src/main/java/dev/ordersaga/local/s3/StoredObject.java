package dev.ordersaga.local.s3;

import java.time.Instant;
import java.util.Map;

/**
 * An object as it was put.
 *
 * @param etag in quotes, as S3 tells it
 * @param headers what was said of it and is told again: its content type, its encoding, what begins with {@code x-amz-meta-}
 */
public record StoredObject(String key, byte[] bytes, String etag, Instant lastModified, Map<String, String> headers) {

    public StoredObject {
        headers = Map.copyOf(headers);
    }
}
