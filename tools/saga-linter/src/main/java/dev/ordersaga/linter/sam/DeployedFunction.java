package dev.ordersaga.linter.sam;

/**
 * A function of a template.
 *
 * @param logicalId its name in the template
 * @param timeoutSeconds how long a call may take
 * @param memoryMegabytes what its time is paid by
 */
public record DeployedFunction(String logicalId, long timeoutSeconds, long memoryMegabytes) {}
