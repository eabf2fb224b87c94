/** A definition read leniently: the states of every scope, the ways between them, and how long each may take. */
@NullMarked
package dev.ordersaga.linter.graph;

import org.jspecify.annotations.NullMarked;
