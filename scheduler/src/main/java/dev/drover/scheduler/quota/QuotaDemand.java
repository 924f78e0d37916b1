package dev.drover.scheduler.quota;

import dev.drover.model.alloc.Allocation;
import dev.drover.scheduler.room.Demand;
import dev.drover.scheduler.room.Grant;
import dev.drover.scheduler.room.NodeRoom;
import dev.drover.scheduler.room.Shortfall;
import dev.drover.state.usage.QuotaUse;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A demand whose answer also has to stay within a quota. Only the last word says so: a quota is about all nodes at once and does not
 * change which of them is better.
 */
public final class QuotaDemand implements Demand {
    private final Demand demand;
    private final QuotaRoom quota;

    public QuotaDemand(Demand demand, QuotaRoom quota) {
        this.demand = demand;
        this.quota = quota;
    }

    @Override
    public Grant ask(NodeRoom room, RandomGenerator random) {
        return switch (demand.ask(room, random)) {
            case Grant.Refused refused -> refused;
            case Grant.Given given -> {
                Optional<Shortfall.OverQuota> excess = excess(room, given);
                yield excess.isPresent() ? new Grant.Refused(excess.get()) : given;
            }
        };
    }

    private Optional<Shortfall.OverQuota> excess(NodeRoom room, Grant.Given given) {
        for (Allocation victim : given.victims()) {
            quota.giveBack(victim);
        }
        Optional<Shortfall.OverQuota> excess = quota.excess(room.node().nodePool(), QuotaUse.of(given.resources()));
        for (Allocation victim : given.victims()) {
            quota.takeBack(victim);
        }
        return excess;
    }

    @Override
    public Grant weigh(NodeRoom room) {
        return demand.weigh(room);
    }

    @Override
    public Grant probe(NodeRoom room) {
        return demand.probe(room);
    }
}
