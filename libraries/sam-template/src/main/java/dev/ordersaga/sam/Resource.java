package dev.ordersaga.sam;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A resource of a template, of any type.
 *
 * @param type as it is written, such as {@code AWS::SNS::Topic}
 * @param name its physical name; empty where it is not known
 * @param properties with Globals merged in, the intrinsic functions still in place
 */
public record Resource(String logicalId, String type, Optional<String> name, ObjectNode properties) {

    /** Where its properties stand, as a JSON pointer. */
    public String place() {
        return Pointer.of("/Resources", logicalId) + "/Properties";
    }

    /** The type, where its names and ARNs are known here. */
    public Optional<ResourceType> knownType() {
        return ResourceType.of(type);
    }
}
