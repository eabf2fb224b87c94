package dev.ordersaga.order.stepfunctions;

import dev.ordersaga.order.WaitingTasks;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** The tasks of Step Functions' executions that wait for a token. */
public final class StepFunctionsTasks implements WaitingTasks {

    private final Supplier<SfnClient> stepFunctions;

    /** @param stepFunctions asked for with the first answer, for most who may answer never do */
    public StepFunctionsTasks(Supplier<SfnClient> stepFunctions) {
        this.stepFunctions = stepFunctions;
    }

    @Override
    public boolean answer(String taskToken, String json) {
        return answer(stepFunctions.get(), taskToken, json);
    }

    static boolean answer(SfnClient stepFunctions, String taskToken, String json) {
        return StepFunctionsSagas.unavailableIfFailed(() -> {
            try {
                stepFunctions.sendTaskSuccess(
                        request -> request.taskToken(taskToken).output(json));
                return true;
            } catch (TaskTimedOutException | TaskDoesNotExistException | InvalidTokenException dead) {
                return false;
            }
        });
    }
}
