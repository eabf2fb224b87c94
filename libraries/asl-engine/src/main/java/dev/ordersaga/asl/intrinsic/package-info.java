/** The intrinsic functions of JSONPath payload templates, {@code States.Format} and its seventeen companions, a class each. */
@NullMarked
package dev.ordersaga.asl.intrinsic;

import org.jspecify.annotations.NullMarked;
