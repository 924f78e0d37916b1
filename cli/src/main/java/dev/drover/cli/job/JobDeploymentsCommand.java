package dev.drover.cli.job;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.deployment.DeploymentText;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Ids;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.job.JobListStub;
import dev.drover.sdk.Query;
import java.util.List;
import java.util.Optional;

/** {@code job deployments}. */
public final class JobDeploymentsCommand extends BaseCommand {
    private final Flag<Boolean> latest = flags.toggle("latest", "show only the newest, whole");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");
    private final Flag<Boolean> all = flags.toggle("all", "also deployments of an earlier job of this id");
    private final DataFlags data = new DataFlags(flags);

    public JobDeploymentsCommand() {
        super("List the deployments of a job", "<job>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        JobListStub job = JobLookup.stub(context, single(arguments, "job"));
        Query query = JobLookup.namespace(job.namespace());
        if (latest.get()) {
            showLatest(context, job, query);
            return 0;
        }
        List<Deployment> deployments = context.ask(
                "Error retrieving deployments",
                () -> context.client()
                        .jobs()
                        .deployments(job.id(), all.get(), query)
                        .value());
        if (data.wanted()) {
            data.print(context, deployments);
        } else if (deployments.isEmpty()) {
            context.print("No deployments found");
        } else {
            context.print(DeploymentText.table(deployments, new Ids(verbose.get())));
        }
        return 0;
    }

    private void showLatest(Context context, JobListStub job, Query query) {
        Optional<Deployment> deployment = context.ask(
                "Error retrieving deployments",
                () -> context.client().jobs().latestDeployment(job.id(), query).value());
        if (deployment.isEmpty()) {
            context.print("No deployments found");
        } else if (data.wanted()) {
            data.print(context, deployment.get());
        } else {
            context.print(DeploymentText.whole(context, deployment.get(), verbose.get()));
        }
    }
}
