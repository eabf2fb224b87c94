/** The fence against a real DynamoDB Local: every gap in which a process may die, every order in which calls may arrive. */
@NullMarked
package dev.ordersaga.participant;

import org.jspecify.annotations.NullMarked;
