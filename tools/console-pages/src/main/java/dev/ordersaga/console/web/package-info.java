/** Requests of a browser and answers to it, whatever the server; who may ask, and what a page may do. */
@NullMarked
package dev.ordersaga.console.web;

import org.jspecify.annotations.NullMarked;
