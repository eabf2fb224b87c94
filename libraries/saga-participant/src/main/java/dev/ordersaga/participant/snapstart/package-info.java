/** What a function does for Lambda's SnapStart: loads before the snapshot is taken, and lets go of what must not be in it. */
@NullMarked
package dev.ordersaga.participant.snapstart;

import org.jspecify.annotations.NullMarked;
