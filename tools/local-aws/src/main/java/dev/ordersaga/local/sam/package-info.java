/** The SAM template: read as CloudFormation reads it, as far as it describes what runs here, and deployed. */
@NullMarked
package dev.ordersaga.local.sam;

import org.jspecify.annotations.NullMarked;
