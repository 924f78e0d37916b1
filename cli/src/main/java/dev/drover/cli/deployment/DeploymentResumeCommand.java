package dev.drover.cli.deployment;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.api.DeploymentUpdateResponse;
import dev.drover.model.deployment.Deployment;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code deployment resume}. */
public final class DeploymentResumeCommand extends BaseCommand {
    private final Flag<Boolean> detach = flags.toggle("detach", "return at once, with the id of the evaluation");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");

    public DeploymentResumeCommand() {
        super("Let a paused deployment go on", "<deployment>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        Deployment deployment = DeploymentLookup.one(context, single(arguments, "deployment"));
        Query query = Query.NONE.withGiven("namespace", deployment.namespace());
        DeploymentUpdateResponse response = context.ask(
                "Error resuming deployment",
                () -> context.client()
                        .deployments()
                        .pause(deployment.id(), false, query)
                        .value());
        context.print("Deployment \"" + deployment.id() + "\" resumed");
        return DeploymentUpdate.follow(context, response, detach.get(), verbose.get());
    }
}
