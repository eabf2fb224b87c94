package dev.ordersaga.local.s3;

import dev.ordersaga.local.http.AwsError;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The buckets and their objects, in memory and of a bounded size in all. */
public final class Buckets {

    /** What all objects may take together, in bytes; and what one takes besides its bytes, about. */
    static final long LARGEST = 256L * 1024 * 1024;

    private static final int OVERHEAD = 300;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final int MAX_KEY_LENGTH = 1024;

    private final Clock clock;
    private final Map<String, Bucket> byName = new TreeMap<>();
    private long size;

    public Buckets(Clock clock) {
        this.clock = clock;
    }

    private record Bucket(Instant created, TreeMap<String, StoredObject> objects) {}

    /** Makes a bucket; false where it is there already. */
    public synchronized boolean create(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new AwsError("InvalidBucketName", "The specified bucket is not valid.");
        }
        return byName.putIfAbsent(name, new Bucket(now(), new TreeMap<>())) == null;
    }

    synchronized void delete(String name) {
        if (!found(name).objects().isEmpty()) {
            throw new AwsError(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
        }
        byName.remove(name);
    }

    synchronized boolean has(String name) {
        return byName.containsKey(name);
    }

    /** When each bucket was made, by name. */
    synchronized Map<String, Instant> all() {
        Map<String, Instant> all = new TreeMap<>();
        byName.forEach((name, bucket) -> all.put(name, bucket.created()));
        return all;
    }

    /** Puts an object, in place of the one that has its key. */
    public synchronized StoredObject put(String bucket, String key, byte[] bytes, Map<String, String> headers) {
        Map<String, StoredObject> objects = found(bucket).objects();
        if (key.length() > MAX_KEY_LENGTH) {
            throw new AwsError("KeyTooLongError", "Your key is too long");
        }
        StoredObject before = objects.get(key);
        long after = size - (before == null ? 0 : weight(before)) + bytes.length + key.length() + OVERHEAD;
        if (after > LARGEST) {
            throw new AwsError("EntityTooLarge", "local-aws keeps objects of " + LARGEST + " bytes in all at most");
        }
        StoredObject put = new StoredObject(key, bytes, etag(bytes), now(), headers);
        objects.put(key, put);
        size = after;
        return put;
    }

    public synchronized Optional<StoredObject> find(String bucket, String key) {
        return Optional.ofNullable(found(bucket).objects().get(key));
    }

    public StoredObject get(String bucket, String key) {
        return find(bucket, key).orElseThrow(() -> noSuchKey());
    }

    /** Forgets an object; what is not there is as good as forgotten. */
    synchronized void delete(String bucket, String key) {
        StoredObject gone = found(bucket).objects().remove(key);
        size -= gone == null ? 0 : weight(gone);
    }

    /** The objects whose key begins with {@code prefix} and comes after {@code after}, in the order of their keys. */
    public synchronized List<StoredObject> list(String bucket, String prefix, String after) {
        TreeMap<String, StoredObject> all = found(bucket).objects();
        boolean fromPrefix = prefix.compareTo(after) > 0;
        return all.tailMap(fromPrefix ? prefix : after, fromPrefix).values().stream()
                .takeWhile(object -> object.key().startsWith(prefix))
                .toList();
    }

    private Bucket found(String name) {
        Bucket bucket = byName.get(name);
        if (bucket == null) {
            throw new AwsError(404, "NoSuchBucket", "The specified bucket does not exist");
        }
        return bucket;
    }

    static AwsError noSuchKey() {
        return new AwsError(404, "NoSuchKey", "The specified key does not exist.");
    }

    private static long weight(StoredObject object) {
        return (long) object.bytes().length + object.key().length() + OVERHEAD;
    }

    /** S3 tells times to the second. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static String etag(byte[] bytes) {
        try {
            return '"'
                    + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes))
                    + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
