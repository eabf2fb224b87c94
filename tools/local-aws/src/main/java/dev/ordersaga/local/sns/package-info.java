/** SNS: topics that take messages, kept with the events, and functions that are told of them. */
@NullMarked
package dev.ordersaga.local.sns;

import org.jspecify.annotations.NullMarked;
