/** What the issuer promises to a developer and to a resource server. */
@NullMarked
package dev.ordersaga.issuer;

import org.jspecify.annotations.NullMarked;
