package dev.ordersaga.local.console;

import dev.ordersaga.console.endpoint.SampleInputs;
import dev.ordersaga.local.cloudformation.DeployedStack;
import dev.ordersaga.sam.SamStack;
import dev.ordersaga.sam.StateMachineResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Sample inputs that stand beside the definitions of a template: {@code shop.input.json} beside {@code shop.asl.json}. */
public final class DefinitionSamples implements SampleInputs {

    private static final long LARGEST = 256 * 1024;

    private final Map<String, Path> definitions = new ConcurrentHashMap<>();

    /** The template's machines were deployed, those that have a file from it. */
    public void deployed(SamStack template, DeployedStack stack) {
        for (StateMachineResource machine : template.stateMachines()) {
            machine.definitionFile()
                    .ifPresent(file -> stack.resources().stream()
                            .filter(made -> made.logicalId().equals(machine.logicalId()))
                            .forEach(made -> definitions.put(made.physicalId(), file)));
        }
    }

    /** Read anew each time, so that an edit counts at once; empty where there is none, or it is larger than an input may be. */
    @Override
    public Optional<String> of(String machineArn) {
        return Optional.ofNullable(definitions.get(machineArn)).flatMap(DefinitionSamples::beside);
    }

    private static Optional<String> beside(Path definition) {
        String name = definition
                .getFileName()
                .toString()
                .replaceFirst("\\.(json|ya?ml)$", "")
                .replaceFirst("\\.asl$", "");
        Path sample = definition.resolveSibling(name + ".input.json");
        try {
            return Files.isRegularFile(sample) && Files.size(sample) <= LARGEST
                    ? Optional.of(Files.readString(sample))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
