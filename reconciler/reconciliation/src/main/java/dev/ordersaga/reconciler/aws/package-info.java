/** The services, asked through their Lambda functions, and Step Functions, asked about its executions. */
@NullMarked
package dev.ordersaga.reconciler.aws;

import org.jspecify.annotations.NullMarked;
