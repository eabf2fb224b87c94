package dev.ordersaga.console.endpoint;

import java.util.List;

/** The logs of an endpoint's functions. */
public interface FunctionLogs {

    /**
     * What the function wrote while it worked on an invocation; empty where that cannot be found any more.
     *
     * @param function its name or ARN
     */
    List<String> lines(String function, String requestId);
}
