package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which versions an alias stands for, and what share of its executions each gets.
 *
 * @param routes one or two, whose weights are 100 together
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_RoutingConfigurationListItem.html">RoutingConfigurationListItem</a>
 */
record Routing(List<Route> routes) {

    private static final int MAX_ROUTES = 2;
    private static final int ALL = 100;
    private static final int MAX_VERSION_ARN_LENGTH = 2000;

    Routing {
        routes = List.copyOf(routes);
    }

    /** One version and its share, in per cent. */
    record Route(Arn.Version version, int weight) {}

    static Routing read(RequestFields input) {
        List<JsonNode> given = input.list("routingConfiguration");
        if (given.isEmpty() || given.size() > MAX_ROUTES) {
            throw invalid(
                    "1 validation error detected: Value at 'routingConfiguration' failed to satisfy constraint: Member must"
                            + " have length "
                            + (given.isEmpty() ? "greater than or equal to 1" : "less than or equal to 2"));
        }
        List<Route> routes = new ArrayList<>();
        int sum = 0;
        for (JsonNode each : given) {
            if (!(each instanceof ObjectNode object)) {
                throw new AwsError(
                        "SerializationException", "The field routingConfiguration must be a list of structures");
            }
            String arn = new RequestFields(object).required("stateMachineVersionArn", MAX_VERSION_ARN_LENGTH);
            JsonNode weight = object.path("weight");
            if (!weight.isIntegralNumber() || !weight.canConvertToInt() || weight.asInt() < 0 || weight.asInt() > ALL) {
                throw invalid("1 validation error detected: Value '" + AwsJson.text(weight)
                        + "' at 'routingConfiguration.weight' failed to satisfy constraint: Member must have value from 0 to"
                        + " 100");
            }
            routes.add(new Route(Arn.version(arn), weight.asInt()));
            sum += weight.asInt();
        }
        if (sum != ALL) {
            throw invalid("Sum of routing configuration weights must equal 100. Received: "
                    + routes.stream().map(Route::weight).toList());
        }
        if (routes.size() == MAX_ROUTES) {
            Arn.Version one = routes.get(0).version();
            Arn.Version other = routes.get(1).version();
            if (one.equals(other)) {
                throw invalid("Routing configuration must contain distinct state machine version ARNs. Received: ["
                        + one.text() + ", " + other.text() + "]");
            }
            if (!one.stateMachine().equals(other.stateMachine())) {
                throw invalid("Routing configuration must contain versions of one state machine. Received: ["
                        + one.text() + ", " + other.text() + "]");
            }
        }
        return new Routing(routes);
    }

    Arn.StateMachine stateMachine() {
        return routes.get(0).version().stateMachine();
    }

    /** The version that an execution gets; {@code chance} is from 0 to below 1. */
    Arn.Version choose(double chance) {
        Route first = routes.get(0);
        return routes.size() == 1 || chance * ALL < first.weight()
                ? first.version()
                : routes.get(1).version();
    }

    /** The version that most executions get; of two with the same weight, the first. */
    Arn.Version heaviest() {
        Route first = routes.get(0);
        return routes.size() == 1 || first.weight() >= routes.get(1).weight()
                ? first.version()
                : routes.get(1).version();
    }

    boolean names(String versionNumber) {
        return routes.stream().anyMatch(route -> route.version().number().equals(versionNumber));
    }

    void describe(ObjectNode output) {
        ArrayNode list = output.putArray("routingConfiguration");
        routes.forEach(route -> list.addObject()
                .put("stateMachineVersionArn", route.version().text())
                .put("weight", route.weight()));
    }

    private static AwsError invalid(String message) {
        return new AwsError("ValidationException", message);
    }
}
