package dev.drover.cli.deployment;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Ids;
import dev.drover.model.deployment.Deployment;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code deployment list}. */
public final class DeploymentListCommand extends BaseCommand {
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");
    private final DataFlags data = new DataFlags(flags);
    private final Flag<String> filter = flags.text("filter", "expression", "show only what matches");
    private final Flag<Boolean> ui = flags.toggle("ui", "open the page of the web UI");

    public DeploymentListCommand() {
        super("List deployments", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        List<Deployment> deployments = context.ask(
                "Error retrieving deployments",
                () -> context.client()
                        .deployments()
                        .list(Query.NONE.withGiven("filter", filter.get()))
                        .value());
        if (data.wanted()) {
            data.print(context, deployments);
            return 0;
        }
        context.print(
                deployments.isEmpty()
                        ? "No deployments found"
                        : DeploymentText.table(deployments, new Ids(verbose.get())));
        context.openPage(ui.get(), "jobs");
        return 0;
    }
}
