package dev.ordersaga.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.Clients;
import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.WithoutFunctions;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.journal.LocalJournal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3ServiceTest {

    private static LocalAws aws;
    private static S3Client s3;

    @BeforeAll
    static void start() {
        aws = LocalAws.start(WithoutFunctions.options());
        s3 = Clients.s3(aws);
    }

    @AfterAll
    static void close() {
        s3.close();
        aws.close();
    }

    @Test
    void aDeletionOfNothingIsRefused() {
        bucket("nothing");

        assertThatThrownBy(() -> s3.deleteObjects(
                        request -> request.bucket("nothing").delete(nothing -> nothing.objects(List.of()))))
                .isInstanceOfSatisfying(S3Exception.class, refused -> {
                    assertThat(refused.statusCode()).isEqualTo(400);
                    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("MalformedXML");
                });
    }

    @Test
    void aQuietDeletionTellsNothing() {
        bucket("quiet");
        s3.putObject(request -> request.bucket("quiet").key("a & b"), RequestBody.fromString("x"));

        var deleted = s3.deleteObjects(request -> request.bucket("quiet")
                .delete(keys -> keys.quiet(true)
                        .objects(ObjectIdentifier.builder().key("a & b").build())));

        assertThat(deleted.deleted()).isEmpty();
        assertThat(s3.listObjectsV2(request -> request.bucket("quiet")).contents())
                .isEmpty();
    }

    @Test
    void anObjectIsCopiedWithWhatIsSaidOfIt() {
        bucket("copied");
        s3.putObject(
                request -> request.bucket("copied").key("a + b/c").contentType("text/tea"),
                RequestBody.fromString("x"));

        var copy = s3.copyObject(request -> request.sourceBucket("copied")
                .sourceKey("a + b/c")
                .destinationBucket("copied")
                .destinationKey("d"));

        var read = s3.getObjectAsBytes(request -> request.bucket("copied").key("d"));
        assertThat(read.asUtf8String()).isEqualTo("x");
        assertThat(read.response().contentType()).isEqualTo("text/tea");
        assertThat(copy.copyObjectResult().eTag()).isEqualTo(read.response().eTag());
    }

    @Test
    void anObjectIsReadAsItWasPut() {
        bucket("read");
        String key = "cups/a b+\u00e9 & <c>.json";
        s3.putObject(
                request ->
                        request.bucket("read").key(key).contentType("text/tea").metadata(Map.of("who", "me")),
                RequestBody.fromString("green"));

        var read = s3.getObjectAsBytes(request -> request.bucket("read").key(key));
        assertThat(read.asUtf8String()).isEqualTo("green");
        assertThat(read.response().contentType()).isEqualTo("text/tea");
        assertThat(read.response().metadata()).containsEntry("who", "me");
        var head = s3.headObject(request -> request.bucket("read").key(key));
        assertThat(head.contentLength()).isEqualTo(5);
        assertThat(head.eTag()).isEqualTo(read.response().eTag());
        assertThat(s3.getObjectAsBytes(
                                request -> request.bucket("read").key(key).range("bytes=1-2"))
                        .asUtf8String())
                .isEqualTo("re");
        assertThat(s3.listObjectsV2(request -> request.bucket("read")).contents())
                .extracting(S3Object::key)
                .containsExactly(key);
    }

    @Test
    void aLargeObjectThatComesInPiecesIsWhole() {
        bucket("large");
        byte[] bytes = new byte[3_000_000];
        new java.util.Random(1).nextBytes(bytes);
        s3.putObject(request -> request.bucket("large").key("k"), RequestBody.fromBytes(bytes));

        assertThat(s3.getObjectAsBytes(request -> request.bucket("large").key("k"))
                        .asByteArray())
                .isEqualTo(bytes);
    }

    @Test
    void aListIsGivenInPagesAndByCommonPrefixes() {
        bucket("listed");
        for (String key : List.of("a", "b/1", "b/2", "c/1", "d")) {
            put("listed", key);
        }

        List<String> keys =
                s3.listObjectsV2Paginator(request -> request.bucket("listed").maxKeys(2)).contents().stream()
                        .map(S3Object::key)
                        .toList();
        ListObjectsV2Response first = s3.listObjectsV2(
                request -> request.bucket("listed").delimiter("/").maxKeys(2));
        ListObjectsV2Response second = s3.listObjectsV2(
                request -> request.bucket("listed").delimiter("/").continuationToken(first.nextContinuationToken()));

        assertThat(keys).containsExactly("a", "b/1", "b/2", "c/1", "d");
        assertThat(first.isTruncated()).isTrue();
        assertThat(first.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("b/");
        assertThat(second.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("c/");
        assertThat(second.contents()).extracting(S3Object::key).containsExactly("d");
        assertThat(s3.listObjectsV2(
                                request -> request.bucket("listed").prefix("b/").startAfter("b/1"))
                        .contents())
                .extracting(S3Object::key)
                .containsExactly("b/2");
    }

    @Test
    void whatIsDeletedIsGone() {
        bucket("deleted");
        put("deleted", "a");
        put("deleted", "b");
        put("deleted", "c");

        s3.deleteObject(request -> request.bucket("deleted").key("a"));
        assertThatExceptionOfType(S3Exception.class)
                .isThrownBy(() -> s3.deleteBucket(request -> request.bucket("deleted")))
                .returns("BucketNotEmpty", e -> e.awsErrorDetails().errorCode());
        s3.deleteObjects(request -> request.bucket("deleted")
                .delete(delete -> delete.objects(
                        ObjectIdentifier.builder().key("b").build(),
                        ObjectIdentifier.builder().key("c").build())));
        s3.deleteBucket(request -> request.bucket("deleted"));

        assertThat(s3.listBuckets().buckets()).extracting(Bucket::name).doesNotContain("deleted");
    }

    @Test
    void whatIsNotThereIsRefusedByAwssNames() {
        bucket("refused");

        assertThatExceptionOfType(NoSuchKeyException.class)
                .isThrownBy(() ->
                        s3.getObjectAsBytes(request -> request.bucket("refused").key("none")));
        assertThatExceptionOfType(NoSuchKeyException.class)
                .isThrownBy(
                        () -> s3.headObject(request -> request.bucket("refused").key("none")));
        assertThatExceptionOfType(NoSuchBucketException.class)
                .isThrownBy(() -> s3.listObjectsV2(request -> request.bucket("nowhere")));
        assertThatExceptionOfType(AwsError.class)
                .isThrownBy(() -> new Buckets(Clock.systemUTC(), LocalJournal.NONE).create("No"))
                .returns("InvalidBucketName", AwsError::code);
        assertThatExceptionOfType(S3Exception.class)
                .isThrownBy(() -> s3.createMultipartUpload(
                        request -> request.bucket("refused").key("k")))
                .returns("NotImplemented", e -> e.awsErrorDetails().errorCode());
    }

    @Test
    void anObjectIsPutOnlyOnceWhereThatIsAsked() {
        bucket("once");
        put("once", "k");

        assertThatExceptionOfType(S3Exception.class)
                .isThrownBy(() -> s3.putObject(
                        request -> request.bucket("once").key("k").ifNoneMatch("*"), RequestBody.fromString("two")))
                .returns(412, S3Exception::statusCode);
        assertThat(s3.getObjectAsBytes(request -> request.bucket("once").key("k"))
                        .asUtf8String())
                .isEqualTo("x");
    }

    @Test
    void theBucketMayStandBeforeTheHost() throws IOException {
        bucket("virtual");
        put("virtual", "k");

        assertThat(asked("virtual.localhost", "")).contains("200 OK").endsWith("x");
        assertThat(asked("virtual.s3.localhost", "")).contains("200 OK").endsWith("x");
        assertThat(asked("virtual.localhost", "Origin: http://evil.example\r\n"))
                .contains("403");
    }

    @Test
    void allObjectsTogetherAreBounded() {
        Buckets buckets = new Buckets(Clock.systemUTC(), LocalJournal.NONE);
        buckets.create("bounded");
        byte[] bytes = new byte[(int) (Buckets.LARGEST / 4)];
        for (int i = 0; i < 3; i++) {
            buckets.put("bounded", "k" + i, bytes, Map.of());
        }

        assertThatExceptionOfType(AwsError.class).isThrownBy(() -> buckets.put("bounded", "k3", bytes, Map.of()));
        buckets.delete("bounded", "k0");
        assertThat(buckets.put("bounded", "k3", bytes, Map.of()).key()).isEqualTo("k3");
    }

    private static String asked(String host, String header) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), aws.endpoint().getPort())) {
            String request = "GET /k HTTP/1.1\r\nHost: " + host + ":"
                    + aws.endpoint().getPort() + "\r\n" + header + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void bucket(String name) {
        s3.createBucket(request -> request.bucket(name));
    }

    private static void put(String bucket, String key) {
        s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString("x"));
    }
}
