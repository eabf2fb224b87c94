/** STS as far as command lines and SDKs ask it who they are. */
@NullMarked
package dev.ordersaga.local.sts;

import org.jspecify.annotations.NullMarked;
