package dev.ordersaga.local;

import static dev.ordersaga.local.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ordersaga.local.cloudformation.DeployedStack;
import dev.ordersaga.local.journal.DataDirectory;
import dev.ordersaga.local.lambda.InvocationResult;
import dev.ordersaga.sam.Output;
import dev.ordersaga.sam.StackId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.EncryptionConfiguration;
import software.amazon.awssdk.services.sfn.model.EncryptionType;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.Tag;
import software.amazon.awssdk.services.sns.SnsClient;

/** What a user has made by API, and what was on its way, when the process ended. */
class ResourcesAcrossRestartsTest {

    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:f";

    @TempDir
    Path folder;

    private final List<String> payloads = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<InvocationResult> answer = done();

    private static CompletableFuture<InvocationResult> done() {
        return CompletableFuture.completedFuture(
                new InvocationResult("{}".getBytes(StandardCharsets.UTF_8), null, "$LATEST", "r-1"));
    }

    private LocalAws start() {
        return LocalAws.start(LocalAwsOptions.defaults()
                .withData(folder.resolve("data"))
                .withFunctions((function, payload) -> {
                    payloads.add(new String(payload, StandardCharsets.UTF_8));
                    return answer;
                }));
    }

    private static void put(EventBridgeClient events) {
        events.putEvents(request -> request.entries(PutEventsRequestEntry.builder()
                .source("tea")
                .detailType("Poured")
                .detail("{\"cups\": 2}")
                .build()));
    }

    private static void rule(EventBridgeClient events, String name) {
        events.putRule(request ->
                request.name(name).eventPattern("{\"source\":[\"tea\"]}").description("of tea"));
        events.putTargets(request -> request.rule(name)
                .targets(Target.builder()
                        .id("t")
                        .arn(FUNCTION)
                        .inputPath("$.detail")
                        .build()));
    }

    @Test
    void rulesTellTheirTargetsAsBefore() {
        try (LocalAws aws = start();
                EventBridgeClient events = Clients.events(aws)) {
            rule(events, "kept");
            rule(events, "deleted");
            events.removeTargets(request -> request.rule("deleted").ids("t"));
            events.deleteRule(request -> request.name("deleted"));
        }
        for (int restart = 1; restart <= 2; restart++) {
            try (LocalAws aws = start();
                    EventBridgeClient events = Clients.events(aws)) {
                assertThat(events.listRules(request -> {}).rules())
                        .extracting(Rule::name, Rule::description)
                        .containsExactly(tuple("kept", "of tea"));
                put(events);
                int told = restart;
                await().until(payloads::size, size -> size == told);
            }
        }
        assertThat(payloads).containsExactly("{\"cups\":2}", "{\"cups\":2}");
    }

    @Test
    void whatAFunctionWasToldAndHadNotDoneItIsToldAgain() {
        answer = new CompletableFuture<>();
        try (LocalAws aws = start();
                EventBridgeClient events = Clients.events(aws)) {
            rule(events, "r");
            put(events);
            await().until(payloads::size, size -> size == 1);
        }
        answer = done();
        try (LocalAws aws = start()) {
            assertThat(aws.endpoint()).isNotNull();
            await().until(payloads::size, size -> size == 2);
        }
        try (LocalAws aws = start();
                EventBridgeClient events = Clients.events(aws)) {
            put(events);
            await().until(payloads::size, size -> size == 3);
        }
        assertThat(payloads).hasSize(3);
    }

    @Test
    void aRuleStartsExecutionsOfItsStateMachineAsBefore() {
        String machine;
        try (LocalAws aws = start();
                EventBridgeClient events = Clients.events(aws);
                SfnClient sfn = Clients.sfn(aws)) {
            machine = sfn.createStateMachine(request -> request.name("m")
                            .roleArn("arn:aws:iam::000000000000:role/r")
                            .definition(
                                    "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"End\": true}}}"))
                    .stateMachineArn();
            events.putRule(request -> request.name("r").eventPattern("{\"source\":[\"tea\"]}"));
            events.putTargets(request -> request.rule("r")
                    .targets(Target.builder()
                            .id("t")
                            .arn(machine)
                            .roleArn("arn:aws:iam::000000000000:role/r")
                            .inputPath("$.detail")
                            .build()));
        }
        for (int restart = 1; restart <= 2; restart++) {
            try (LocalAws aws = start();
                    EventBridgeClient events = Clients.events(aws);
                    SfnClient sfn = Clients.sfn(aws)) {
                put(events);
                int started = restart;
                var executions = await().until(
                                () -> sfn.listExecutions(request -> request.stateMachineArn(machine))
                                        .executions(),
                                list -> list.size() == started);
                assertThat(Clients.ended(sfn, executions.get(0).executionArn()).input())
                        .isEqualTo("{\"cups\":2}");
            }
        }
    }

    @Test
    void logGroupsKeepTheirNamesAndHowLongTheyKeepEvents() {
        List<LogGroup> before;
        try (LocalAws aws = start();
                CloudWatchLogsClient logs = Clients.logs(aws)) {
            logs.createLogGroup(request -> request.logGroupName("/kept/forever"));
            logs.createLogGroup(request -> request.logGroupName("/kept/week"));
            logs.putRetentionPolicy(
                    request -> request.logGroupName("/kept/week").retentionInDays(7));
            logs.putRetentionPolicy(
                    request -> request.logGroupName("/kept/forever").retentionInDays(1));
            logs.deleteRetentionPolicy(request -> request.logGroupName("/kept/forever"));
            logs.createLogGroup(request -> request.logGroupName("/deleted"));
            logs.deleteLogGroup(request -> request.logGroupName("/deleted"));
            before = logs.describeLogGroups().logGroups();
        }
        assertThat(before)
                .extracting(LogGroup::logGroupName, LogGroup::retentionInDays)
                .containsExactly(tuple("/kept/forever", null), tuple("/kept/week", 7));
        for (int restart = 0; restart < 2; restart++) {
            try (LocalAws aws = start();
                    CloudWatchLogsClient logs = Clients.logs(aws)) {
                assertThat(logs.describeLogGroups().logGroups()).isEqualTo(before);
            }
        }
    }

    @Test
    void theStacksOutputsCanBeReadWithoutTheTemplate() {
        DeployedStack stack = new DeployedStack(
                new StackId("teas", "us-east-1", "000000000000"),
                Instant.parse("2026-01-02T03:04:05Z"),
                List.of(
                        new Output("Topic", Optional.of("arn:t"), Optional.of("where"), Optional.of("teas-topic")),
                        new Output("Bare", Optional.empty(), Optional.empty(), Optional.empty())),
                List.of(new DeployedStack.StackResource("T", "AWS::SNS::Topic", "arn:t", true)));
        try (DataDirectory data = DataDirectory.open(folder.resolve("data"), line -> {})) {
            StackRecord.write(data.journal(), stack);
        }
        for (int restart = 0; restart < 2; restart++) {
            try (LocalAws aws = start()) {
                assertThat(aws.stack()).contains(stack);
            }
        }
    }

    @Test
    void aTopicKeepsItsSubscriptionsAndTheirFilters() {
        String topic;
        try (LocalAws aws = start();
                SnsClient sns = Clients.sns(aws)) {
            topic = sns.createTopic(request -> request.name("topic")).topicArn();
            sns.subscribe(request -> request.topicArn(topic)
                    .protocol("lambda")
                    .endpoint(FUNCTION)
                    .attributes(Map.of("FilterPolicyScope", "MessageBody", "FilterPolicy", "{\"cups\":[2]}")));
            String gone = sns.subscribe(request -> request.topicArn(topic)
                            .protocol("lambda")
                            .endpoint(FUNCTION + "2")
                            .returnSubscriptionArn(true))
                    .subscriptionArn();
            sns.unsubscribe(request -> request.subscriptionArn(gone));
            String other = sns.createTopic(request -> request.name("other")).topicArn();
            sns.subscribe(request -> request.topicArn(other).protocol("lambda").endpoint(FUNCTION));
            sns.deleteTopic(request -> request.topicArn(other));
        }
        try (LocalAws aws = start();
                SnsClient sns = Clients.sns(aws)) {
            assertThat(sns.listSubscriptions().subscriptions()).hasSize(1);
            sns.publish(request -> request.topicArn(topic).message("{\"cups\":1}"));
            sns.publish(request -> request.topicArn(topic).message("{\"cups\":2}"));
            await().until(payloads::size, size -> size == 1);
        }
        assertThat(payloads).singleElement().asString().contains("cups\\\":2");
    }

    @Test
    void anActivityAndTheTaskThatWaitsForItsWorkerAreThere() {
        String activity;
        String execution;
        try (LocalAws aws = start();
                SfnClient sfn = Clients.sfn(aws)) {
            activity = sfn.createActivity(request -> request.name("pour")
                            .tags(Tag.builder().key("team").value("tea").build()))
                    .activityArn();
            sfn.tagResource(request -> request.resourceArn(activity)
                    .tags(Tag.builder().key("pot").value("one").build()));
            String gone = sfn.createActivity(request -> request.name("gone")).activityArn();
            sfn.deleteActivity(request -> request.activityArn(gone));
            String machine = sfn.createStateMachine(request -> request.name("m")
                            .roleArn("arn:aws:iam::000000000000:role/r")
                            .definition("{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Task\", \"Resource\": \""
                                    + activity + "\", \"End\": true}}}"))
                    .stateMachineArn();
            execution = sfn.startExecution(
                            request -> request.stateMachineArn(machine).input("{\"n\": 1}"))
                    .executionArn();
        }
        String token;
        try (LocalAws aws = start();
                SfnClient sfn = Clients.sfn(aws)) {
            assertThat(sfn.listActivities(request -> {}).activities()).hasSize(1);
            assertThat(sfn.listTagsForResource(request -> request.resourceArn(activity))
                            .tags())
                    .extracting(Tag::key)
                    .containsExactly("team", "pot");
            token = sfn.getActivityTask(request -> request.activityArn(activity).workerName("w"))
                    .taskToken();
            assertThat(token).isNotNull();
        }
        try (LocalAws aws = start();
                SfnClient sfn = Clients.sfn(aws)) {
            sfn.sendTaskSuccess(request -> request.taskToken(token).output("2"));
            assertThat(Clients.ended(sfn, execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        }
    }

    @Test
    void machinesAndActivitiesKeepHowTheyAreEncrypted() {
        String key = "arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        EncryptionConfiguration ofCustomer = EncryptionConfiguration.builder()
                .type(EncryptionType.CUSTOMER_MANAGED_KMS_KEY)
                .kmsKeyId(key)
                .kmsDataKeyReusePeriodSeconds(600)
                .build();
        String machine;
        String activity;
        try (LocalAws aws = start();
                SfnClient sfn = Clients.sfn(aws)) {
            machine = sfn.createStateMachine(request -> request.name("m")
                            .definition("{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}}")
                            .roleArn("arn:aws:iam::000000000000:role/r")
                            .publish(true)
                            .encryptionConfiguration(ofCustomer))
                    .stateMachineArn();
            activity = sfn.createActivity(request -> request.name("a").encryptionConfiguration(ofCustomer))
                    .activityArn();
        }
        try (LocalAws aws = start();
                SfnClient sfn = Clients.sfn(aws)) {
            assertThat(sfn.describeStateMachine(request -> request.stateMachineArn(machine))
                            .encryptionConfiguration())
                    .isEqualTo(ofCustomer);
            assertThat(sfn.describeStateMachine(request -> request.stateMachineArn(machine + ":1"))
                            .encryptionConfiguration())
                    .isEqualTo(ofCustomer);
            assertThat(sfn.describeActivity(request -> request.activityArn(activity))
                            .encryptionConfiguration())
                    .isEqualTo(ofCustomer);
        }
    }

    @Test
    void bucketsKeepTheirObjects() {
        byte[] bytes = {0, 1, 2, (byte) 0xff};
        try (LocalAws aws = start();
                S3Client s3 = Clients.s3(aws)) {
            s3.createBucket(request -> request.bucket("kept"));
            s3.createBucket(request -> request.bucket("deleted"));
            s3.putObject(
                    request ->
                            request.bucket("kept").key("a/b").contentType("x/y").metadata(Map.of("m", "1")),
                    RequestBody.fromBytes(bytes));
            s3.putObject(request -> request.bucket("kept").key("gone"), RequestBody.fromString("x"));
            s3.deleteObject(request -> request.bucket("kept").key("gone"));
            s3.deleteBucket(request -> request.bucket("deleted"));
        }
        for (int restart = 0; restart < 2; restart++) {
            try (LocalAws aws = start();
                    S3Client s3 = Clients.s3(aws)) {
                assertThat(s3.listBuckets().buckets()).hasSize(1);
                assertThat(s3.listObjectsV2(request -> request.bucket("kept")).contents())
                        .hasSize(1);
                var object =
                        s3.getObjectAsBytes(request -> request.bucket("kept").key("a/b"));
                assertThat(object.asByteArray()).isEqualTo(bytes);
                assertThat(object.response().contentType()).isEqualTo("x/y");
                assertThat(object.response().metadata()).containsEntry("m", "1");
            }
        }
    }

    @Test
    void aScheduleFallsDueAsTimeIsMovedOnAndWhatWasMissedIsNotMadeUpFor() throws Exception {
        try (LocalAws aws = start();
                EventBridgeClient events = Clients.events(aws)) {
            events.putRule(request -> request.name("hourly").scheduleExpression("rate(1 hour)"));
            events.putTargets(request -> request.rule("hourly")
                    .targets(Target.builder()
                            .id("t")
                            .arn(FUNCTION)
                            .inputPath("$.time")
                            .build()));
            advance(aws, "PT24H30M");
            await().until(payloads::size, size -> size == 24);
        }
        assertThat(payloads).doesNotHaveDuplicates();
        try (LocalAws aws = start()) {
            advance(aws, "PT20M");
            assertThat(payloads).hasSize(24);
            // An hour after the last, not after the start.
            advance(aws, "PT15M");
            await().until(payloads::size, size -> size == 25);
        }
    }

    private static void advance(LocalAws aws, String by) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(aws.endpoint() + "/_local/clock"))
                                .POST(HttpRequest.BodyPublishers.ofString("{\"advance\":\"" + by + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(200);
    }
}
