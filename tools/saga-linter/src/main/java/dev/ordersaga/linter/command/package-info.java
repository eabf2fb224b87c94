/** The command line: its options, and what it prints of findings and costs. */
@NullMarked
package dev.ordersaga.linter.command;

import org.jspecify.annotations.NullMarked;
