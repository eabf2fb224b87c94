package dev.ordersaga.sam;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A state machine of a template.
 *
 * @param place where its properties stand, as a JSON pointer
 * @param express whether it is an Express one, which ends after five minutes; otherwise it is a Standard one
 * @param definitionFile the file that the definition stands in; empty where it stands in the template or in a bucket
 * @param definition the text of the definition with every substitution made; empty where it is not known
 * @param substitutions what stands in the {@code ${…}} places of the definition
 * @param role the ARN of its role: the one that the template gives it, otherwise the one that SAM makes; empty where it is not known
 * @param logging what it logs and where, in CloudFormation's words; empty where it does not say or the value is not known
 * @param alias the alias that follows each newly published version
 */
public record StateMachineResource(
        String logicalId,
        String place,
        Optional<String> name,
        boolean express,
        Optional<Path> definitionFile,
        Optional<String> definition,
        Map<String, Substitution> substitutions,
        Optional<String> role,
        Optional<JsonNode> logging,
        Optional<String> alias,
        List<EventSource> events) {

    public StateMachineResource {
        substitutions = Collections.unmodifiableMap(new LinkedHashMap<>(substitutions));
        events = List.copyOf(events);
    }

    /**
     * What one {@code ${…}} place of a definition becomes.
     *
     * @param value empty where it is not known
     * @param references the logical ids of the resources that the value is made of
     */
    public record Substitution(Optional<String> value, Set<String> references) {

        public Substitution {
            references = Set.copyOf(references);
        }
    }
}
