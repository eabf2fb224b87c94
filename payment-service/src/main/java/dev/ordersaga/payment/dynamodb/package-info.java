/** The payments in DynamoDB: what was intended and what came of it, each in one transaction with the record of the step. */
@NullMarked
package dev.ordersaga.payment.dynamodb;

import org.jspecify.annotations.NullMarked;
