package dev.ordersaga.saga.place;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * LocalStack in a container, deployed by the script and from the files that docker-compose.yml gives to it, the functions in
 * containers that LocalStack starts beside itself; order-service's REST as a process here.
 *
 * <p>No wait can be skipped there, so the definition has {@link ShortWaits}, and nothing there makes a delivery fail, so from
 * {@link #fail} to {@link #heal} sagas start with {@link FaultsInBetween}.
 */
final class LocalStackPlace extends DeployedPlace {

    /** The last that needs no account. */
    static final String IMAGE = "localstack/localstack:4.14.0";

    private static final String STACK = "order-saga";
    private static final String PROJECT_LABEL = "com.docker.compose.project";
    private static final Duration TO_DEPLOY = Duration.ofMinutes(5);

    private static final Path LOG = OrderServiceRest.LOGS.resolve("localstack.log");

    private final String project;
    private final LocalStackContainer container;
    private final FaultsInBetween faults;
    private final LoggedEvents events;
    private final String definition;
    private boolean faulty;

    private LocalStackPlace(
            String project,
            LocalStackContainer container,
            AwsClients aws,
            Map<String, String> outputs,
            OrderServiceRest orderService,
            FaultsInBetween faults) {
        super(STACK, aws, outputs, orderService);
        this.project = project;
        this.container = container;
        this.faults = faults;
        this.events = new LoggedEvents(aws.logs(), AwsClients.named(outputs, "OrderEventsLog"), 0);
        this.definition = ShortWaits.in(aws.stepFunctions()
                .describeStateMachine(describe -> describe.stateMachineArn(stateMachineArn()))
                .definition());
        update(definition);
    }

    static LocalStackPlace start() throws InterruptedException {
        String project = "order-saga-tests-" + UUID.randomUUID();
        LocalStackContainer container = container(project);
        try {
            long begun = System.nanoTime();
            container.start();
            if (!initScripts(container).contains("SUCCESSFUL")) {
                throw new IllegalStateException("the script that deploys failed");
            }
            PlaceKind.LOCALSTACK.say("deployed after", begun);
            URI endpoint = container.getEndpoint();
            AwsClients aws = AwsClients.at(endpoint);
            CompletableFuture<FaultsInBetween> faults =
                    CompletableFuture.supplyAsync(() -> FaultsInBetween.deploy(aws, STACK));
            Map<String, String> outputs = aws.outputs(STACK);
            OrderServiceRest orderService =
                    OrderServiceRest.start("localstack", outputs, OrderServiceRest.environment(endpoint));
            try {
                return new LocalStackPlace(project, container, aws, outputs, orderService, faults.join());
            } catch (RuntimeException e) {
                orderService.close();
                throw e;
            }
        } catch (RuntimeException | InterruptedException e) {
            stop(container, project);
            throw new IllegalStateException("LocalStack was not deployed to; what it said is in " + LOG, e);
        }
    }

    @Override
    public int sagasAtOnce() {
        // LocalStack starts a container for each call of a function that others are busy with.
        return 3;
    }

    @Override
    public int burst() {
        // It carries some seven sagas a second, however many come.
        return 40;
    }

    @Override
    public int killFunctions() {
        throw new TestAbortedException("LocalStack's containers are Docker's to end");
    }

    @Override
    public void fail(Fault fault) {
        faults.fail(fault);
        if (!faulty) {
            update(faults.inBetween(definition));
            faulty = true;
        }
    }

    @Override
    public void heal() {
        faults.heal();
        if (faulty) {
            update(definition);
            faulty = false;
        }
    }

    @Override
    public List<PublishedOrderEvent> events() {
        return events.sinceTheStart();
    }

    @Override
    public void close() {
        super.close();
        stop(container, project);
    }

    private void update(String changed) {
        aws.stepFunctions()
                .updateStateMachine(
                        update -> update.stateMachineArn(stateMachineArn()).definition(changed));
    }

    @SuppressWarnings("resource") // closed with the place
    private static LocalStackContainer container(String project) {
        Path root = OrderServiceRest.ROOT;
        // As in docker-compose.yml.
        LocalStackContainer container = new LocalStackContainer(DockerImageName.parse(IMAGE))
                .withServices(
                        "cloudformation",
                        "cloudwatch",
                        "dynamodb",
                        "events",
                        "iam",
                        "lambda",
                        "logs",
                        "s3",
                        "scheduler",
                        "sns",
                        "sqs",
                        "ssm",
                        "stepfunctions",
                        "sts")
                .withEnv("LAMBDA_IGNORE_ARCHITECTURE", "1")
                .withEnv("LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT", "60")
                .withEnv("ORDER_SAGA_PROJECT", project)
                .withEnv(
                        "LAMBDA_DOCKER_FLAGS",
                        "--label " + PROJECT_LABEL + "=" + project + " --label com.docker.compose.service=functions")
                .withEnv("DISABLE_EVENTS", "1")
                .waitingFor(Wait.forHttp("/_localstack/init/ready")
                        .forPort(4566)
                        .forResponsePredicate(answer -> answer.matches("(?s).*\"completed\":\\s*true.*"))
                        .withStartupTimeout(TO_DEPLOY));
        container.withCopyFileToContainer(
                MountableFile.forHostPath(root.resolve("deploy/localstack/ready.d/deploy.sh"), 0755),
                "/etc/localstack/init/ready.d/deploy.sh");
        for (String file : List.of(
                "template.yaml",
                "deploy/stuck-orders.asl.json",
                "deploy/http/Makefile",
                "deploy/localstack/take_along.py",
                "saga-definition/src/main/resources/order-saga.asl.json",
                "saga-definition/src/main/resources/refund-saga.asl.json",
                "order-service/function/target/order-service-function.zip",
                "reconciler/function/target/reconciler-function.zip",
                "payment-service/target/payment-service-function.zip",
                "inventory-service/target/inventory-service-function.zip")) {
            container.withCopyFileToContainer(
                    MountableFile.forHostPath(root.resolve(file), 0644), "/order-saga/" + file);
        }
        return container;
    }

    private static String initScripts(LocalStackContainer container) {
        try {
            return container
                    .execInContainer("curl", "-s", "http://localhost:4566/_localstack/init/ready")
                    .getStdout();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Returns when nothing is left: what LocalStack started goes with it, by deploy/localstack/take_along.py. */
    private static void stop(LocalStackContainer container, String project) {
        try {
            Files.createDirectories(OrderServiceRest.LOGS);
            Files.writeString(LOG, container.getContainerId() == null ? "" : container.getLogs());
        } catch (IOException | RuntimeException e) {
            System.err.println("what LocalStack said could not be kept: " + e);
        }
        container.stop();
        await("no container left of " + project)
                .atMost(Duration.ofSeconds(30))
                .until(() -> DockerClientFactory.instance()
                        .client()
                        .listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(Map.of(PROJECT_LABEL, project))
                        .exec()
                        .isEmpty());
    }
}
