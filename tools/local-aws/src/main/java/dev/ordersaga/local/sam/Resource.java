package dev.ordersaga.local.sam;

import tools.jackson.databind.node.ObjectNode;

/**
 * One resource of a template.
 *
 * @param properties with Globals merged in, intrinsic functions still in place
 * @param name its physical name
 */
record Resource(String logicalId, ResourceType type, ObjectNode properties, String name) {

    /** Where its properties stand. */
    String place() {
        return "/Resources/" + logicalId + "/Properties";
    }
}
