package dev.drover.cli.deployment;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.deployment.Deployment;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code deployment pause}. */
public final class DeploymentPauseCommand extends BaseCommand {
    public DeploymentPauseCommand() {
        super("Have a deployment place and replace nothing more until it is resumed", "<deployment>");
        flags.ignored("verbose");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        Deployment deployment = DeploymentLookup.one(context, single(arguments, "deployment"));
        Query query = Query.NONE.withGiven("namespace", deployment.namespace());
        context.tell(
                "Error pausing deployment", () -> context.client().deployments().pause(deployment.id(), true, query));
        context.print("Deployment \"" + deployment.id() + "\" paused");
        return 0;
    }
}
