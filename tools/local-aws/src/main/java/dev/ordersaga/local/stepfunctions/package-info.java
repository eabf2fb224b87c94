/** Step Functions as its clients see it: the API on the wire in front, the engine and the integrations behind. */
@NullMarked
package dev.ordersaga.local.stepfunctions;

import org.jspecify.annotations.NullMarked;
