package dev.drover.state;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentBuilder;
import dev.drover.model.deployment.DeploymentState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a command does to the groups of deployments, gathered so that each deployment is rewritten once. */
final class DeploymentCounts {
    private final Map<String, Changes> byDeployment = new LinkedHashMap<>();

    /** Steps in their order, by group. */
    private static final class Changes {
        private final Map<String, List<UnaryOperator<DeploymentState>>> byGroup = new LinkedHashMap<>();
        private long time;
    }

    void change(Allocation allocation, UnaryOperator<DeploymentState> step) {
        Changes changes = byDeployment.computeIfAbsent(allocation.deploymentId(), id -> new Changes());
        changes.byGroup
                .computeIfAbsent(allocation.taskGroup(), group -> new ArrayList<>())
                .add(step);
        changes.time = allocation.modifyTime();
    }

    /** Writes what was gathered; what belongs to no deployment (it is gone) is dropped. */
    void settle(Draft draft) {
        byDeployment.forEach((id, changes) -> {
            Deployment deployment = draft.tables.deployments.get(id);
            if (deployment != null) {
                settle(draft, deployment, changes);
            }
        });
        byDeployment.clear();
    }

    private static void settle(Draft draft, Deployment deployment, Changes changes) {
        Map<String, DeploymentState> groups = new LinkedHashMap<>(deployment.taskGroups());
        boolean any = false;
        for (Map.Entry<String, List<UnaryOperator<DeploymentState>>> entry : changes.byGroup.entrySet()) {
            DeploymentState group = groups.get(entry.getKey());
            if (group != null) {
                for (UnaryOperator<DeploymentState> step : entry.getValue()) {
                    group = step.apply(group);
                }
                groups.put(entry.getKey(), group);
                any = true;
            }
        }
        if (any) {
            draft.putDeployment(DeploymentBuilder.builder(deployment)
                    .taskGroups(groups)
                    .modifyIndex(draft.index)
                    .modifyTime(changes.time)
                    .build());
        }
    }
}
