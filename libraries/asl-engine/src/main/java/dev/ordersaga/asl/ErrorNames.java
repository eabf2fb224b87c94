package dev.ordersaga.asl;

import java.util.List;

/** The error names that mean more than themselves, and how {@code ErrorEquals} compares. Names of one's own may begin with States. as well. */
final class ErrorNames {

    static final String ALL = "States.ALL";
    private static final String TASK_FAILED = "States.TaskFailed";
    private static final String TIMEOUT = "States.Timeout";
    private static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";

    /** "States.Runtime errors aren't retriable, and will always cause the execution to fail." */
    private static final String RUNTIME = "States.Runtime";

    private ErrorNames() {}

    static boolean match(List<String> errorEquals, String error, boolean terminal) {
        return !error.equals(RUNTIME) && errorEquals.stream().anyMatch(name -> matches(name, error, terminal));
    }

    private static boolean matches(String name, String error, boolean terminal) {
        if (name.equals(error)) {
            return true;
        }
        if (name.equals(ALL)) {
            return !terminal;
        }
        if (name.equals(TASK_FAILED)) {
            return !terminal && !error.equals(TIMEOUT) && !error.equals(HEARTBEAT_TIMEOUT);
        }
        return name.equals(TIMEOUT) && error.equals(HEARTBEAT_TIMEOUT);
    }
}
