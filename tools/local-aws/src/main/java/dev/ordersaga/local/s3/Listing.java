package dev.ordersaga.local.s3;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.HttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;

/**
 * ListObjectsV2, and its older form ListObjects.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html">ListObjectsV2</a>
 */
final class Listing {

    private static final int MAX_KEYS = 1000;

    private final S3Request request;
    private final boolean second;
    private final String prefix;
    private final String delimiter;
    private final boolean encoded;
    private final int most;

    private final List<StoredObject> objects = new ArrayList<>();
    private final TreeSet<String> commonPrefixes = new TreeSet<>();
    private String last = "";
    private boolean truncated;

    Listing(S3Request request) {
        this.request = request;
        this.second = request.query("list-type", "1").equals("2");
        this.prefix = request.query("prefix", "");
        this.delimiter = request.query("delimiter", "");
        this.encoded = request.query("encoding-type", "").equals("url");
        this.most = Math.min(MAX_KEYS, number(request.query("max-keys", "" + MAX_KEYS)));
    }

    private static int number(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new AwsError("InvalidArgument", "Provided max-keys not an integer or within integer range");
    }

    HttpResponse of(Buckets buckets) {
        for (StoredObject object : buckets.list(request.bucket(), prefix, after())) {
            int cut = delimiter.isEmpty() ? -1 : object.key().indexOf(delimiter, prefix.length());
            String common = cut < 0 ? "" : object.key().substring(0, cut + delimiter.length());
            boolean known = cut >= 0 && (commonPrefixes.contains(common) || after().startsWith(common));
            if (!known && objects.size() + commonPrefixes.size() >= most) {
                truncated = true;
                break;
            }
            if (cut < 0) {
                objects.add(object);
            } else if (!known) {
                commonPrefixes.add(common);
            }
            last = object.key();
        }
        return answer();
    }

    private String after() {
        String token = request.query("continuation-token", "");
        if (token.isEmpty()) {
            return request.query(second ? "start-after" : "marker", "");
        }
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AwsError("InvalidArgument", "The continuation token provided is incorrect");
        }
    }

    private HttpResponse answer() {
        S3Xml xml = S3Xml.document("ListBucketResult");
        xml.add("Name", request.bucket()).add("Prefix", shown(prefix)).add("MaxKeys", most);
        if (!delimiter.isEmpty()) {
            xml.add("Delimiter", shown(delimiter));
        }
        if (encoded) {
            xml.add("EncodingType", "url");
        }
        if (second) {
            xml.add("KeyCount", objects.size() + commonPrefixes.size());
        } else {
            xml.add("Marker", shown(request.query("marker", "")));
        }
        xml.add("IsTruncated", truncated);
        if (truncated) {
            xml.add(
                    second ? "NextContinuationToken" : "NextMarker",
                    second
                            ? Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8))
                            : shown(last));
        }
        if (request.asks("continuation-token")) {
            xml.add("ContinuationToken", request.query("continuation-token", ""));
        }
        for (StoredObject object : objects) {
            xml.begin("Contents")
                    .add("Key", shown(object.key()))
                    .add("LastModified", object.lastModified())
                    .add("ETag", object.etag())
                    .add("Size", object.bytes().length)
                    .add("StorageClass", "STANDARD")
                    .end("Contents");
        }
        for (String common : commonPrefixes) {
            xml.begin("CommonPrefixes").add("Prefix", shown(common)).end("CommonPrefixes");
        }
        return xml.answer("ListBucketResult");
    }

    private String shown(String key) {
        return encoded
                ? URLEncoder.encode(key, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%2F", "/")
                : key;
    }
}
