package dev.ordersaga.local.s3;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amazon S3's REST protocol for buckets and whole objects. Signatures are not verified.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html">Actions</a>
 */
public final class S3Service implements HttpService {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,12})-(\\d{0,12})");
    private static final Pattern COPY_SOURCE = Pattern.compile("/?([^/]+)/([^?]+)(\\?versionId=.*)?");
    private static final HttpResponse NO_CONTENT = new HttpResponse(204, Map.of(), new byte[0]);

    private final Buckets buckets;
    private final Caller preset;

    public S3Service(Buckets buckets, Caller preset) {
        this.buckets = buckets;
        this.preset = preset;
    }

    /** What is signed for S3, and what is sent to a host that is named with a bucket that is there. */
    @Override
    public boolean handles(HttpRequest request) {
        if (request.header("x-amz-target").isPresent()) {
            return false;
        }
        return Caller.service(request).filter("s3"::equals).isPresent()
                || (Caller.service(request).isEmpty()
                        && S3Request.virtualBucket(request).filter(buckets::has).isPresent());
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        S3Request asked = S3Request.of(request);
        HttpResponse response;
        if (asked.bucket().isEmpty()) {
            response = ofNothing(asked);
        } else {
            response = asked.key().isEmpty() ? ofBucket(asked) : ofObject(asked);
        }
        return CompletableFuture.completedFuture(response);
    }

    private HttpResponse ofNothing(S3Request request) {
        if (!request.http().method().equals("GET")) {
            throw notImplemented(request);
        }
        S3Xml xml = S3Xml.document("ListAllMyBucketsResult");
        xml.begin("Owner").add("ID", preset.account()).end("Owner").begin("Buckets");
        buckets.all()
                .forEach((name, created) -> xml.begin("Bucket")
                        .add("Name", name)
                        .add("CreationDate", created)
                        .end("Bucket"));
        return xml.end("Buckets").answer("ListAllMyBucketsResult");
    }

    private HttpResponse ofBucket(S3Request request) {
        String bucket = request.bucket();
        return switch (request.http().method()) {
            case "PUT" -> {
                if (!request.query().isEmpty()) {
                    throw notImplemented(request);
                }
                yield create(request);
            }
            case "HEAD" -> {
                buckets.list(bucket, "", "");
                yield new HttpResponse(200, Map.of("x-amz-bucket-region", region(request)), new byte[0]);
            }
            case "DELETE" -> {
                buckets.delete(bucket);
                yield NO_CONTENT;
            }
            case "GET" -> {
                if (request.asks("location")) {
                    buckets.list(bucket, "", "");
                    yield S3Xml.document("LocationConstraint").answer("LocationConstraint");
                }
                yield new Listing(request).of(buckets);
            }
            case "POST" -> {
                if (!request.asks("delete")) {
                    throw notImplemented(request);
                }
                yield deleteMany(request);
            }
            default -> throw notImplemented(request);
        };
    }

    private HttpResponse create(S3Request request) {
        if (!buckets.create(request.bucket()) && !region(request).equals("us-east-1")) {
            throw new AwsError(
                    409,
                    "BucketAlreadyOwnedByYou",
                    "Your previous request to create the named bucket succeeded and you already own it.");
        }
        return new HttpResponse(200, Map.of("Location", "/" + request.bucket()), new byte[0]);
    }

    private HttpResponse deleteMany(S3Request request) {
        Deletion deletion = Deletion.read(ChunkedBody.of(request.http()));
        S3Xml xml = S3Xml.document("DeleteResult");
        for (String key : deletion.keys()) {
            buckets.delete(request.bucket(), key);
            if (!deletion.quiet()) {
                xml.begin("Deleted").add("Key", key).end("Deleted");
            }
        }
        return xml.answer("DeleteResult");
    }

    private HttpResponse ofObject(S3Request request) {
        boolean plain = request.query().keySet().stream()
                .allMatch(name -> name.startsWith("X-Amz-") || name.equals("x-id") || name.startsWith("response-"));
        if (!plain) {
            throw notImplemented(request);
        }
        return switch (request.http().method()) {
            case "PUT" -> put(request);
            case "GET" -> read(request, buckets.get(request.bucket(), request.key()));
            // The answer to HEAD tells the length of a body that the port does not send.
            case "HEAD" ->
                read(request, buckets.find(request.bucket(), request.key()).orElseThrow(() -> Buckets.noSuchKey()));
            case "DELETE" -> {
                buckets.delete(request.bucket(), request.key());
                yield NO_CONTENT;
            }
            default -> throw notImplemented(request);
        };
    }

    private HttpResponse put(S3Request request) {
        Optional<String> copied = request.http().header("x-amz-copy-source");
        if (copied.isPresent()) {
            return copy(request, copied.get());
        }
        boolean onlyNew =
                request.http().header("if-none-match").filter("*"::equals).isPresent();
        if (onlyNew && buckets.find(request.bucket(), request.key()).isPresent()) {
            throw new AwsError(
                    412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
        }
        StoredObject put =
                buckets.put(request.bucket(), request.key(), ChunkedBody.of(request.http()), kept(request.http()));
        return new HttpResponse(200, Map.of("ETag", put.etag()), new byte[0]);
    }

    /** CopyObject: the source is named in percent-encoding, with or without a slash before the bucket. */
    private HttpResponse copy(S3Request request, String source) {
        Matcher named = COPY_SOURCE.matcher(source);
        if (!named.matches()) {
            throw new AwsError(
                    "InvalidArgument", "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
        }
        StoredObject from = buckets.get(decoded(named.group(1)), decoded(named.group(2)));
        boolean replaced = request.http()
                .header("x-amz-metadata-directive")
                .filter("REPLACE"::equals)
                .isPresent();
        StoredObject put = buckets.put(
                request.bucket(), request.key(), from.bytes(), replaced ? kept(request.http()) : from.headers());
        return S3Xml.document("CopyObjectResult")
                .add("LastModified", put.lastModified())
                .add("ETag", put.etag())
                .answer("CopyObjectResult");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AwsError("InvalidArgument", "Invalid copy source encoding.");
        }
    }

    private static Map<String, String> kept(HttpRequest request) {
        Map<String, String> kept = new HashMap<>();
        for (String name : request.headers().keySet()) {
            if (name.startsWith("x-amz-meta-") || name.equals("content-type") || name.equals("cache-control")) {
                request.header(name).ifPresent(value -> kept.put(name, value));
            }
        }
        String encoding = request.header("content-encoding")
                .orElse("")
                .replaceAll("(^|, *)aws-chunked", "")
                .replaceAll("^, *", "");
        if (!encoding.isEmpty()) {
            kept.put("content-encoding", encoding);
        }
        return kept;
    }

    private static HttpResponse read(S3Request request, StoredObject object) {
        Map<String, String> headers = new HashMap<>(object.headers());
        headers.putIfAbsent("content-type", "binary/octet-stream");
        headers.put("ETag", object.etag());
        headers.put("Last-Modified", HTTP_DATE.format(object.lastModified()));
        headers.put("Accept-Ranges", "bytes");
        Matcher range = RANGE.matcher(request.http().header("range").orElse(""));
        if (!range.matches()) {
            return new HttpResponse(200, headers, object.bytes());
        }
        int length = object.bytes().length;
        boolean fromEnd = range.group(1).isEmpty();
        long last = range.group(2).isEmpty() ? length - 1L : Long.parseLong(range.group(2));
        long from = fromEnd ? Math.max(0, length - last) : Long.parseLong(range.group(1));
        long to = fromEnd ? length - 1L : Math.min(last, length - 1L);
        if (from > to) {
            throw new AwsError(416, "InvalidRange", "The requested range is not satisfiable");
        }
        headers.put("Content-Range", "bytes " + from + "-" + to + "/" + length);
        return new HttpResponse(206, headers, java.util.Arrays.copyOfRange(object.bytes(), (int) from, (int) to + 1));
    }

    private String region(S3Request request) {
        return Caller.of(request.http(), preset).region();
    }

    private static AwsError notImplemented(S3Request request) {
        return new AwsError(
                501,
                "NotImplemented",
                "local-aws's S3 does not answer " + request.http().method() + " "
                        + request.http().path()
                        + (request.query().isEmpty() ? "" : "?" + request.http().query()));
    }
}
