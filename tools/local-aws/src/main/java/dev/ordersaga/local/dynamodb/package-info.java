/** DynamoDB: AWS's DynamoDB Local as a process of its own, reached through the one port. */
@NullMarked
package dev.ordersaga.local.dynamodb;

import org.jspecify.annotations.NullMarked;
