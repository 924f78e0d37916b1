package dev.drover.cli.deployment;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.api.DeploymentUpdateResponse;
import dev.drover.model.deployment.Deployment;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code deployment promote}. */
public final class DeploymentPromoteCommand extends BaseCommand {
    private final Flag<List<String>> groups =
            flags.list("group", "name", "promote only the canaries of this group; may be repeated");
    private final Flag<Boolean> detach = flags.toggle("detach", "return at once, with the id of the evaluation");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");

    public DeploymentPromoteCommand() {
        super("Let the canaries of a deployment take over", "<deployment>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        Deployment deployment = DeploymentLookup.one(context, single(arguments, "deployment"));
        Query query = Query.NONE.withGiven("namespace", deployment.namespace());
        DeploymentUpdateResponse response = context.ask(
                "Error promoting deployment",
                () -> context.client()
                        .deployments()
                        .promote(deployment.id(), groups.get(), query)
                        .value());
        return DeploymentUpdate.follow(context, response, detach.get(), verbose.get());
    }
}
