package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.stepfunctions.CreatedStateMachine.Version;
import dev.ordersaga.local.stepfunctions.Definitions.Diagnostic;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The operations on state machines.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html">Actions</a>
 */
final class StateMachineOperations {

    static final int MAX_ARN_LENGTH = 256;

    private static final int MAX_VERSION_ARN_LENGTH = 2000;

    private static final int MAX_DEFINITION_LENGTH = 1_048_576;
    private static final int MAX_TOKEN_LENGTH = 1024;
    private static final List<String> TYPES = List.of("STANDARD", "EXPRESS");

    private final CreatedStateMachines machines;
    private final Executions executions;
    private final LoggingConfigurations logging;
    private final Clock clock;

    StateMachineOperations(
            CreatedStateMachines machines, Executions executions, LoggingConfigurations logging, Clock clock) {
        this.logging = logging;
        this.machines = machines;
        this.executions = executions;
        this.clock = clock;
    }

    /**
     * CreateStateMachine. "The idempotency check is based on the state machine name, definition, type, LoggingConfiguration,
     * TracingConfiguration, and EncryptionConfiguration"; a role or tags that differ are ignored.
     */
    ObjectNode create(Caller caller, RequestFields input) {
        String name = ResourceNames.checked(input.required("name", ResourceNames.MAX_LENGTH));
        String definition = input.required("definition", MAX_DEFINITION_LENGTH);
        String roleArn = role(input.required("roleArn", MAX_ARN_LENGTH));
        boolean express = input.oneOf("type", TYPES).orElse("STANDARD").equals("EXPRESS");
        JsonNode logged = logging.given(input).orElseGet(LoggingConfigurations::none);
        JsonNode tracing = tracing(input).orElseGet(StateMachineOperations::noTracing);
        JsonNode encryption = EncryptionConfigurations.given(input).orElseGet(EncryptionConfigurations::ownedKey);
        Map<String, String> tags = Tags.given(input);
        Optional<String> description = versionDescription(input);
        StateMachine machine = Definitions.parsed(definition, express);

        Instant now = clock.instant();
        String arn = new Arn.StateMachine(caller, name).text();
        CreatedStateMachine created = machines.findOrAdd(arn, () -> {
            CreatedStateMachine fresh = new CreatedStateMachine(
                    caller,
                    name,
                    express,
                    now,
                    new Revision(null, definition, machine, roleArn, logged, tracing, now, encryption));
            fresh.tag(tags);
            return fresh;
        });
        Revision newest = created.newest();
        if (created.express() != express || !newest.sameAs(definition, newest.roleArn(), logged, tracing, encryption)) {
            throw new AwsError("StateMachineAlreadyExists", "State Machine Already Exists: '" + arn + "'");
        }
        ObjectNode output = object();
        output.put("stateMachineArn", arn);
        output.put("creationDate", AwsJson.timestamp(created.creationDate()));
        if (input.flag("publish", false)) {
            output.put(
                    "stateMachineVersionArn",
                    created.publish(description.orElse(null), null, now).arn());
        }
        return output;
    }

    /** UpdateStateMachine: executions that run already keep the definition they were started with. */
    ObjectNode update(Caller caller, RequestFields input) {
        Arn.StateMachine arn = Arn.stateMachine(input.required("stateMachineArn", MAX_ARN_LENGTH));
        Optional<String> definition = input.optional("definition", MAX_DEFINITION_LENGTH);
        Optional<String> roleArn = input.optional("roleArn", MAX_ARN_LENGTH).map(StateMachineOperations::role);
        Optional<JsonNode> logged = logging.given(input);
        Optional<JsonNode> tracing = tracing(input);
        Optional<JsonNode> encryption = EncryptionConfigurations.given(input);
        if (definition.isEmpty()
                && roleArn.isEmpty()
                && logged.isEmpty()
                && tracing.isEmpty()
                && encryption.isEmpty()) {
            throw new AwsError(
                    "MissingRequiredParameter",
                    "Either the definition, the role ARN, the LoggingConfiguration, the TracingConfiguration, or the"
                            + " EncryptionConfiguration must be specified");
        }
        Optional<String> description = versionDescription(input);
        CreatedStateMachine created = machines.get(arn);
        Revision before = created.newest();
        StateMachine machine = definition
                .map(text -> Definitions.parsed(text, created.express()))
                .orElse(before.machine());
        boolean publish = input.flag("publish", false);
        if (publish) {
            created.requireRoomForVersion(); // what is refused changes nothing
        }
        Instant now = clock.instant();
        Revision after = created.update(
                definition.orElse(before.definition()),
                machine,
                roleArn.orElse(before.roleArn()),
                logged.orElse(before.logging()),
                tracing.orElse(before.tracing()),
                encryption.orElse(before.encryption()),
                now);
        ObjectNode output = object();
        output.put("updateDate", AwsJson.timestamp(now));
        if (after.id() != null) {
            output.put("revisionId", after.id());
        }
        if (publish) {
            output.put(
                    "stateMachineVersionArn",
                    created.publish(description.orElse(null), null, now).arn());
        }
        return output;
    }

    ObjectNode describe(Caller caller, RequestFields input) {
        IncludedData included = IncludedData.read(input);
        Arn.Startable arn = Arn.startable(input.required("stateMachineArn", MAX_ARN_LENGTH));
        CreatedStateMachine created = machines.get(arn);
        ObjectNode output = object();
        Optional<Arn.Version> qualified = qualified(created, arn);
        if (qualified.isPresent()) {
            Version version =
                    created.version(qualified.get().number()).orElseThrow(() -> CreatedStateMachines.doesNotExist(arn));
            output.put("stateMachineArn", version.arn());
            output.put("creationDate", AwsJson.timestamp(version.creationDate()));
            if (version.description() != null) {
                output.put("description", version.description());
            }
            describe(output, created.name(), version.revision());
        } else {
            output.put("stateMachineArn", created.arn());
            output.put("creationDate", AwsJson.timestamp(created.creationDate()));
            describe(output, created.name(), created.newest());
        }
        output.put("status", "ACTIVE");
        output.put("type", created.type());
        return included.ofStateMachine(output);
    }

    /** The version that an ARN names, or that its alias sends most executions to; empty for the state machine itself. */
    private static Optional<Arn.Version> qualified(CreatedStateMachine created, Arn.Startable arn) {
        if (arn instanceof Arn.Alias alias) {
            return Optional.of(created.alias(alias)
                    .orElseThrow(() -> CreatedStateMachines.doesNotExist(arn))
                    .routing()
                    .heaviest());
        }
        return arn instanceof Arn.Version version ? Optional.of(version) : Optional.empty();
    }

    /** What DescribeStateMachine and DescribeStateMachineForExecution both tell. */
    static void describe(ObjectNode output, String name, Revision revision) {
        output.put("name", name);
        output.put("definition", revision.definition());
        output.put("roleArn", revision.roleArn());
        output.set("loggingConfiguration", revision.logging());
        output.set("tracingConfiguration", revision.tracing());
        output.set("encryptionConfiguration", revision.encryption());
        ObjectNode references = VariableReferences.of(revision.definition());
        if (!references.isEmpty()) {
            output.set("variableReferences", references);
        }
        if (revision.id() != null) {
            output.put("revisionId", revision.id());
        }
    }

    ObjectNode list(Caller caller, RequestFields input) {
        int size = input.pageSize(100, 1000);
        long from =
                PageToken.position(input, "ListStateMachines", MAX_TOKEN_LENGTH).orElse(0);
        List<CreatedStateMachine> all = machines.of(caller);
        ObjectNode output = object();
        ArrayNode page = output.putArray("stateMachines");
        all.stream()
                .skip(from)
                .limit(size)
                .forEach(machine -> page.addObject()
                        .put("stateMachineArn", machine.arn())
                        .put("name", machine.name())
                        .put("type", machine.type())
                        .put("creationDate", AwsJson.timestamp(machine.creationDate())));
        if (from + size < all.size()) {
            output.put("nextToken", PageToken.of("ListStateMachines", from + size));
        }
        return output;
    }

    /** DeleteStateMachine; deleting what is not there succeeds. Executions end before their next state. */
    CompletionStage<ObjectNode> delete(Caller caller, RequestFields input) {
        Arn.StateMachine arn = Arn.stateMachine(input.required("stateMachineArn", MAX_ARN_LENGTH));
        machines.remove(arn);
        return executions.terminate(arn.text()).thenApply(told -> object());
    }

    ObjectNode publishVersion(Caller caller, RequestFields input) {
        Arn.StateMachine arn = Arn.stateMachine(input.required("stateMachineArn", MAX_ARN_LENGTH));
        Version version = machines.get(arn)
                .publish(
                        input.optional("description", 256).orElse(null),
                        input.optional("revisionId", 256).orElse(null),
                        clock.instant());
        return object().put("creationDate", AwsJson.timestamp(version.creationDate()))
                .put("stateMachineVersionArn", version.arn());
    }

    ObjectNode listVersions(Caller caller, RequestFields input) {
        Arn.StateMachine arn = Arn.stateMachine(input.required("stateMachineArn", MAX_ARN_LENGTH));
        int size = input.pageSize(100, 1000);
        String listing = "ListStateMachineVersions " + arn.text();
        long from = PageToken.position(input, listing, MAX_TOKEN_LENGTH).orElse(0);
        List<Version> all = machines.get(arn).versions();
        ObjectNode output = object();
        ArrayNode page = output.putArray("stateMachineVersions");
        all.stream()
                .skip(from)
                .limit(size)
                .forEach(version -> page.addObject()
                        .put("stateMachineVersionArn", version.arn())
                        .put("creationDate", AwsJson.timestamp(version.creationDate())));
        if (from + size < all.size()) {
            output.put("nextToken", PageToken.of(listing, from + size));
        }
        return output;
    }

    ObjectNode deleteVersion(Caller caller, RequestFields input) {
        Arn.Version arn = Arn.version(input.required("stateMachineVersionArn", MAX_VERSION_ARN_LENGTH));
        machines.find(arn).ifPresent(machine -> machine.deleteVersion(arn.number()));
        return object();
    }

    ObjectNode validate(Caller caller, RequestFields input) {
        String definition = input.required("definition", MAX_DEFINITION_LENGTH);
        boolean express = input.oneOf("type", TYPES).orElse("STANDARD").equals("EXPRESS");
        boolean warned = input.oneOf("severity", List.of("ERROR", "WARNING"))
                .filter("WARNING"::equals)
                .isPresent();
        int size = input.pageSize(100, 100);
        List<Diagnostic> wrong = Definitions.diagnose(definition, express);
        List<Diagnostic> found = new ArrayList<>(wrong);
        if (warned) {
            found.addAll(DefinitionWarnings.of(definition));
        }
        ObjectNode output = object();
        output.put("result", wrong.isEmpty() ? "OK" : "FAIL");
        ArrayNode diagnostics = output.putArray("diagnostics");
        for (int i = 0; i < Math.min(size, found.size()); i++) {
            Diagnostic diagnostic = found.get(i);
            ObjectNode json = diagnostics.addObject();
            json.put("severity", i < wrong.size() ? "ERROR" : "WARNING");
            json.put("code", diagnostic.code());
            json.put("message", diagnostic.message());
            if (!diagnostic.location().isEmpty()) {
                json.put("location", diagnostic.location());
            }
        }
        output.put("truncated", found.size() > size);
        return output;
    }

    private static String role(String arn) {
        if (!arn.startsWith("arn:")) {
            throw new AwsError("InvalidArn", "Invalid Role Arn: '" + arn + "'");
        }
        return arn;
    }

    private static Optional<String> versionDescription(RequestFields input) {
        Optional<String> description = input.optional("versionDescription", 256);
        if (description.isPresent() && !input.flag("publish", false)) {
            throw new AwsError("ValidationException", "Version description can only be set when publish is true");
        }
        return description;
    }

    private static Optional<JsonNode> tracing(RequestFields input) {
        return input.structure("tracingConfiguration")
                .map(given -> object().put("enabled", given.flag("enabled", false)));
    }

    private static JsonNode noTracing() {
        return object().put("enabled", false);
    }

    private static ObjectNode object() {
        return AwsJson.MAPPER.createObjectNode();
    }
}
