package dev.ordersaga.tour;

import dev.ordersaga.local.LocalAwsOptions;
import dev.ordersaga.sam.SamStack;
import dev.ordersaga.sam.SamTemplate;
import dev.ordersaga.sam.StackId;
import dev.ordersaga.sam.StateMachineResource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What the deployed things are called: the outputs of {@code template.yaml}, known before it is deployed. */
final class DeployedNames {

    /** The stack's name. */
    static final String STACK = "order-saga";

    private final SamStack stack;

    private DeployedNames(SamStack stack) {
        this.stack = stack;
    }

    /** Reads a template as the local AWS does, which says what is wrong with it. */
    static DeployedNames of(Path template, Map<String, String> parameters) {
        LocalAwsOptions local = LocalAwsOptions.defaults();
        return new DeployedNames(
                SamTemplate.read(template).deployedAs(new StackId(STACK, local.region(), local.account()), parameters));
    }

    /** The value of one of the template's outputs. */
    String output(String name) {
        return stack.outputs().stream()
                .filter(output -> output.name().equals(name))
                .flatMap(output -> output.value().stream())
                .findFirst()
                .orElseThrow(() -> new CannotGoOn("template.yaml has no output " + name));
    }

    /**
     * The function of a service, {@code payment-service}, which the output {@code PaymentFunction} names.
     *
     * @throws WrongUse where there is none
     */
    String function(String service) {
        String word = service.replaceFirst("-service$", "");
        String output =
                word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) + "Function";
        return stack.outputs().stream()
                .filter(each -> each.name().equals(output))
                .flatMap(each -> each.value().stream())
                .findFirst()
                .orElseThrow(() -> new WrongUse("--fault: template.yaml has no function of a service " + service));
    }

    /** What the places of a state machine's definition become, by their names. */
    Map<String, String> substitutions(String stateMachine) {
        Map<String, String> values = new LinkedHashMap<>();
        for (StateMachineResource machine : stack.stateMachines()) {
            if (machine.logicalId().equals(stateMachine)) {
                machine.substitutions()
                        .forEach((name, substitution) ->
                                substitution.value().ifPresent(value -> values.put(name, value)));
            }
        }
        return values;
    }
}
