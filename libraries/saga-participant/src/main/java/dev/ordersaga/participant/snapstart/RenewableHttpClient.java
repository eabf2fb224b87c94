package dev.ordersaga.participant.snapstart;

import java.util.function.Supplier;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An HTTP client of the AWS SDK that can begin anew without the clients that use it: a snapshot of a process (SnapStart) must
 * hold no connection, since the other end has closed it long before the restore. Safe for use by many threads.
 */
public final class RenewableHttpClient implements SdkHttpClient {

    private final Supplier<SdkHttpClient> another;
    private volatile SdkHttpClient current;

    /** @param another makes a client, each time a new one */
    public RenewableHttpClient(Supplier<SdkHttpClient> another) {
        this.another = another;
        this.current = another.get();
    }

    /** Closes all connections. A request that is under way on one of them fails. */
    public void renew() {
        SdkHttpClient before = current;
        current = another.get();
        before.close();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return current.prepareRequest(request);
    }

    @Override
    public String clientName() {
        return current.clientName();
    }

    @Override
    public void close() {
        current.close();
    }
}
