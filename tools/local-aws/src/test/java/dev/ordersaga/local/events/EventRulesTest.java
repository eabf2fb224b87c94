package dev.ordersaga.local.events;

import static dev.ordersaga.local.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.ordersaga.local.Clients;
import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.LocalAwsOptions;
import dev.ordersaga.local.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.InputTransformer;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.LimitExceededException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Rules, their targets, and what the targets are told, by AWS's own client. */
class EventRulesTest {

    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:ears";
    private static final String ROLE = "arn:aws:iam::000000000000:role/any";

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private LocalAws aws;
    private EventBridgeClient events;
    private SfnClient sfn;

    @BeforeEach
    void start() {
        aws = LocalAws.start(LocalAwsOptions.defaults().withFunctions((function, payload) -> {
            told.add(function + " " + new String(payload, StandardCharsets.UTF_8));
            return CompletableFuture.completedFuture(
                    new InvocationResult("null".getBytes(StandardCharsets.UTF_8), null, "$LATEST", "r-1"));
        }));
        events = Clients.events(aws);
        sfn = Clients.sfn(aws);
        events.createEventBus(r -> r.name("shop"));
    }

    @AfterEach
    void close() {
        events.close();
        sfn.close();
        aws.close();
    }

    @Test
    void aFunctionIsToldOfTheEventsThatItsRuleMatches() throws Exception {
        rule(
                "{\"source\":[\"shop.orders\"],\"detail\":{\"total\":[{\"numeric\":[\">\",100]}]}}",
                target(FUNCTION).build());

        put("OrderConfirmed", "{\"orderId\":\"o-1\",\"total\":99}");
        String id = put("OrderConfirmed", "{\"orderId\":\"o-2\",\"total\":101}");

        assertThat(next())
                .isEqualTo(FUNCTION + " {\"version\":\"0\",\"id\":\"" + id
                        + "\",\"detail-type\":\"OrderConfirmed\",\"source\":\"shop.orders\",\"account\":\"000000000000\","
                        + "\"time\":\"2026-01-02T03:04:05Z\",\"region\":\"us-east-1\",\"resources\":[\"arn:a\"],"
                        + "\"detail\":{\"orderId\":\"o-2\",\"total\":101}}");
        assertThat(told).isEmpty();
    }

    @Test
    void aStateMachineIsStartedWithTheEventAsItsInput() {
        String machine = sfn.createStateMachine(r -> r.name("reacts")
                        .definition("{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Pass\",\"End\":true}}}")
                        .roleArn(ROLE))
                .stateMachineArn();
        rule(
                "{\"detail-type\":[\"OrderConfirmed\"]}",
                target(machine).roleArn(ROLE).inputPath("$.detail").build());

        String id = put("OrderConfirmed", "{\"orderId\":\"o-1\"}");

        var executions = await().until(
                        () -> sfn.listExecutions(r -> r.stateMachineArn(machine))
                                .executions(),
                        list -> !list.isEmpty());
        assertThat(executions).singleElement().satisfies(execution -> {
            assertThat(execution.name()).startsWith(id + "_");
            assertThat(Clients.ended(sfn, execution.executionArn()).input()).isEqualTo("{\"orderId\":\"o-1\"}");
        });
    }

    @Test
    void twoRulesOfOneStateMachineStartItTwice() {
        String machine = sfn.createStateMachine(r -> r.name("twice")
                        .definition("{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Pass\",\"End\":true}}}")
                        .roleArn(ROLE))
                .stateMachineArn();
        for (String name : List.of("one", "two")) {
            events.putRule(r -> r.name(name).eventBusName("shop").eventPattern("{\"source\":[\"shop.orders\"]}"));
            events.putTargets(r -> r.rule(name)
                    .eventBusName("shop")
                    .targets(target(machine).roleArn(ROLE).build()));
        }

        put("OrderConfirmed", "{}");

        assertThat(await().until(
                                () -> sfn.listExecutions(r -> r.stateMachineArn(machine))
                                        .executions(),
                                list -> list.size() == 2))
                .hasSize(2);
    }

    @Test
    void whatATargetIsToldCanBeAConstantAPartOrATemplate() throws Exception {
        rule(
                "{\"source\":[\"shop.orders\"]}",
                target(FUNCTION).input("{\"fixed\":1}").build());
        put("T", "{\"orderId\":\"o \\\"1\\\"\",\"n\":2,\"items\":[{\"sku\":\"a\"}]}");
        assertThat(next()).endsWith(" {\"fixed\":1}");

        events.putTargets(r -> r.rule("rule")
                .eventBusName("shop")
                .targets(target(FUNCTION)
                        .inputTransformer(InputTransformer.builder()
                                .inputPathsMap(Map.of(
                                        "id",
                                        "$.detail.orderId",
                                        "n",
                                        "$.detail.n",
                                        "first",
                                        "$.detail.items[0]",
                                        "no",
                                        "$.detail.no"))
                                .inputTemplate(
                                        "{\"text\":\"order <id> by <aws.events.rule-name>\",\"id\":<id>,\"n\":<n>,"
                                                + "\"first\":<first>,\"inside\":\"<first>\",\"no\":\"<no>\"}")
                                .build())
                        .build()));
        put("T", "{\"orderId\":\"o \\\"1\\\"\",\"n\":2,\"items\":[{\"sku\":\"a\"}]}");
        assertThat(next())
                .endsWith(" {\"text\":\"order o \\\"1\\\" by rule\",\"id\":\"o \\\"1\\\"\",\"n\":2,"
                        + "\"first\":{\"sku\":\"a\"},\"inside\":\"{\\\"sku\\\":\\\"a\\\"}\",\"no\":\"\"}");
    }

    @Test
    void aRuleThatIsDisabledOrWithoutATargetTellsNobody() throws Exception {
        rule("{\"source\":[\"shop.orders\"]}", target(FUNCTION).build());
        events.disableRule(r -> r.name("rule").eventBusName("shop"));
        put("First", "{}");
        events.enableRule(r -> r.name("rule").eventBusName("shop"));
        put("Second", "{}");
        assertThat(next()).contains("Second");

        events.removeTargets(r -> r.rule("rule").eventBusName("shop").ids("t"));
        put("Third", "{}");
        assertThat(told.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void anEventGoesOnToAnotherBusOnce() throws Exception {
        String other = events.createEventBus(r -> r.name("other")).eventBusArn();
        String shop = events.describeEventBus(r -> r.name("shop")).arn();
        rule("{\"source\":[\"shop.orders\"]}", target(other).build());
        events.putRule(r -> r.name("back").eventBusName("other").eventPattern("{\"source\":[\"shop.orders\"]}"));
        events.putTargets(r -> r.rule("back")
                .eventBusName("other")
                .targets(
                        target(FUNCTION).build(),
                        Target.builder().id("back").arn(shop).build()));

        put("OrderConfirmed", "{}");

        assertThat(next()).contains("OrderConfirmed");
        assertThat(told.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void aLogGroupKeepsWhatItIsTold() {
        try (CloudWatchLogsClient logs = Clients.logs(aws)) {
            logs.createLogGroup(r -> r.logGroupName("/shop/events"));
            rule(
                    "{\"source\":[\"shop.orders\"]}",
                    target("arn:aws:logs:us-east-1:000000000000:log-group:/shop/events")
                            .build());

            put("OrderConfirmed", "{\"orderId\":\"o-1\"}");

            assertThat(await().until(
                                    () -> logs.filterLogEvents(r -> r.logGroupName("/shop/events"))
                                            .events(),
                                    list -> !list.isEmpty()))
                    .extracting(FilteredLogEvent::message)
                    .singleElement()
                    .asString()
                    .contains("\"detail\":{\"orderId\":\"o-1\"}");
        }
    }

    @Test
    void executionsTellTheDefaultBusHowTheyAre() throws Exception {
        events.putRule(r -> r.name("runs")
                .eventPattern(
                        "{\"source\":[\"aws.states\"],\"detail-type\":[\"Step Functions Execution Status Change\"]}"));
        events.putTargets(r -> r.rule("runs").targets(target(FUNCTION).build()));
        String machine = sfn.createStateMachine(r -> r.name("fails")
                        .definition(
                                "{\"StartAt\":\"F\",\"States\":{\"F\":{\"Type\":\"Fail\",\"Error\":\"Went\",\"Cause\":\"wrong\"}}}")
                        .roleArn(ROLE))
                .stateMachineArn();

        String execution = sfn.startExecution(
                        r -> r.stateMachineArn(machine).name("one").input("{\"a\":1}"))
                .executionArn();

        assertThat(next())
                .contains(
                        "\"detail-type\":\"Step Functions Execution Status Change\",\"source\":\"aws.states\"",
                        "\"resources\":[\"" + execution + "\"]",
                        "\"status\":\"RUNNING\"",
                        "\"stopDate\":null",
                        "\"input\":\"{\\\"a\\\":1}\"",
                        "\"inputDetails\":{\"included\":true}",
                        "\"output\":null",
                        "\"outputDetails\":null");
        assertThat(next())
                .contains(
                        "\"executionArn\":\"" + execution + "\",\"stateMachineArn\":\"" + machine
                                + "\",\"name\":\"one\"",
                        "\"status\":\"FAILED\"",
                        "\"error\":\"Went\"",
                        "\"cause\":\"wrong\"",
                        "\"redriveStatus\":\"REDRIVABLE\"");
        assertThat(aws.events().all()).isEmpty();
    }

    @Test
    void rulesAndTargetsAreListedDescribedAndDeleted() {
        String arn = rule("{\"source\":[\"shop.orders\"]}", target(FUNCTION).build());

        assertThat(arn).isEqualTo("arn:aws:events:us-east-1:000000000000:rule/shop/rule");
        assertThat(events.listRules(r -> r.eventBusName("shop")).rules())
                .extracting(Rule::name, Rule::state, Rule::eventPattern, Rule::eventBusName)
                .containsExactly(tuple("rule", RuleState.ENABLED, "{\"source\":[\"shop.orders\"]}", "shop"));
        assertThat(events.describeRule(r -> r.name("rule").eventBusName("shop")).arn())
                .isEqualTo(arn);
        assertThat(events.listTargetsByRule(r -> r.rule("rule").eventBusName("shop"))
                        .targets())
                .containsExactly(target(FUNCTION).build());
        assertThat(events.listRuleNamesByTarget(r -> r.targetArn(FUNCTION).eventBusName("shop"))
                        .ruleNames())
                .containsExactly("rule");
        assertThatThrownBy(() -> events.deleteRule(r -> r.name("rule").eventBusName("shop")))
                .isInstanceOf(EventBridgeException.class)
                .hasMessageContaining("Rule can't be deleted since it has targets.");

        events.removeTargets(r -> r.rule("rule").eventBusName("shop").ids("t"));
        events.deleteRule(r -> r.name("rule").eventBusName("shop"));

        assertThatThrownBy(() -> events.describeRule(r -> r.name("rule").eventBusName("shop")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Rule rule does not exist on EventBus shop.");
    }

    @Test
    void aRuleThatIsPutAgainKeepsItsTargets() {
        rule("{\"source\":[\"shop.orders\"]}", target(FUNCTION).build());

        events.putRule(r -> r.name("rule")
                .eventBusName("shop")
                .eventPattern("{\"source\":[\"other\"]}")
                .description("new"));

        assertThat(events.listTargetsByRule(r -> r.rule("rule").eventBusName("shop"))
                        .targets())
                .hasSize(1);
        assertThat(events.describeRule(r -> r.name("rule").eventBusName("shop")).description())
                .isEqualTo("new");
    }

    @Test
    void whatAwsRefusesIsRefused() {
        assertThatThrownBy(() -> events.putRule(r -> r.name("r").eventPattern("{\"source\":\"shop\"}")))
                .isInstanceOf(InvalidEventPatternException.class)
                .hasMessageContaining("Event pattern is not valid. Reason: ");
        assertThatThrownBy(() -> events.putRule(r -> r.name("r").eventPattern("{}")))
                .isInstanceOf(InvalidEventPatternException.class);
        assertThatThrownBy(() -> events.putRule(r -> r.name("r")))
                .hasMessageContaining("Parameter(s) EventPattern or ScheduleExpression must be specified.");
        assertThatThrownBy(() -> events.putRule(r -> r.name("r").scheduleExpression("rate(1 minutes)")))
                .hasMessageContaining("Parameter ScheduleExpression is not valid.");
        assertThatThrownBy(() ->
                        events.putRule(r -> r.name("r").eventBusName("shop").scheduleExpression("rate(5 minutes)")))
                .hasMessageContaining("ScheduleExpression is supported only on the default event bus.");
        assertThatThrownBy(() ->
                        events.putRule(r -> r.name("r").eventBusName("none").eventPattern("{\"source\":[\"a\"]}")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Event bus none does not exist.");
        rule("{\"source\":[\"shop.orders\"]}", target(FUNCTION).build());
        assertThatThrownBy(
                        () -> putTargets(Target.builder().id("x").arn("no arn").build()))
                .hasMessageContaining("Parameter no arn is not valid. Reason: Provided Arn is not in correct format.");
        assertThatThrownBy(() -> putTargets(
                        target(FUNCTION).input("{}").inputPath("$.detail").build()))
                .hasMessageContaining(
                        "Only one of Input, InputPath, or InputTransformer must be provided for target t.");
        assertThatThrownBy(() -> putTargets(target(FUNCTION).input("{").build()))
                .hasMessageContaining("JSON syntax error in input for target t");
        String machine = "arn:aws:states:us-east-1:000000000000:stateMachine:m";
        assertThatThrownBy(() -> putTargets(target(machine).build()))
                .hasMessageContaining("RoleArn is required for target " + machine + ".");
        assertThatThrownBy(() -> putTargets(target(FUNCTION)
                        .inputTransformer(t -> t.inputPathsMap(Map.of("id", "$.id"))
                                .inputTemplate("{\"id\": <id>, \"rule\": <aws.events.rule-name>, \"who\": <who>}"))
                        .build()))
                .hasMessageContaining("InputTemplate for target t contains invalid placeholder who.");
        assertThatThrownBy(() -> putTargets(
                        target(FUNCTION).id("1").build(),
                        target(FUNCTION).id("2").build(),
                        target(FUNCTION).id("3").build(),
                        target(FUNCTION).id("4").build(),
                        target(FUNCTION).id("5").build()))
                .isInstanceOf(LimitExceededException.class);
    }

    @Test
    void patternsCanBeTested() {
        String event =
                "{\"id\":\"1\",\"account\":\"0\",\"source\":\"shop\",\"time\":\"2026-01-02T03:04:05Z\",\"region\":\"r\","
                        + "\"resources\":[],\"detail-type\":\"T\",\"detail\":{\"a\":\"Abc\",\"ip\":\"10.0.0.7\",\"list\":[1,2]}}";

        assertThat(events.testEventPattern(
                                r -> r.event(event).eventPattern("{\"detail\":{\"a\":[{\"prefix\":\"Ab\"}]}}"))
                        .result())
                .isTrue();
        assertThat(events.testEventPattern(r -> r.event(event).eventPattern("{\"detail\":{\"b\":[{\"exists\":true}]}}"))
                        .result())
                .isFalse();
        assertThatThrownBy(() -> events.testEventPattern(r -> r.event("{}").eventPattern("{\"source\":[\"a\"]}")))
                .hasMessageContaining("Parameter Event is not valid.");
    }

    private String rule(String pattern, Target target) {
        String arn = events.putRule(r -> r.name("rule").eventBusName("shop").eventPattern(pattern))
                .ruleArn();
        putTargets(target);
        return arn;
    }

    private void putTargets(Target... targets) {
        events.putTargets(r -> r.rule("rule").eventBusName("shop").targets(targets));
    }

    private static Target.Builder target(String arn) {
        return Target.builder().id("t").arn(arn);
    }

    private String put(String type, String detail) {
        return events.putEvents(r -> r.entries(PutEventsRequestEntry.builder()
                        .eventBusName("shop")
                        .source("shop.orders")
                        .detailType(type)
                        .detail(detail)
                        .resources("arn:a")
                        .time(Instant.parse("2026-01-02T03:04:05Z"))
                        .build()))
                .entries()
                .get(0)
                .eventId();
    }

    private String next() throws InterruptedException {
        @Nullable String next = told.poll(20, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }
}
