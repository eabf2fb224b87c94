/** An OAuth2 issuer for development: it asks nobody for a password and gives a token for any name. */
@NullMarked
package dev.ordersaga.issuer;

import org.jspecify.annotations.NullMarked;
