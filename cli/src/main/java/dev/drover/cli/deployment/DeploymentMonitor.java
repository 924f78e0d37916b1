package dev.drover.cli.deployment;

import dev.drover.cli.Context;
import dev.drover.cli.alloc.AllocTable;
import dev.drover.cli.eval.Progress;
import dev.drover.cli.text.Ids;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.sdk.Answer;
import dev.drover.sdk.Query;
import java.time.Duration;
import java.util.Optional;

/**
 * Follows a deployment until it ends. On a terminal its state is rewritten in place; elsewhere each change is appended, for
 * logs.
 */
public final class DeploymentMonitor {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Context context;
    private final boolean verbose;
    private final Ids ids;

    private int linesShown;

    public DeploymentMonitor(Context context, boolean verbose) {
        this.context = context;
        this.verbose = verbose;
        this.ids = new Ids(verbose);
    }

    /**
     * Follows it to its end, and on to the deployment of the older version when it fails and its job asks for that.
     *
     * @return whether the deployment that was asked for succeeded
     */
    public boolean watch(String deploymentId) {
        new Progress(context).step("Monitoring deployment \"" + ids.shown(deploymentId) + "\"");
        Query query = Query.NONE;
        while (true) {
            Answer<Deployment> answer = read(deploymentId, query);
            Deployment deployment = answer.value();
            show(deployment);
            switch (deployment.status()) {
                case SUCCESSFUL -> {
                    return true;
                }
                case FAILED -> {
                    followRollback(deployment);
                    return false;
                }
                case CANCELLED -> {
                    return false;
                }
                case RUNNING, PAUSED, INITIALIZING, PENDING, BLOCKED, UNBLOCKING ->
                    query = Query.NONE.index(Math.max(1, answer.index())).waitAtMost(LONGEST_WAIT);
            }
        }
    }

    private Answer<Deployment> read(String id, Query query) {
        return context.ask(
                "Error fetching deployment",
                () -> context.client().deployments().info(id, query));
    }

    private void followRollback(Deployment failed) {
        boolean reverts = failed.taskGroups().values().stream().anyMatch(DeploymentState::autoRevert);
        if (!reverts) {
            return;
        }
        Optional<Deployment> latest = context.ask(
                "Error fetching the deployment of the older version",
                () -> context.client()
                        .jobs()
                        .latestDeployment(failed.jobId(), Query.NONE.withGiven("namespace", failed.namespace()))
                        .value());
        latest.filter(next -> next.jobVersion() > failed.jobVersion())
                .ifPresent(next -> new DeploymentMonitor(context, verbose).watch(next.id()));
    }

    private void show(Deployment deployment) {
        StringBuilder text = new StringBuilder();
        text.append("  ").append(headline(deployment)).append('\n');
        String body =
                context.times().at(context.times().now()) + "\n" + DeploymentText.whole(context, deployment, verbose);
        if (verbose) {
            body += "\n\nAllocations\n"
                    + AllocTable.of(
                            context,
                            context.client()
                                    .deployments()
                                    .allocations(deployment.id(), Query.NONE)
                                    .value(),
                            true);
        }
        body.lines()
                .forEach(line ->
                        text.append(line.isEmpty() ? "" : "    ").append(line).append('\n'));
        if (context.io().terminal() && linesShown > 0) {
            // Up to the first line of what stands there, and clear from there on.
            context.io().out().print("\u001b[" + linesShown + "A\u001b[J");
        }
        context.io().out().print(text);
        context.io().out().flush();
        linesShown = (int) text.chars().filter(letter -> letter == '\n').count();
    }

    private String headline(Deployment deployment) {
        String name = "Deployment \"" + ids.shown(deployment.id()) + "\" ";
        DeploymentStatus status = deployment.status();
        return switch (status) {
            case SUCCESSFUL -> "✓ " + name + status.wireName();
            case FAILED, CANCELLED, BLOCKED -> "! " + name + status.wireName();
            case RUNNING, PAUSED, INITIALIZING, PENDING, UNBLOCKING -> "⠦ " + name + "in progress...";
        };
    }
}
