package dev.drover.cli.deployment;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.api.DeploymentUpdateResponse;
import dev.drover.model.deployment.Deployment;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code deployment fail}. */
public final class DeploymentFailCommand extends BaseCommand {
    private final Flag<Boolean> detach = flags.toggle("detach", "return at once, with the id of the evaluation");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");

    public DeploymentFailCommand() {
        super("End a deployment as failed; its job goes back where it asks for that", "<deployment>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        Deployment deployment = DeploymentLookup.one(context, single(arguments, "deployment"));
        Query query = Query.NONE.withGiven("namespace", deployment.namespace());
        DeploymentUpdateResponse response = context.ask(
                "Error failing deployment",
                () -> context.client()
                        .deployments()
                        .fail(deployment.id(), query)
                        .value());
        context.print("Deployment \"" + deployment.id() + "\" failed");
        return DeploymentUpdate.follow(context, response, detach.get(), verbose.get());
    }
}
