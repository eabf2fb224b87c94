package dev.ordersaga.asl;

import dev.ordersaga.asl.choice.Condition;
import dev.ordersaga.asl.expression.Template;
import java.util.Optional;

/**
 * One way out of a Choice state.
 *
 * @param output what JSONata makes of the input on this way
 */
public record Choice(Condition condition, Optional<Template> output, Assignments assign, String next) {}
