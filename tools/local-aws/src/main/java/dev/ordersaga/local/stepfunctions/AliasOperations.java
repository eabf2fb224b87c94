package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The operations on aliases.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-alias.html">State machine aliases</a>
 */
final class AliasOperations {

    private static final Pattern NAME = Pattern.compile("(?=.*[a-zA-Z_\\-.])[a-zA-Z0-9_\\-.]+");
    private static final int MAX_ALIASES = 100;
    private static final int MAX_TOKEN_LENGTH = 1024;

    private final CreatedStateMachines machines;
    private final Clock clock;

    AliasOperations(CreatedStateMachines machines, Clock clock) {
        this.machines = machines;
        this.clock = clock;
    }

    /** CreateStateMachineAlias; "idempotent": the same name, description and routing give the first answer. */
    ObjectNode create(Caller caller, RequestFields input) {
        String name = input.required("name", ResourceNames.MAX_LENGTH);
        if (!NAME.matcher(name).matches()) {
            throw new AwsError(
                    "ValidationException",
                    "1 validation error detected: Value '" + name
                            + "' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^"
                            + NAME + "$");
        }
        Optional<String> description = input.optional("description", 256);
        Routing routing = Routing.read(input);
        CreatedStateMachine machine = routed(routing);
        Instant now = clock.instant();
        CreatedAlias fresh = new CreatedAlias(
                new Arn.Alias(routing.stateMachine(), name), description.orElse(null), routing, now, now);
        CreatedAlias kept = machine.addAlias(fresh, MAX_ALIASES);
        if (!kept.routing().equals(routing) || !Objects.equals(kept.description(), description.orElse(null))) {
            throw new AwsError(
                    409,
                    "ConflictException",
                    "Failed to create alias because an alias with the same name and a different routing configuration already"
                            + " exists.");
        }
        return object().put("stateMachineAliasArn", kept.arn().text())
                .put("creationDate", AwsJson.timestamp(kept.creationDate()));
    }

    ObjectNode update(Caller caller, RequestFields input) {
        CreatedAlias before = found(input);
        Optional<String> description = input.optional("description", 256);
        boolean rerouted = input.any("routingConfiguration").isPresent();
        if (description.isEmpty() && !rerouted) {
            throw new AwsError("ValidationException", "Either description or routingConfiguration must be specified");
        }
        Routing routing = rerouted ? Routing.read(input) : before.routing();
        if (!routing.stateMachine().equals(before.arn().stateMachine())) {
            throw new AwsError(
                    "ValidationException", "Routing configuration must contain versions of the alias's state machine");
        }
        CreatedAlias after = new CreatedAlias(
                before.arn(),
                description.orElse(before.description()),
                routing,
                before.creationDate(),
                clock.instant());
        routed(routing).replaceAlias(after);
        return object().put("updateDate", AwsJson.timestamp(after.updateDate()));
    }

    ObjectNode describe(Caller caller, RequestFields input) {
        CreatedAlias alias = found(input);
        ObjectNode output = object();
        output.put("stateMachineAliasArn", alias.arn().text());
        output.put("name", alias.arn().name());
        if (alias.description() != null) {
            output.put("description", alias.description());
        }
        alias.routing().describe(output);
        output.put("creationDate", AwsJson.timestamp(alias.creationDate()));
        output.put("updateDate", AwsJson.timestamp(alias.updateDate()));
        return output;
    }

    /** ListStateMachineAliases: a state machine's, or those that name one of its versions. */
    ObjectNode list(Caller caller, RequestFields input) {
        Arn.Startable arn = Arn.startable(input.required("stateMachineArn", StateMachineOperations.MAX_ARN_LENGTH));
        int size = input.pageSize(100, 1000);
        String listing = "ListStateMachineAliases " + arn.text();
        long from = PageToken.position(input, listing, MAX_TOKEN_LENGTH).orElse(0);
        List<CreatedAlias> all = machines.get(arn).aliases().stream()
                .filter(alias ->
                        !(arn instanceof Arn.Version version) || alias.routing().names(version.number()))
                .toList();
        ObjectNode output = object();
        ArrayNode page = output.putArray("stateMachineAliases");
        all.stream()
                .skip(from)
                .limit(size)
                .forEach(alias -> page.addObject()
                        .put("stateMachineAliasArn", alias.arn().text())
                        .put("creationDate", AwsJson.timestamp(alias.creationDate())));
        if (from + size < all.size()) {
            output.put("nextToken", PageToken.of(listing, from + size));
        }
        return output;
    }

    /** Deleting what is not there succeeds. */
    ObjectNode delete(Caller caller, RequestFields input) {
        Arn.Alias arn = arn(input);
        machines.find(arn)
                .filter(machine -> machine.alias(arn).isPresent())
                .ifPresent(machine -> machine.deleteAlias(arn));
        return object();
    }

    private static Arn.Alias arn(RequestFields input) {
        return Arn.alias(input.required("stateMachineAliasArn", StateMachineOperations.MAX_ARN_LENGTH));
    }

    private CreatedAlias found(RequestFields input) {
        Arn.Alias arn = arn(input);
        return machines.find(arn).flatMap(machine -> machine.alias(arn)).orElseThrow(AliasOperations::notThere);
    }

    /** The state machine of the versions, all of which must exist. */
    private CreatedStateMachine routed(Routing routing) {
        CreatedStateMachine machine = machines.find(routing.stateMachine()).orElseThrow(AliasOperations::notThere);
        if (routing.routes().stream()
                .anyMatch(route -> machine.version(route.version().number()).isEmpty())) {
            throw notThere();
        }
        return machine;
    }

    private static AwsError notThere() {
        return new AwsError("ResourceNotFound", "Request references a resource that does not exist.");
    }

    private static ObjectNode object() {
        return AwsJson.MAPPER.createObjectNode();
    }
}
