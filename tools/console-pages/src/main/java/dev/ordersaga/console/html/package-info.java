/** Markup that is safe by its type: whatever is put into a template is escaped, unless it is markup itself. */
@NullMarked
package dev.ordersaga.console.html;

import org.jspecify.annotations.NullMarked;
