package dev.ordersaga.order;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The line between the service and a part of AWS, which a test can cut. */
public final class Line implements AutoCloseable {

    /** What becomes of a request. */
    public enum State {
        WHOLE,
        /** Nobody listens at the other end. */
        DOWN,
        /** The request arrives nowhere, and no answer ever comes. */
        HANGING,
        /** The request arrives and takes effect; its answer is lost. */
        LOSING_ANSWERS,
        /** The other end answers every request with an error of its own. */
        FAILING
    }

    private static final byte[] FAILURE =
            "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket door;
    private final URI target;
    private final ExecutorService pumps = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "line");
        thread.setDaemon(true);
        return thread;
    });

    private volatile State state = State.WHOLE;

    public Line(URI target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        pumps.execute(this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    public void become(State next) {
        state = next;
    }

    @Override
    public void close() throws IOException {
        door.close();
        pumps.shutdownNow();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                Socket far = new Socket(target.getHost(), target.getPort());
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                pumps.execute(() -> pump(near, far, true));
                pumps.execute(() -> pump(far, near, false));
            } catch (IOException closing) {
                // Either the door is being closed, or the far side is gone for this one connection.
            }
        }
    }

    private void pump(Socket from, Socket to, boolean isRequest) {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                switch (state) {
                    case WHOLE -> out.write(buffer, 0, read);
                    case LOSING_ANSWERS -> {
                        if (isRequest) {
                            out.write(buffer, 0, read);
                        }
                    }
                    case HANGING -> {}
                    case FAILING -> {
                        if (isRequest) {
                            from.getOutputStream().write(FAILURE);
                        }
                        return;
                    }
                    case DOWN -> {
                        return;
                    }
                }
            }
        } catch (IOException cut) {
            // One side has left; the other is closed with it.
        }
    }
}
