package dev.ordersaga.sam;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a template's names stand for, but for its parameters. */
interface References {

    /** What {@code Ref} of a pseudo parameter or a resource gives; empty where it is not known. What nothing has is a problem at the place. */
    Optional<JsonNode> ref(String name, String place);

    /** What {@code Fn::GetAtt} gives; empty where it is not known. */
    Optional<JsonNode> attribute(String logicalId, String attribute, String place);
}
