package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.eval.DesiredUpdates;
import dev.drover.model.eval.DesiredUpdatesBuilder;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.state.Statuses;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares what a service or batch job should be with what there is of it and tells what has to happen. Pure: chooses no nodes, keeps
 * no state, and applied to its own outcome finds nothing left to do.
 */
public final class JobReconciler {
    private final ReconcileInput input;
    private final IntentsGathering intents = new IntentsGathering();
    private final FollowUps followUps;
    private final Rollout rollout;

    private JobReconciler(ReconcileInput input) {
        this.input = input;
        this.followUps = new FollowUps(input);
        this.rollout = new Rollout(input);
    }

    public static Intents reconcile(ReconcileInput input) {
        return new JobReconciler(input).reconcile();
    }

    private Intents reconcile() {
        Map<String, List<Allocation>> byGroup = input.allocations().stream()
                .collect(Collectors.groupingBy(Allocation::taskGroup, LinkedHashMap::new, Collectors.toList()));
        intents.loseWhatCannotReport(input.allocations(), this::nodeIsGone);
        Optional<Job> running = input.running();
        Set<String> wanted = new LinkedHashSet<>();
        if (running.isPresent()) {
            Job job = running.get();
            UpdateKinds kinds = new UpdateKinds(job);
            boolean complete = true;
            for (TaskGroup group : job.taskGroups()) {
                wanted.add(group.name());
                List<Allocation> existing = byGroup.getOrDefault(group.name(), List.of());
                complete &= new GroupReconciler(input, job, group, existing, rollout, kinds, followUps, intents)
                        .reconcile();
            }
            if (complete) {
                rollout.complete();
            }
        }
        String reason = running.isPresent() ? Reasons.NOT_NEEDED : Reasons.JOB_STOPPED;
        byGroup.forEach((group, existing) -> {
            if (!wanted.contains(group)) {
                stopAll(group, existing, reason);
            }
        });
        return intents.finish(running.flatMap(rollout::changed), rollout.updates(), followUps.made());
    }

    private void stopAll(String group, List<Allocation> existing, String reason) {
        List<Allocation> live = existing.stream()
                .filter(allocation -> !Statuses.terminal(allocation))
                .toList();
        for (Allocation allocation : live) {
            if (nodeIsGone(allocation)) {
                intents.lose(allocation);
            } else {
                intents.stop(allocation, reason);
            }
        }
        DesiredUpdates numbers = DesiredUpdatesBuilder.builder()
                .stop(live.size())
                .ignore(existing.size() - live.size())
                .build();
        intents.desire(group, numbers);
    }

    private boolean nodeIsGone(Allocation allocation) {
        return Contact.isSilent(input.nodes().apply(allocation.nodeId()));
    }
}
