package dev.drover.cli.job;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.deployment.DeploymentUpdate;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.api.DeploymentUpdateResponse;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.job.JobListStub;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code job promote}: promotes the canaries of the newest deployment of a job. */
public final class JobPromoteCommand extends BaseCommand {
    private final Flag<List<String>> groups =
            flags.list("group", "name", "promote only the canaries of this group; may be repeated");
    private final Flag<Boolean> detach = flags.toggle("detach", "return at once, with the id of the evaluation");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");

    public JobPromoteCommand() {
        super("Let the canaries of a job take over", "<job>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        JobListStub job = JobLookup.stub(context, single(arguments, "job"));
        Query query = JobLookup.namespace(job.namespace());
        Deployment deployment = context.ask(
                        "Error retrieving deployments",
                        () -> context.client()
                                .jobs()
                                .latestDeployment(job.id(), query)
                                .value())
                .orElseThrow(() -> new Failure(
                        "Error retrieving deployments: job \"" + job.id() + "\" has no deployment to promote"));
        DeploymentUpdateResponse response = context.ask(
                "Error promoting deployment \"" + deployment.id() + "\" for job \"" + job.id() + "\"",
                () -> context.client()
                        .deployments()
                        .promote(deployment.id(), groups.get(), query)
                        .value());
        return DeploymentUpdate.follow(context, response, detach.get(), verbose.get());
    }
}
