/** SNS as far as publishers see it: topics that take messages, kept with the events. */
@NullMarked
package dev.ordersaga.local.sns;

import org.jspecify.annotations.NullMarked;
