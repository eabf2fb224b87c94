package dev.ordersaga.local;

import dev.ordersaga.local.lambda.Functions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What is to be started, and how. Begin with {@link #defaults()}. Never changes: every {@code with} gives a copy. */
public final class LocalAwsOptions implements Cloneable {

    private int port;
    private String region = "us-east-1";
    private String account = "000000000000";
    private Optional<Path> template = Optional.empty();
    private String stackName = "local";
    private Map<String, String> parameters = Map.of();
    private Optional<Path> logDir = Optional.empty();
    private Optional<Path> data = Optional.empty();
    private Optional<Path> dynamoDbLocal = Optional.empty();
    private int dynamoDbPort;
    private Optional<Functions> functions = Optional.empty();
    private Optional<URI> lambdaEndpoint = Optional.empty();
    private int accountConcurrency = 1_000;
    private int invocationsPerEnvironment = 1;
    private boolean prewarm;
    private Optional<Path> classArchives = Optional.empty();
    private Set<String> allowedHosts = Set.of();
    private Clock clock = Clock.systemUTC();
    private int endedExecutionsKept = 10_000;
    private Duration waitsSkippedUpTo = Duration.ZERO;

    private LocalAwsOptions() {}

    /** Step Functions, EventBridge, SNS and Lambda on a free port, nothing deployed, no process started. */
    public static LocalAwsOptions defaults() {
        return new LocalAwsOptions();
    }

    /** 0 for any free one. */
    public LocalAwsOptions withPort(int port) {
        return with(copy -> copy.port = port);
    }

    public LocalAwsOptions withRegion(String region) {
        return with(copy -> copy.region = region);
    }

    /** The account of callers whose access key id is not an account id itself. */
    public LocalAwsOptions withAccount(String account) {
        return with(copy -> copy.account = account);
    }

    /** The SAM template to deploy; with one, DynamoDB and Lambda are started. */
    public LocalAwsOptions withTemplate(Path template) {
        return with(copy -> copy.template = Optional.of(template));
    }

    /** What {@code AWS::StackName} becomes. */
    public LocalAwsOptions withStackName(String stackName) {
        return with(copy -> copy.stackName = stackName);
    }

    /** Values for the template's parameters in place of their defaults. */
    public LocalAwsOptions withParameters(Map<String, String> parameters) {
        return with(copy -> copy.parameters = Map.copyOf(parameters));
    }

    /** Where processes write; a new temporary folder by default. */
    public LocalAwsOptions withLogDir(Path logDir) {
        return with(copy -> copy.logDir = Optional.of(logDir));
    }

    /**
     * The folder in which everything is kept from one start to the next: state machines, executions, events, functions, tables. Without
     * one, the default, all is in memory.
     */
    public LocalAwsOptions withData(Path data) {
        return with(copy -> copy.data = Optional.of(data));
    }

    /**
     * The folder of DynamoDB Local's jars. Given, DynamoDB is started at once, as with a template; otherwise by the first request
     * for it, from the build's copy.
     */
    public LocalAwsOptions withDynamoDbLocal(Path dynamoDbLocal) {
        return with(copy -> copy.dynamoDbLocal = Optional.of(dynamoDbLocal));
    }

    /** DynamoDB's own port, for whoever would go past ours; 0, the default, for any free one. */
    public LocalAwsOptions withDynamoDbPort(int dynamoDbPort) {
        return with(copy -> copy.dynamoDbPort = dynamoDbPort);
    }

    /** What Step Functions calls in place of Lambda's, for instance a test's own. */
    public LocalAwsOptions withFunctions(Functions functions) {
        return with(copy -> copy.functions = Optional.of(functions));
    }

    /** Another Lambda to call in place of ours. */
    public LocalAwsOptions withLambdaEndpoint(URI lambdaEndpoint) {
        return with(copy -> copy.lambdaEndpoint = Optional.of(lambdaEndpoint));
    }

    /** How many invocations of all functions run at once before Lambda throttles: 1,000; a new AWS account may have 10. */
    public LocalAwsOptions withAccountConcurrency(int accountConcurrency) {
        return with(copy -> copy.accountConcurrency = accountConcurrency);
    }

    /**
     * How many invocations one process of a function takes at once, where the template does not say: one, the default, as on Lambda;
     * more, as on Lambda Managed Instances, asks for handlers that are safe for concurrent calls.
     */
    public LocalAwsOptions withInvocationsPerEnvironment(int invocationsPerEnvironment) {
        return with(copy -> copy.invocationsPerEnvironment = invocationsPerEnvironment);
    }

    /** Where class archives of functions and DynamoDB Local are kept, so that they start quicker the next time; none by default. */
    public LocalAwsOptions withClassArchives(Path classArchives) {
        return with(copy -> copy.classArchives = Optional.of(classArchives));
    }

    /** Whether processes of the functions that state machines call are started while the stack deploys, before anybody asks. */
    public LocalAwsOptions withPrewarm(boolean prewarm) {
        return with(copy -> copy.prewarm = prewarm);
    }

    /**
     * Names by which clients may call, in lower case, besides localhost, host.docker.internal and their like. The port listens on the
     * loopback interface only, whatever they are.
     */
    public LocalAwsOptions withAllowedHosts(Collection<String> allowedHosts) {
        return with(copy -> copy.allowedHosts = Set.copyOf(allowedHosts));
    }

    public LocalAwsOptions withClock(Clock clock) {
        return with(copy -> copy.clock = clock);
    }

    /** How many ended executions can still be described. */
    public LocalAwsOptions withEndedExecutionsKept(int endedExecutionsKept) {
        return with(copy -> copy.endedExecutionsKept = endedExecutionsKept);
    }

    /**
     * For tests: Step Functions' time jumps over a wait of up to so long (a pause between attempts, a Wait state) while no task is
     * running; zero, the default, for time that passes as it does.
     */
    public LocalAwsOptions withWaitsSkippedUpTo(Duration waitsSkippedUpTo) {
        return with(copy -> copy.waitsSkippedUpTo = waitsSkippedUpTo);
    }

    public int port() {
        return port;
    }

    public String region() {
        return region;
    }

    public String account() {
        return account;
    }

    public Optional<Path> template() {
        return template;
    }

    public String stackName() {
        return stackName;
    }

    public Map<String, String> parameters() {
        return parameters;
    }

    public Optional<Path> logDir() {
        return logDir;
    }

    public Optional<Path> data() {
        return data;
    }

    public Optional<Path> dynamoDbLocal() {
        return dynamoDbLocal;
    }

    public int dynamoDbPort() {
        return dynamoDbPort;
    }

    public Optional<Functions> functions() {
        return functions;
    }

    public Optional<URI> lambdaEndpoint() {
        return lambdaEndpoint;
    }

    public int accountConcurrency() {
        return accountConcurrency;
    }

    public int invocationsPerEnvironment() {
        return invocationsPerEnvironment;
    }

    public boolean prewarm() {
        return prewarm;
    }

    public Optional<Path> classArchives() {
        return classArchives;
    }

    public Set<String> allowedHosts() {
        return allowedHosts;
    }

    public Clock clock() {
        return clock;
    }

    public int endedExecutionsKept() {
        return endedExecutionsKept;
    }

    public Duration waitsSkippedUpTo() {
        return waitsSkippedUpTo;
    }

    private LocalAwsOptions with(Consumer<LocalAwsOptions> change) {
        try {
            LocalAwsOptions copy = (LocalAwsOptions) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this class can be cloned", e);
        }
    }
}
