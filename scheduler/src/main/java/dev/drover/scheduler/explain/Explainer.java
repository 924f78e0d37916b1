package dev.drover.scheduler.explain;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.scheduler.PlacementRules;
import dev.drover.scheduler.feasibility.Misfit;
import dev.drover.scheduler.feasibility.Misfit.Verb;
import dev.drover.scheduler.feasibility.NodeInspection;
import dev.drover.scheduler.feasibility.Operators;
import dev.drover.scheduler.feasibility.Requirements;
import dev.drover.scheduler.preemption.Evictions;
import dev.drover.scheduler.preemption.PreemptingDemand;
import dev.drover.scheduler.ranking.Distinct;
import dev.drover.scheduler.ranking.Footprint;
import dev.drover.scheduler.ranking.Inventory;
import dev.drover.scheduler.reconcile.NameIndex;
import dev.drover.scheduler.room.Demand;
import dev.drover.scheduler.room.Grant;
import dev.drover.scheduler.room.GroupDemand;
import dev.drover.scheduler.room.NodeRoom;
import dev.drover.scheduler.room.Shortfall;
import dev.drover.scheduler.room.VolumeNeeds;
import dev.drover.scheduler.volume.CsiVolumes;
import dev.drover.scheduler.volume.VolumeDemand;
import dev.drover.scheduler.volume.VolumeRoom;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.VolumeId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Looks at every node with the eyes of one group. */
final class Explainer {
    private final State state;
    private final Job job;
    private final TaskGroup group;
    private final CsiVolumes volumes;
    private final VolumeRoom claims;
    private final NodeInspection inspection;
    private final Distinct distinct;
    private final PlacementRules rules;
    private final GroupDemand demand;

    Explainer(State state, Job job, TaskGroup shared) {
        this.state = state;
        this.job = job;
        this.group = VolumeNeeds.named(shared, nextName(state, job, shared));
        this.volumes = new CsiVolumes(state, job.namespace());
        this.claims = new VolumeRoom(state);
        this.inspection = new NodeInspection(Requirements.of(job, group), new Operators(), volumes);
        this.distinct =
                new Distinct(job, group, Footprint.of(Inventory.of(state), state.allocationsOfJob(JobId.of(job))));
        this.rules = PlacementRules.of(state, job);
        this.demand = new GroupDemand(group, rules.oversubscription());
    }

    /** Where each allocation has volumes of its own, it is the next one that is explained. */
    private static String nextName(State state, Job job, TaskGroup group) {
        Set<String> names = new HashSet<>();
        for (Allocation allocation : state.allocationsOfJob(JobId.of(job))) {
            if (!Statuses.terminal(allocation)) {
                names.add(allocation.name());
            }
        }
        int index = 0;
        while (names.contains(NameIndex.name(job.id(), group.name(), index))) {
            index++;
        }
        return NameIndex.name(job.id(), group.name(), index);
    }

    Explanation explain() {
        List<Finding> findings = state.nodes().stream().map(this::inspect).toList();
        int fitting = (int) findings.stream().filter(Finding::fits).count();
        Optional<NearestNode> nearest = fitting > 0
                ? Optional.empty()
                : findings.stream().min(Finding.NEAREST_FIRST).map(this::nearest);
        int afterPreemption = rules.preemption()
                ? 0
                : (int) findings.stream().filter(this::fitsAfterPreemption).count();
        return new Explanation(
                group.name(), findings.size(), fitting, Sentences.reasons(findings), nearest, afterPreemption);
    }

    private Finding inspect(Node node) {
        Optional<Misfit> outOfReach = inspection.outOfReach(node);
        if (outOfReach.isPresent()) {
            return new Finding(node, true, List.of(outOfReach.get()), List.of());
        }
        List<Misfit> misfits = new ArrayList<>(inspection.misfits(node));
        distinct.check(node).map(veto -> new Misfit(Verb.FAILS, veto.reason())).ifPresent(misfits::add);
        return new Finding(node, false, misfits, shortfalls(node));
    }

    /** Devices that the node never had are told already and not once more as being in use; so are volumes that it cannot have. */
    private List<Shortfall> shortfalls(Node node) {
        List<Shortfall> shortfalls = new ArrayList<>(demand.shortfalls(room(node)));
        if (inspection.lacksDevices(node)) {
            shortfalls.removeIf(Shortfall.Devices.class::isInstance);
        }
        for (VolumeRequest request : VolumeDemand.requests(group)) {
            if (volumes.csi(node, request).isEmpty()) {
                claims.refusal(node, new VolumeId(job.namespace(), request.source()), request)
                        .ifPresent(shortfalls::add);
            }
        }
        return shortfalls;
    }

    private NodeRoom room(Node node) {
        return new NodeRoom(node, state.usage(node.id()), () -> state.allocationsOfNode(node.id()));
    }

    private boolean fitsAfterPreemption(Finding finding) {
        Demand preempting =
                VolumeDemand.of(new PreemptingDemand(demand, job, new Evictions()), claims, job.namespace(), group);
        return finding.misfits().isEmpty()
                && !finding.shortfalls().isEmpty()
                && preempting.ask(room(finding.node()), new SplittableRandom(0)) instanceof Grant.Given;
    }

    private NearestNode nearest(Finding finding) {
        return new NearestNode(finding.node().id(), finding.node().name(), finding.words(), remedies(finding));
    }

    /** Asking for less helps only where nothing else stands in the way. */
    private static List<String> remedies(Finding finding) {
        boolean amountsOnly = finding.misfits().isEmpty()
                && finding.shortfalls().stream()
                        .allMatch(shortfall -> shortfall instanceof Shortfall.Amount amount && amount.free() > 0);
        return amountsOnly
                ? finding.shortfalls().stream()
                        .map(Shortfall.Amount.class::cast)
                        .map(amount ->
                                "%s instead of %d".formatted(amount.dimension().words(amount.free()), amount.asked()))
                        .toList()
                : List.of();
    }
}
