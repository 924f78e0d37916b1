package dev.drover.scheduler.ranking;

import dev.drover.model.job.Constraint;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.scheduler.feasibility.Veto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The constraints whose answer depends on where the other allocations of the job are: distinct_hosts and distinct_property. */
public final class Distinct {
    private static final Veto SAME_HOST = Veto.filtered("distinct_hosts");

    private final IntCounts ofGroup;
    private final Footprint footprint;
    private boolean jobOnHosts;
    private boolean groupOnHosts;
    private final List<DistinctProperty> properties = new ArrayList<>();

    public Distinct(Job job, TaskGroup group, Footprint footprint) {
        this.ofGroup = footprint.ofGroup(group.name());
        this.footprint = footprint;
        for (Constraint constraint : job.constraints()) {
            jobOnHosts |= wantsHosts(constraint);
            DistinctProperty.of(constraint, Optional.empty(), footprint).ifPresent(properties::add);
        }
        for (Constraint constraint : group.constraints()) {
            groupOnHosts |= wantsHosts(constraint);
            DistinctProperty.of(constraint, Optional.of(group.name()), footprint)
                    .ifPresent(properties::add);
        }
    }

    /** Why the node is out of the question now. */
    public Optional<Veto> check(Node node) {
        return Optional.ofNullable(check(footprint.inventory().number(node.id())));
    }

    /**
     * Why the node is out of the question now, or null.
     *
     * @param number the inventory's number of the node
     */
    @Nullable
    Veto check(int number) {
        if ((jobOnHosts && footprint.ofJob().get(number) > 0) || (groupOnHosts && ofGroup.get(number) > 0)) {
            return SAME_HOST;
        }
        for (DistinctProperty property : properties) {
            Veto veto = property.check(number);
            if (veto != null) {
                return veto;
            }
        }
        return null;
    }

    /** The properties by which one placement may change the answer for nodes that it did not touch. */
    List<DistinctProperty> properties() {
        return properties;
    }

    private static boolean wantsHosts(Constraint constraint) {
        return constraint.operand().equals("distinct_hosts")
                && !constraint.rightTarget().equalsIgnoreCase("false");
    }
}
