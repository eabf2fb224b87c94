package dev.ordersaga.linter.sam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.sam.SamTemplate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code template.yaml} permits, to whom and on what. */
class LeastPrivilegeTest {

    /** AWS knows no resource for these. */
    private static final Set<String> ON_ANY_RESOURCE = Set.of(
            "OrderSaga logs:CreateLogDelivery",
            "OrderSaga logs:DeleteLogDelivery",
            "OrderSaga logs:DescribeLogGroups",
            "OrderSaga logs:DescribeResourcePolicies",
            "OrderSaga logs:GetLogDelivery",
            "OrderSaga logs:ListLogDeliveries",
            "OrderSaga logs:PutResourcePolicy",
            "OrderSaga logs:UpdateLogDelivery",
            "RefundSaga logs:CreateLogDelivery",
            "RefundSaga logs:DeleteLogDelivery",
            "RefundSaga logs:DescribeLogGroups",
            "RefundSaga logs:DescribeResourcePolicies",
            "RefundSaga logs:GetLogDelivery",
            "RefundSaga logs:ListLogDeliveries",
            "RefundSaga logs:PutResourcePolicy",
            "RefundSaga logs:UpdateLogDelivery",
            // Bound to a namespace by a condition, which a test holds.
            "StuckOrdersWatch cloudwatch:PutMetricData");

    /** Executions and log streams are made while we run; only what is in ours. */
    private static final List<Pattern> ENDING_IN_ANYTHING = List.of(
            Pattern.compile("arn:[^*]*:states:[^*]*:execution:\\$\\{(OrderSaga|RefundSaga)\\.Name}:\\*"),
            Pattern.compile("arn:[^*]*:log-group:\\$\\{OrderEventsLog}:\\*"));

    private static final Pattern TABLE = Pattern.compile("\\w+Table\\b");

    private final JsonNode template;

    LeastPrivilegeTest() {
        template = SamTemplate.read(Path.of("..", "..", "template.yaml")).document();
    }

    @Test
    void noActionIsAWildcard() {
        assertThat(grants(template))
                .isNotEmpty()
                .noneMatch(grant -> grant.action().contains("*"));
    }

    @Test
    void anyResourceIsOnlyForActionsThatKnowNone() {
        assertThat(grants(template).stream()
                        .filter(grant -> grant.resource().equals("*"))
                        .map(grant -> grant.owner() + " " + grant.action()))
                .containsExactlyInAnyOrderElementsOf(ON_ANY_RESOURCE);
    }

    @Test
    void partOfAResourceIsAWildcardOnlyInsideOfWhatIsOurs() {
        assertThat(grants(template).stream()
                        .map(Grant::resource)
                        .filter(resource -> resource.contains("*") && !resource.equals("*")))
                .isNotEmpty()
                .allMatch(resource -> ENDING_IN_ANYTHING.stream()
                        .anyMatch(form -> form.matcher(resource).matches()));
    }

    @Test
    void metricsAreWrittenIntoOneNamespaceOnly() {
        assertThat(statements(template, "StuckOrdersWatch")
                        .filter(statement -> texts(statement.path("Action")).contains("cloudwatch:PutMetricData")))
                .singleElement()
                .satisfies(statement -> assertThat(statement
                                .at("/Condition/StringEquals/cloudwatch:namespace")
                                .stringValue())
                        .isEqualTo("OrderSaga"));
    }

    @Test
    void everyFunctionHasAPolicyOfItsOwnAndNoneOfSomebodyElses() {
        Map<String, JsonNode> functions = ofType("AWS::Serverless::Function");

        assertThat(functions).hasSizeGreaterThanOrEqualTo(3);
        functions.forEach((name, function) -> {
            JsonNode properties = function.path("Properties");
            assertThat(properties.has("Role")).as("%s has a role", name).isFalse();
            assertThat(properties.path("Policies").isArray())
                    .as("the policies of %s", name)
                    .isTrue();
            // A text is the name of a policy that AWS manages, and they are wide; other mappings are SAM's templates.
            properties
                    .path("Policies")
                    .forEach(policy -> assertThat(policy.path("Statement").isArray())
                            .as("a policy of %s: %s", name, policy)
                            .isTrue());
        });
        assertThat(template.at("/Globals/Function").has("Policies")).isFalse();
        assertThat(template.at("/Globals/Function").has("Role")).isFalse();
    }

    @Test
    void aFunctionMayTouchOnlyTheTablesThatItIsTold() {
        ofType("AWS::Serverless::Function").forEach((name, function) -> {
            Set<String> told = tablesIn(function.at("/Properties/Environment"));
            Set<String> permitted = new TreeSet<>();
            statements(template, name).forEach(statement -> permitted.addAll(tablesIn(statement.path("Resource"))));

            assertThat(permitted).as(name).isEqualTo(told);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"OrderHttpFunction", "ReconcilerFunction"})
    void whoTellsWhatBecameOfAnOrderMayReadTheExecutionsOfBothSagas(String function) {
        for (String action : List.of("states:DescribeExecution", "states:GetExecutionHistory")) {
            assertThat(grants(template).stream()
                            .filter(grant -> grant.owner().equals(function)
                                    && grant.action().equals(action))
                            .map(grant -> grant.resource().replaceFirst(".*:execution:", "")))
                    .as(action)
                    .containsExactlyInAnyOrder("${OrderSaga.Name}:*", "${RefundSaga.Name}:*");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{Action: 'dynamodb:*', Resource: !GetAtt T.Arn, Effect: Allow}",
                "{Action: [s3:GetObject], Resource: '*', Effect: Allow}",
                "{Action: [s3:GetObject], Resource: [!Sub '${B}/*'], Effect: Allow}",
                "{NotAction: s3:GetObject, Resource: !GetAtt T.Arn, Effect: Allow}",
                "{Action: s3:GetObject, NotResource: !GetAtt T.Arn, Effect: Allow}",
            })
    void whatIsTooWideIsSeen(String statement) {
        List<Grant> grants = grants(SamTemplate.parse(
                        "Resources: {F: {Properties: {Policies: [{Statement: [" + statement + "]}]}}}",
                        Path.of("template.yaml"))
                .document());

        assertThat(grants)
                .singleElement()
                .satisfies(
                        grant -> assertThat(grant.action() + grant.resource()).contains("*"));
    }

    /** One action on one resource; what is not written as such counts as any. */
    private record Grant(String owner, String action, String resource) {}

    private static List<Grant> grants(JsonNode template) {
        List<Grant> grants = new ArrayList<>();
        template.path("Resources")
                .propertyNames()
                .forEach(owner -> statements(template, owner)
                        .forEach(statement -> texts(statement.path("Action"))
                                .forEach(action -> texts(statement.path("Resource"))
                                        .forEach(resource -> grants.add(new Grant(owner, action, resource))))));
        return grants;
    }

    private static Stream<JsonNode> statements(JsonNode template, String owner) {
        List<JsonNode> found = new ArrayList<>();
        collect(template.path("Resources").path(owner), found);
        return found.stream();
    }

    private static void collect(JsonNode node, List<JsonNode> found) {
        if (node.isObject() && node.path("Effect").asString("").equals("Allow")) {
            found.add(node);
        } else if (node.isString() && node.stringValue().contains("\"Statement\"")) {
            collect(JsonMapper.shared().readTree(node.stringValue()), found);
        } else {
            node.forEach(child -> collect(child, found));
        }
    }

    /** A text, or several, or functions of the template over them; nothing at all is anything. */
    private static List<String> texts(JsonNode node) {
        if (node.isMissingNode()) {
            return List.of("*");
        }
        if (node.isString()) {
            return List.of(node.stringValue());
        }
        if (node.isArray()) {
            return node.valueStream().flatMap(item -> texts(item).stream()).toList();
        }
        return List.of(node.has("Fn::Sub") ? node.path("Fn::Sub").asString("*") : node.toString());
    }

    private static Set<String> tablesIn(JsonNode node) {
        return TABLE.matcher(node.toString())
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<String, JsonNode> ofType(String type) {
        return template.path("Resources").properties().stream()
                .filter(resource ->
                        resource.getValue().path("Type").asString("").equals(type))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
