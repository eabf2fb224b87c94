/** A small Amazon S3 in memory: enough for what a distributed Map reads and writes, and for putting it there. */
@NullMarked
package dev.ordersaga.local.s3;

import org.jspecify.annotations.NullMarked;
