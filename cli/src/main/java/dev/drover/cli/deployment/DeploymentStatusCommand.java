package dev.drover.cli.deployment;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.alloc.AllocTable;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.model.deployment.Deployment;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code deployment status}. */
public final class DeploymentStatusCommand extends BaseCommand {
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids, and the allocations");
    private final Flag<Boolean> monitor = flags.toggle("monitor", "follow the deployment until it ends");
    private final DataFlags data = new DataFlags(flags);
    private final Flag<Boolean> ui = flags.toggle("ui", "open the page of the web UI");

    public DeploymentStatusCommand() {
        super("Show one deployment, or list all with -json or -t", "<deployment>");
        // A pause between questions; the monitor asks blocking ones instead.
        flags.ignoredText("wait", "duration");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.isEmpty() && data.wanted()) {
            data.print(context, list(context, Query.NONE));
            return 0;
        }
        String typed = single(arguments, "deployment");
        Deployment deployment = DeploymentLookup.one(context, typed);
        if (data.wanted()) {
            data.print(context, deployment);
            return 0;
        }
        if (monitor.get()) {
            return new DeploymentMonitor(context, verbose.get()).watch(deployment.id()) ? 0 : 1;
        }
        context.print(DeploymentText.whole(context, deployment, verbose.get()));
        if (verbose.get()) {
            context.section(
                    "Allocations",
                    AllocTable.of(
                            context,
                            context.ask(
                                    "Error querying allocations",
                                    () -> context.client()
                                            .deployments()
                                            .allocations(deployment.id(), Query.NONE)
                                            .value()),
                            true));
        }
        String page = "jobs/" + deployment.jobId() + "/deployments";
        context.hint("View all deployments for this job", page);
        context.openPage(ui.get(), page);
        return 0;
    }

    private static List<Deployment> list(Context context, Query query) {
        return context.ask(
                "Error retrieving deployment",
                () -> context.client().deployments().list(query).value());
    }
}
