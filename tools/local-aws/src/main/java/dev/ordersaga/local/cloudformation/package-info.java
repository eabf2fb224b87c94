/** AWS CloudFormation, as far as it tells what is deployed here. */
@NullMarked
package dev.ordersaga.local.cloudformation;

import org.jspecify.annotations.NullMarked;
