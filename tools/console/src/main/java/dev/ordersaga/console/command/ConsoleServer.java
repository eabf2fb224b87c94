package dev.ordersaga.console.command;

import dev.ordersaga.console.endpoint.AwsStepFunctions;
import dev.ordersaga.console.endpoint.StepFunctionsEndpoint;
import dev.ordersaga.console.page.Console;
import dev.ordersaga.console.server.ConsoleHandler;
import dev.ordersaga.console.web.Gatekeeper;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The console on this machine's loopback interface, in front of an endpoint of Step Functions. */
final class ConsoleServer implements AutoCloseable {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);

    /** GetExecutionHistory refills 20 a second and account; every open page asks twice a beat. */
    private static final Duration EVERY_AWS = Duration.ofSeconds(2);

    private static final Duration EVERY_LOCAL = Duration.ofMillis(500);

    /** The server greets with its version; only what is wrong is worth a line. Held, since a logger that nobody holds is forgotten. */
    private static final List<Logger> QUIET = Stream.of("org.xnio", "org.jboss.threads", "io.undertow")
            .map(Logger::getLogger)
            .toList();

    private final SfnClient client;
    private final Console console;
    private final Undertow server;

    private ConsoleServer(SfnClient client, Console console, Undertow server) {
        this.client = client;
        this.console = console;
        this.server = server;
    }

    /**
     * Listens.
     *
     * @throws CannotStart where the port is taken, there is no such profile, or no region is known
     */
    static ConsoleServer start(ConsoleOptions options) {
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        Region region = region(options);
        SfnClient client = client(options, region);
        boolean started = false;
        try {
            Console console = new Console("", endpoint(options, client, region), new Gatekeeper(new SecureRandom()));
            Undertow server = Undertow.builder()
                    .addHttpListener(options.port, "127.0.0.1")
                    .setServerOption(UndertowOptions.DECODE_URL, false)
                    .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 60_000)
                    .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, 10_000)
                    .setIoThreads(2)
                    .setWorkerThreads(16)
                    .setHandler(new ConsoleHandler("", () -> console))
                    .build();
            listen(server, options.port);
            started = true;
            return new ConsoleServer(client, console, server);
        } finally {
            if (!started) {
                client.close();
            }
        }
    }

    private static void listen(Undertow server, int port) {
        try {
            server.start();
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CannotStart(
                    cause instanceof BindException
                            ? "port " + port + " is taken; --port chooses another"
                            : "port " + port + " cannot be opened: " + cause.getMessage());
        }
    }

    /** Where a browser finds it. */
    URI address() {
        InetSocketAddress listening =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        return URI.create("http://127.0.0.1:" + listening.getPort() + "/");
    }

    @Override
    public void close() {
        server.stop();
        console.close();
        client.close();
    }

    private static StepFunctionsEndpoint endpoint(ConsoleOptions options, SfnClient client, Region region) {
        AwsStepFunctions calls = new AwsStepFunctions(new SdkCalls(client));
        URI other = options.endpoint;
        return new StepFunctionsEndpoint(
                other == null ? "AWS " + region : other.getAuthority() + " " + region,
                calls,
                calls,
                options.allowChanges ? Optional.of(calls) : Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                other == null ? EVERY_AWS : EVERY_LOCAL);
    }

    private static SfnClient client(ConsoleOptions options, Region region) {
        var builder = SfnClient.builder()
                .region(region)
                .credentialsProvider(credentials(options))
                .httpClient(Apache5HttpClient.create())
                .overrideConfiguration(override -> override.apiCallTimeout(CALL_TIMEOUT));
        if (options.endpoint != null) {
            builder.endpointOverride(options.endpoint);
        }
        return builder.build();
    }

    /** The person's own; an emulator takes any, so that there it needs none. */
    private static AwsCredentialsProvider credentials(ConsoleOptions options) {
        DefaultCredentialsProvider own = DefaultCredentialsProvider.builder()
                .profileName(options.profile)
                .build();
        return options.endpoint == null
                ? own
                : AwsCredentialsProviderChain.of(
                        own, StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    }

    private static Region region(ConsoleOptions options) {
        String profile = options.profile;
        if (profile != null && ProfileFile.defaultProfileFile().profile(profile).isEmpty()) {
            throw new CannotStart("there is no profile " + profile + " in your AWS configuration");
        }
        @Nullable String given = options.region;
        if (given != null) {
            return Region.of(given);
        }
        // An emulator is not asked for from inside EC2, whose metadata a laptop would wait for.
        AwsRegionProvider known = options.endpoint == null
                ? DefaultAwsRegionProviderChain.builder().profileName(profile).build()
                : new AwsRegionProviderChain(
                        new SystemSettingsRegionProvider(),
                        new AwsProfileRegionProvider(ProfileFile::defaultProfileFile, profile));
        try {
            return known.getRegion();
        } catch (SdkClientException e) {
            if (options.endpoint != null) {
                return Region.US_EAST_1;
            }
            throw new CannotStart(
                    "no region is known: say --region, set AWS_REGION, or choose a --profile that has one");
        }
    }
}
