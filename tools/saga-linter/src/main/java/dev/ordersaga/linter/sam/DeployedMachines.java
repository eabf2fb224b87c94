package dev.ordersaga.linter.sam;

import dev.ordersaga.sam.FunctionResource;
import dev.ordersaga.sam.InvalidTemplate;
import dev.ordersaga.sam.Problem;
import dev.ordersaga.sam.SamStack;
import dev.ordersaga.sam.SamTemplate;
import dev.ordersaga.sam.StateMachineResource;
import dev.ordersaga.sam.StateMachineResource.Substitution;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The state machines of a template, as far as their definitions are linted and priced. */
public final class DeployedMachines {

    /** What a definition is looked at with; whatever else is wrong with a template keeps nobody from linting. */
    private static final Pattern READ = Pattern.compile(
            "/Resources/[^/]+/Properties/(Timeout|MemorySize|Type|DefinitionSubstitutions)(/.*)?|/Conditions(/.*)?");

    private final Path template;
    private final SamStack stack;
    private final Map<String, DeployedFunction> functions = new LinkedHashMap<>();

    private DeployedMachines(Path template, SamStack stack) {
        this.template = template;
        this.stack = stack;
        for (FunctionResource function : stack.functions()) {
            functions.put(
                    function.logicalId(),
                    new DeployedFunction(function.logicalId(), function.timeoutSeconds(), function.memoryMegabytes()));
        }
    }

    /**
     * Reads a template.
     *
     * @throws InvalidTemplate where there is none, or what it says of functions and definitions cannot be understood
     */
    public static DeployedMachines read(Path template) {
        SamStack stack = SamTemplate.read(template).undeployed();
        List<Problem> problems = stack.problems().stream()
                .filter(problem -> READ.matcher(problem.place()).matches())
                .toList();
        if (!problems.isEmpty()) {
            throw new InvalidTemplate(problems);
        }
        return new DeployedMachines(template, stack);
    }

    /** The state machine whose definition stands in a file; empty where no one's does. */
    public Optional<DeployedMachine> machineOf(Path definition) {
        Path wanted = definition.toAbsolutePath().normalize();
        return stack.stateMachines().stream()
                .filter(machine ->
                        machine.definitionFile().filter(wanted::equals).isPresent())
                .findFirst()
                .map(this::machine);
    }

    /**
     * The state machine of a logical id.
     *
     * @throws IllegalArgumentException where there is no such state machine
     */
    public DeployedMachine machine(String logicalId) {
        return stack.stateMachines().stream()
                .filter(machine -> machine.logicalId().equals(logicalId))
                .findFirst()
                .map(this::machine)
                .orElseThrow(() -> new IllegalArgumentException(template + " has no state machine " + logicalId));
    }

    private DeployedMachine machine(StateMachineResource machine) {
        Map<String, DeployedFunction> named = new LinkedHashMap<>(functions);
        for (FunctionResource function : stack.functions()) {
            function.name()
                    .ifPresent(name -> Optional.ofNullable(functions.get(function.logicalId()))
                            .ifPresent(deployed -> named.put(name, deployed)));
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, Substitution> place : machine.substitutions().entrySet()) {
            Optional<DeployedFunction> function = place.getValue().references().stream()
                    .flatMap(id -> Optional.ofNullable(functions.get(id)).stream())
                    .findFirst();
            function.ifPresent(called -> named.put(place.getKey(), called));
            if (function.isEmpty()) {
                place.getValue().value().ifPresent(value -> values.put(place.getKey(), value));
            }
        }
        return new DeployedMachine(machine.express(), values, named);
    }
}
