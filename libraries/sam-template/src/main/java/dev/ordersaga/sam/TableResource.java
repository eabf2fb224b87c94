package dev.ordersaga.sam;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A DynamoDB table of a template.
 *
 * @param place where its properties stand, as a JSON pointer
 * @param createTable the request of DynamoDB's operation of that name
 * @param timeToLive the attribute of items that says when they end
 */
public record TableResource(
        String logicalId, String place, Optional<String> name, ObjectNode createTable, Optional<String> timeToLive) {}
