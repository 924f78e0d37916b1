package dev.drover.scheduler.preemption;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.scheduler.room.Demand;
import dev.drover.scheduler.room.Grant;
import dev.drover.scheduler.room.GroupDemand;
import dev.drover.scheduler.room.NodeRoom;
import dev.drover.state.Statuses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A demand that may push less important allocations aside where it finds no room. It asks like the demand it is made from; where that
 * is refused it looks who could mend the shortfall, imagines the room without them and asks again, until it fits or nobody is left.
 * In the end everybody is spared who turned out not to be in the way. So all rules of what fits stay in one place, and the ranking of
 * nodes works with preemption as it does without.
 *
 * <p>Nobody leaves where waiting is enough: if the room would do once those have ended that were told to stop already, the node counts
 * as full for now.
 */
public final class PreemptingDemand implements Demand {
    private static final String SCORE = "preemption";

    private final GroupDemand demand;
    private final Job job;
    private final Evictions evictions;

    /**
     * Lets a group of a job preempt.
     *
     * @param evictions what the plan has taken from others so far
     */
    public PreemptingDemand(GroupDemand demand, Job job, Evictions evictions) {
        this.demand = demand;
        this.job = job;
        this.evictions = evictions;
    }

    @Override
    public Grant ask(NodeRoom room, RandomGenerator random) {
        return switch (demand.ask(room, random)) {
            case Grant.Given given -> given;
            case Grant.Refused refused -> preempt(room, random, refused);
        };
    }

    private Grant preempt(NodeRoom room, RandomGenerator random, Grant.Refused refused) {
        List<Allocation> tenants = room.tenants();
        List<Candidate> candidates = Candidate.among(tenants, job);
        if (candidates.isEmpty() || fitsSoon(room, tenants)) {
            return refused;
        }
        Optional<List<Candidate>> victims = victims(room, candidates, refused);
        if (victims.isEmpty()) {
            return refused;
        }
        List<Allocation> leaving = Candidate.allocations(victims.get());
        return switch (demand.ask(room.without(leaving), random)) {
            case Grant.Given given -> given.evicting(leaving, SCORE, NetPriority.score(victims.get()));
            case Grant.Refused still -> refused;
        };
    }

    private boolean fitsSoon(NodeRoom room, List<Allocation> tenants) {
        List<Allocation> leaving = List.of();
        for (Allocation tenant : tenants) {
            if (Statuses.terminal(tenant.desiredStatus())) {
                leaving = leaving.isEmpty() ? new ArrayList<>() : leaving;
                leaving.add(tenant);
            }
        }
        return !leaving.isEmpty() && demand.probe(room.without(leaving)) instanceof Grant.Given;
    }

    private Optional<List<Candidate>> victims(NodeRoom room, List<Candidate> candidates, Grant.Refused first) {
        Distance ask = Distance.to(demand.everywhere());
        List<Candidate> left = new ArrayList<>(candidates);
        List<Candidate> chosen = new ArrayList<>();
        NodeRoom now = room;
        Grant answer = first;
        while (answer instanceof Grant.Refused refused) {
            List<Candidate> next = new Relief(now, left, evictions, ask.after(chosen)).of(refused.shortfall());
            if (next.isEmpty()) {
                return Optional.empty();
            }
            chosen.addAll(next);
            left.removeAll(next);
            now = now.without(Candidate.allocations(next));
            answer = demand.probe(now);
        }
        return Optional.of(chosen.size() == 1 ? chosen : spare(room, chosen, ask));
    }

    /** Takes back who is not needed after all, the most important first and of equals those that free least of what is asked. */
    private List<Candidate> spare(NodeRoom room, List<Candidate> chosen, Distance ask) {
        List<Candidate> needed = new ArrayList<>(chosen);
        List<Candidate> order = new ArrayList<>(chosen);
        order.sort(Comparator.comparingInt((Candidate candidate) -> -candidate.priority())
                .thenComparingDouble(candidate -> ask.of(candidate.use())));
        for (Candidate candidate : order) {
            needed.remove(candidate);
            NodeRoom without = room.without(Candidate.allocations(needed));
            if (!(demand.probe(without) instanceof Grant.Given)) {
                needed.add(candidate);
            }
        }
        return needed;
    }
}
