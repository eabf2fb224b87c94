package dev.ordersaga.asl.execution.maprun;

import dev.ordersaga.asl.execution.ExecutionRequest;
import dev.ordersaga.asl.execution.MapRunRequest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * How the children of a Map Run are named: {@code execution:MACHINE/LABEL:ID}. The same child of the same run always has the same id,
 * so that a run which is asked for again finds its children.
 */
final class ChildRequests {

    private ChildRequests() {}

    static ExecutionRequest of(MapRunRequest run, int index, String input) {
        ExecutionRequest parent = run.parent();
        String id = id(run.mapRunArn() + "#" + index);
        String machineArn = base(parent.stateMachineArn()) + "/" + run.label();
        String machine = base(parent.stateMachineName()) + "/" + run.label();
        String kind = run.express() ? "express" : "execution";
        String arn = machineArn.replaceFirst(":stateMachine:", ":" + kind + ":") + ":" + id;
        if (run.express()) {
            arn += ":" + id(arn + "#" + run.redriveCount());
        }
        return new ExecutionRequest(arn, id, machineArn, machine, parent.roleArn(), input);
    }

    private static String id(String of) {
        return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Without the label that a child's machine is named with. */
    private static String base(String name) {
        int label = name.indexOf('/');
        return label < 0 ? name : name.substring(0, label);
    }
}
