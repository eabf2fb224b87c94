package dev.ordersaga.asl.execution;

/** How an execution stands, in the words of DescribeExecution. */
public enum ExecutionStatus {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED
}
