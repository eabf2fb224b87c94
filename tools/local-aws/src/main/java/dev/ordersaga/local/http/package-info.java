/** The one HTTP port that every local service answers on, and how a request finds its service. */
@NullMarked
package dev.ordersaga.local.http;

import org.jspecify.annotations.NullMarked;
