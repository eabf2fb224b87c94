package dev.ordersaga.local.s3;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.journal.LocalJournal;
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

/** The buckets and their objects, of a bounded size in all. */
public final class Buckets {

    /** What all objects may take together, in bytes; and what one takes besides its bytes, about. */
    static final long LARGEST = 256L * 1024 * 1024;

    /** The same where a journal has them, which is read at the next start. */
    static final long LARGEST_KEPT = 64L * 1024 * 1024;

    static final int MAX_BUCKETS = 10_000;

    private static final int OVERHEAD = 300;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final int MAX_KEY_LENGTH = 1024;

    private final Clock clock;
    private final BucketRecords records;
    private final long largest;
    private final Map<String, Bucket> byName = new TreeMap<>();
    private long size;

    /** Begins with what the journal has, and writes down what becomes of it. */
    public Buckets(Clock clock, LocalJournal journal) {
        this.clock = clock;
        this.largest = journal.isDurable() ? LARGEST_KEPT : LARGEST;
        this.records = new BucketRecords(journal);
        records.buckets().forEach((name, created) -> byName.put(name, new Bucket(created, new TreeMap<>())));
        records.objects((name, object) -> {
            Bucket bucket = byName.get(name);
            if (bucket != null) {
                bucket.objects().put(object.key(), object);
                size += weight(object);
            }
        });
    }

    private record Bucket(Instant created, TreeMap<String, StoredObject> objects) {}

    /** Makes a bucket; false where it is there already. */
    public synchronized boolean create(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new AwsError("InvalidBucketName", "The specified bucket is not valid.");
        }
        if (byName.size() >= MAX_BUCKETS && !byName.containsKey(name)) {
            throw new AwsError("TooManyBuckets", "You have attempted to create more buckets than allowed");
        }
        Bucket fresh = new Bucket(now(), new TreeMap<>());
        if (byName.putIfAbsent(name, fresh) != null) {
            return false;
        }
        records.created(name, fresh.created());
        return true;
    }

    synchronized void delete(String name) {
        if (!found(name).objects().isEmpty()) {
            throw new AwsError(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
        }
        byName.remove(name);
        records.deleted(name);
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
        if (after > largest) {
            throw new AwsError("EntityTooLarge", "local-aws keeps objects of " + largest + " bytes in all at most");
        }
        StoredObject put = new StoredObject(key, bytes, etag(bytes), now(), headers);
        objects.put(key, put);
        records.put(bucket, put);
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
        if (gone != null) {
            size -= weight(gone);
            records.deleted(bucket, key);
        }
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
