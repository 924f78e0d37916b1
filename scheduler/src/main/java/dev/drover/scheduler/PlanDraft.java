package dev.drover.scheduler;

import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.alloc.AllocationMetricBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.eval.DesiredUpdates;
import dev.drover.model.eval.DesiredUpdatesBuilder;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.PlanAnnotations;
import dev.drover.model.job.Job;
import dev.drover.scheduler.preemption.Victims;
import dev.drover.scheduler.ranking.Choice;
import dev.drover.scheduler.reconcile.Intents;
import dev.drover.scheduler.reconcile.Placement;
import dev.drover.state.plan.AllocationStop;
import dev.drover.state.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The plan in the making, with the account of what could not be placed. */
final class PlanDraft {
    private final Workbench bench;
    private final @Nullable Job job;
    private final List<Allocation> placements = new ArrayList<>();
    private final List<AllocationStop> stops = new ArrayList<>();
    private final List<Allocation> preemptions = new ArrayList<>();
    private final List<AllocationListStub> preempted = new ArrayList<>();
    private final Map<String, Integer> preemptionsByGroup = new LinkedHashMap<>();
    private final Map<String, AllocationMetric> failed = new LinkedHashMap<>();
    private final Map<String, Integer> queued = new LinkedHashMap<>();

    PlanDraft(Workbench bench) {
        this.bench = bench;
        this.job = bench.job.orElse(null);
        bench.job
                .filter(wanted -> !wanted.stop())
                .ifPresent(wanted -> wanted.taskGroups().forEach(group -> queued.put(group.name(), 0)));
    }

    void stop(AllocationStop stop) {
        stops.add(stop);
    }

    /** An existing allocation that changes without being stopped. */
    void update(Allocation allocation) {
        placements.add(withoutCommonJob(allocation));
    }

    void place(Placement placement, Choice.Chosen chosen) {
        long now = nanos(bench.context.now());
        placement.stopWith().ifPresent(stops::add);
        String id = bench.context.ids().next();
        List<Allocation> victims = chosen.grant().victims();
        for (Allocation victim : victims) {
            preemptions.add(Victims.evicted(victim, id));
            preempted.add(Victims.stub(victim, id));
            preemptionsByGroup.merge(placement.group().name(), 1, Integer::sum);
        }
        placements.add(AllocationBuilder.builder()
                .id(id)
                .namespace(bench.jobId.namespace())
                .evalId(bench.evaluation.id())
                .name(placement.name())
                .nodeId(chosen.room().node().id())
                .nodeName(chosen.room().node().name())
                .jobId(bench.jobId.id())
                .job(isCommon(placement.job()) ? null : placement.job())
                .taskGroup(placement.group().name())
                .allocatedResources(chosen.grant().resources())
                .metrics(chosen.metric())
                .desiredStatus(DesiredStatus.RUN)
                .clientStatus(ClientStatus.PENDING)
                .deploymentId(placement.deploymentId())
                .deploymentStatus(placement.canary() ? canary() : null)
                .preemptedAllocations(
                        victims.isEmpty()
                                ? List.of()
                                : victims.stream().map(Allocation::id).toList())
                .previousAllocation(placement.previous().map(Allocation::id).orElse(""))
                .rescheduleTracker(placement.tracker().orElse(null))
                .createTime(now)
                .modifyTime(now)
                .build());
    }

    /** The first failure of a group tells why; further ones are only counted. */
    void fail(Placement placement, AllocationMetric metric) {
        String group = placement.group().name();
        queued.merge(group, 1, Integer::sum);
        failed.merge(
                group,
                metric,
                (first, further) -> AllocationMetricBuilder.builder(first)
                        .coalescedFailures(first.coalescedFailures() + 1)
                        .build());
    }

    Optional<AllocationMetric> failure(String group) {
        return Optional.ofNullable(failed.get(group));
    }

    /**
     * Completes the plan.
     *
     * @param blocked evaluations that wait for room, none or one unless the job runs on every node
     */
    Outcome finish(Intents intents, List<Evaluation> blocked) {
        Plan plan = new Plan(
                bench.evaluation.id(),
                bench.evaluation.priority(),
                job != null && job.allAtOnce(),
                job,
                placements,
                stops,
                preemptions,
                intents.deployment(),
                intents.deploymentUpdates(),
                annotations(intents),
                bench.state.index());
        return new Outcome.Planned(
                plan,
                failed,
                queued,
                blocked.stream().findFirst(),
                blocked.stream().skip(1).toList(),
                intents.followUps());
    }

    private PlanAnnotations annotations(Intents intents) {
        Map<String, DesiredUpdates> desired = new LinkedHashMap<>(intents.desired());
        desired.replaceAll((group, updates) -> DesiredUpdatesBuilder.builder(updates)
                .preemptions(preemptionsByGroup.getOrDefault(group, 0))
                .build());
        return new PlanAnnotations(desired, preempted);
    }

    private Allocation withoutCommonJob(Allocation allocation) {
        Job own = allocation.job();
        return own != null && isCommon(own)
                ? AllocationBuilder.builder(allocation).job(null).build()
                : allocation;
    }

    /** The plan names its job once; allocations name theirs only when it is another version. */
    private boolean isCommon(Job own) {
        return job != null && own.version() == job.version() && own.createIndex() == job.createIndex();
    }

    private static AllocDeploymentStatus canary() {
        return new AllocDeploymentStatus(null, Instant.EPOCH, true, 0);
    }

    private static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    }
}
