package dev.drover.cli.deployment;

import dev.drover.cli.Context;
import dev.drover.cli.text.Facts;
import dev.drover.cli.text.Ids;
import dev.drover.cli.text.Table;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentState;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A deployment as facts and a line for each task group. */
public final class DeploymentText {
    private DeploymentText() {}

    /** Everything, as {@code deployment status} shows it. */
    public static String whole(Context context, Deployment deployment, boolean verbose) {
        Ids ids = new Ids(verbose);
        Facts facts = new Facts()
                .add("ID", ids.shown(deployment.id()))
                .add("Job ID", deployment.jobId())
                .add("Job Version", deployment.jobVersion())
                .add("Status", deployment.status().wireName())
                .add("Description", deployment.statusDescription());
        return facts + groups(context, deployment);
    }

    /** The part of it that the status of its job shows. */
    public static String latest(Context context, Deployment deployment, boolean verbose) {
        Facts facts = new Facts()
                .add("ID", new Ids(verbose).shown(deployment.id()))
                .add("Status", deployment.status().wireName())
                .add("Description", deployment.statusDescription());
        return facts + groups(context, deployment);
    }

    private static String groups(Context context, Deployment deployment) {
        if (deployment.taskGroups().isEmpty()) {
            return "";
        }
        boolean reverts = deployment.taskGroups().values().stream().anyMatch(DeploymentState::autoRevert);
        boolean canaries = deployment.taskGroups().values().stream().anyMatch(state -> state.desiredCanaries() > 0);
        List<String> header = new ArrayList<>(List.of("Task Group"));
        if (reverts) {
            header.add("Auto Revert");
        }
        if (canaries) {
            header.add("Promoted");
        }
        header.add("Desired");
        if (canaries) {
            header.add("Canaries");
        }
        header.addAll(List.of("Placed", "Healthy", "Unhealthy", "Progress Deadline"));
        Table table = new Table().row(header);
        new TreeMap<>(deployment.taskGroups())
                .forEach((name, state) -> table.row(row(context, name, state, reverts, canaries)));
        return "\n\n" + context.bold("Deployed") + "\n" + table;
    }

    private static List<String> row(
            Context context, String name, DeploymentState state, boolean reverts, boolean canaries) {
        List<String> row = new ArrayList<>(List.of(name));
        if (reverts) {
            row.add(Boolean.toString(state.autoRevert()));
        }
        if (canaries) {
            row.add(state.desiredCanaries() > 0 ? Boolean.toString(state.promoted()) : "N/A");
        }
        row.add(Integer.toString(state.desiredTotal()));
        if (canaries) {
            row.add(state.desiredCanaries() > 0 ? Integer.toString(state.desiredCanaries()) : "N/A");
        }
        row.add(Integer.toString(state.placedAllocs()));
        row.add(Integer.toString(state.healthyAllocs()));
        row.add(Integer.toString(state.unhealthyAllocs()));
        row.add(context.times().ifSet(state.requireProgressBy()));
        return row;
    }

    /** Deployments below each other. */
    public static Table table(List<Deployment> deployments, Ids ids) {
        Table table = Table.withHeader("ID", "Job ID", "Job Version", "Status", "Description");
        deployments.forEach(deployment -> table.row(
                ids.shown(deployment.id()),
                deployment.jobId(),
                Long.toString(deployment.jobVersion()),
                deployment.status().wireName(),
                deployment.statusDescription()));
        return table;
    }
}
