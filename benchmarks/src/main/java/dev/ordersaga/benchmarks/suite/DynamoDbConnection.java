package dev.ordersaga.benchmarks.suite;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection that is kept, with nothing that costs more than DynamoDB Local itself. Not safe for use by several threads. */
final class DynamoDbConnection implements AutoCloseable {

    private static final String CREDENTIAL =
            "AWS4-HMAC-SHA256 Credential=local/20300101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";

    private final URI dynamoDb;
    private final Socket socket;
    private final InputStream in;

    private DynamoDbConnection(URI dynamoDb, Socket socket) throws IOException {
        this.dynamoDb = dynamoDb;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 16_384);
    }

    static DynamoDbConnection to(URI dynamoDb) throws IOException {
        Socket socket = new Socket(dynamoDb.getHost(), dynamoDb.getPort());
        socket.setTcpNoDelay(true);
        return new DynamoDbConnection(dynamoDb, socket);
    }

    /**
     * Sends a request and reads the answer to its end.
     *
     * @throws IOException also where DynamoDB refuses it
     */
    void ask(String operation, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("POST / HTTP/1.1\r\nHost: " + dynamoDb.getAuthority()
                        + "\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: DynamoDB_20120810." + operation
                        + "\r\nAuthorization: " + CREDENTIAL + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        socket.getOutputStream().write(request);
        String status = line();
        int length = -1;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            }
        }
        if (length < 0) {
            throw new IOException("an answer without a length: " + status);
        }
        byte[] answer = in.readNBytes(length);
        if (!status.contains(" 200")) {
            throw new IOException(operation + ": " + status + " " + new String(answer, StandardCharsets.UTF_8));
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("DynamoDB closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
