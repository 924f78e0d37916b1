package dev.drover.cli.deployment;

import dev.drover.cli.Context;
import dev.drover.cli.eval.EvaluationMonitor;
import dev.drover.model.api.DeploymentUpdateResponse;

/** What a command says after it changed a deployment. */
public final class DeploymentUpdate {
    private DeploymentUpdate() {}

    /**
     * Tells of a return to an older version, and follows the evaluation that the change made, or names it.
     *
     * @return the exit code
     */
    public static int follow(Context context, DeploymentUpdateResponse response, boolean detach, boolean verbose) {
        if (response.revertedJobVersion() != null) {
            context.print("Auto-reverted to job version " + response.revertedJobVersion());
        }
        if (response.evalId().isEmpty()) {
            return 0;
        }
        if (detach) {
            context.print("Evaluation ID: " + response.evalId());
            return 0;
        }
        return new EvaluationMonitor(context, verbose).watch(response.evalId());
    }
}
