package dev.ordersaga.local.stepfunctions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An alias as it is now; a change makes another. */
record CreatedAlias(
        Arn.Alias arn, @Nullable String description, Routing routing, Instant creationDate, Instant updateDate) {}
