package dev.ordersaga.local.stepfunctions;

import java.util.List;
import java.util.Map;

/** What can have tags. */
interface Tagged {

    Map<String, String> tags();

    /** Adds tags, or gives them another value; fifty are the most. */
    void tag(Map<String, String> more);

    void untag(List<String> keys);
}
