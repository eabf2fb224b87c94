/**
 * A SAM or CloudFormation template, read once: its resources with their values, and each problem with its place. Nothing is deployed
 * here.
 */
@NullMarked
package dev.ordersaga.sam;

import org.jspecify.annotations.NullMarked;
