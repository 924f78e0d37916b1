package dev.drover.scheduler.feasibility;

import dev.drover.model.job.Constraint;
import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeStatus;
import dev.drover.scheduler.device.DeviceOffers;
import dev.drover.scheduler.device.DeviceRequest;
import dev.drover.scheduler.feasibility.Misfit.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything about a node that keeps a group off it, room aside. {@link Feasibility} answers fast and stops at the first reason; this
 * is for people who want to know what would have to change, and so tells them all.
 */
public final class NodeInspection {
    private final Requirements requirements;
    private final Operators operators;
    private final List<DeviceRequest> devices;
    private final VolumeOffers volumes;

    public NodeInspection(Requirements requirements, Operators operators, VolumeClaims claims) {
        this.requirements = requirements;
        this.operators = operators;
        this.devices = DeviceRequest.of(requirements.group(), operators::holds);
        this.volumes = new VolumeOffers(requirements.group(), claims);
    }

    /** Why the job does not look at the node at all; empty when it does. */
    public Optional<Misfit> outOfReach(Node node) {
        Job job = requirements.job();
        if (!Nodes.inPool(node, job)) {
            return is("not in node pool \"%s\"".formatted(job.nodePool().isEmpty() ? "default" : job.nodePool()));
        }
        if (!Nodes.inDatacenters(node, job)) {
            return is("in none of the datacenters " + String.join(", ", job.datacenters()));
        }
        if (node.status() != NodeStatus.READY) {
            return is(node.status().name().toLowerCase(Locale.ROOT));
        }
        if (node.drainStrategy() != null) {
            return is("draining");
        }
        return Nodes.takesNewWork(node) ? Optional.empty() : is("not eligible for new work");
    }

    /** What the node would have to be or have otherwise. */
    public List<Misfit> misfits(Node node) {
        List<Misfit> misfits = new ArrayList<>();
        Stream.concat(requirements.shared().stream(), requirements.single().stream())
                .filter(constraint -> !holds(constraint, node))
                .map(constraint -> new Misfit(Verb.FAILS, Feasibility.describe(constraint)))
                .forEach(misfits::add);
        requirements.drivers().stream()
                .sorted()
                .filter(driver -> !Feasibility.runs(node, driver))
                .map(driver -> new Misfit(Verb.LACKS, "driver " + driver))
                .forEach(misfits::add);
        devices(node).ifPresent(misfits::add);
        Feasibility.networks(requirements.group(), node)
                .map(veto -> new Misfit(Verb.LACKS, withoutMissing(veto)))
                .ifPresent(misfits::add);
        volumes.check(node)
                .map(veto -> new Misfit(Verb.LACKS, withoutMissing(veto)))
                .ifPresent(misfits::add);
        return misfits;
    }

    /** Whether the node has no suitable devices, or not enough of them, even when nobody uses any. */
    public boolean lacksDevices(Node node) {
        return !DeviceOffers.suffice(node, devices);
    }

    /** One request alone may be what the node has nothing for, or only all of them together. */
    private Optional<Misfit> devices(Node node) {
        if (!lacksDevices(node)) {
            return Optional.empty();
        }
        List<String> names = devices.stream()
                .filter(request -> !DeviceOffers.suffice(node, List.of(request)))
                .map(DeviceRequest::name)
                .distinct()
                .toList();
        List<String> told = names.isEmpty()
                ? devices.stream().map(DeviceRequest::name).distinct().toList()
                : names;
        return Optional.of(new Misfit(Verb.LACKS, "suitable devices " + String.join(", ", told)));
    }

    private boolean holds(Constraint constraint, Node node) {
        return operators.holds(
                constraint.operand(),
                Targets.resolve(constraint.leftTarget(), node),
                Targets.resolve(constraint.rightTarget(), node));
    }

    private static Optional<Misfit> is(String what) {
        return Optional.of(new Misfit(Verb.IS, what));
    }

    private static String withoutMissing(Veto veto) {
        return veto.reason().replaceFirst("^missing ", "");
    }
}
