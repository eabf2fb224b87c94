/** The console as a program: its options, the person's own credentials, the AWS SDK behind the pages. */
@NullMarked
package dev.ordersaga.console.command;

import org.jspecify.annotations.NullMarked;
