/**
 * Compares what the three services have in writing with the executions that should have brought it about, and makes both
 * agree: by running a saga again, or by having a service give back what it holds for no order. Whatever it does is safe to be
 * done twice, late, or while the saga goes on; what cannot be made right without a person is reported.
 */
@NullMarked
package dev.ordersaga.reconciler;

import org.jspecify.annotations.NullMarked;
