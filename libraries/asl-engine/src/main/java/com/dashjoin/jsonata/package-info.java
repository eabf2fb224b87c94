/**
 * What Step Functions does otherwise than the JSONata library. The library keeps its syntax tree and its arithmetic to its own package,
 * so what changes them stands there, too.
 */
package com.dashjoin.jsonata;
