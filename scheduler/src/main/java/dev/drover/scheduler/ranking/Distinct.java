package dev.drover.scheduler.ranking;

import dev.drover.model.job.Constraint;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.scheduler.feasibility.Targets;
import dev.drover.scheduler.feasibility.Veto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The constraints whose answer depends on where the other allocations of the job are: distinct_hosts and distinct_property. */
public final class Distinct {
    private record PropertyLimit(Footprint.Property property, int limit) {}

    private final String group;
    private final Footprint footprint;
    private boolean jobOnHosts;
    private boolean groupOnHosts;
    private final List<PropertyLimit> limits = new ArrayList<>();

    public Distinct(Job job, TaskGroup group, Footprint footprint) {
        this.group = group.name();
        this.footprint = footprint;
        for (Constraint constraint : job.constraints()) {
            jobOnHosts |= wantsHosts(constraint);
            limit(constraint, Optional.empty()).ifPresent(limits::add);
        }
        for (Constraint constraint : group.constraints()) {
            groupOnHosts |= wantsHosts(constraint);
            limit(constraint, Optional.of(group.name())).ifPresent(limits::add);
        }
    }

    public Optional<Veto> check(Node node) {
        if ((jobOnHosts && footprint.on(node) > 0) || (groupOnHosts && footprint.on(node, group) > 0)) {
            return Optional.of(Veto.filtered("distinct_hosts"));
        }
        for (PropertyLimit limit : limits) {
            Optional<Veto> veto = check(limit, node);
            if (veto.isPresent()) {
                return veto;
            }
        }
        return Optional.empty();
    }

    /** One placement may change the answer for nodes that it did not touch. */
    boolean couplesNodes() {
        return !limits.isEmpty();
    }

    private Optional<Veto> check(PropertyLimit limit, Node node) {
        String attribute = limit.property().attribute();
        Optional<String> value = Targets.resolve(attribute, node);
        if (value.isEmpty()) {
            return Optional.of(Veto.filtered("missing property \"%s\"".formatted(attribute)));
        }
        int used = footprint.counts(limit.property()).getOrDefault(value.get(), 0);
        return used < limit.limit()
                ? Optional.empty()
                : Optional.of(Veto.filtered(
                        "distinct_property: %s=%s used by %d allocs".formatted(attribute, value.get(), used)));
    }

    private static boolean wantsHosts(Constraint constraint) {
        return constraint.operand().equals("distinct_hosts")
                && !constraint.rightTarget().equalsIgnoreCase("false");
    }

    private static Optional<PropertyLimit> limit(Constraint constraint, Optional<String> group) {
        if (!constraint.operand().equals("distinct_property")) {
            return Optional.empty();
        }
        Footprint.Property property = new Footprint.Property(constraint.leftTarget(), group);
        try {
            return Optional.of(new PropertyLimit(property, Integer.parseInt(constraint.rightTarget())));
        } catch (NumberFormatException noLimit) {
            return Optional.of(new PropertyLimit(property, 1));
        }
    }
}
