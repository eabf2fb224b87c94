package dev.ordersaga.sam;

import java.util.Optional;

/**
 * An output of a template.
 *
 * @param value empty where it is not known
 * @param export the name under which other stacks import it
 */
public record Output(String name, Optional<String> value, Optional<String> description, Optional<String> export) {}
