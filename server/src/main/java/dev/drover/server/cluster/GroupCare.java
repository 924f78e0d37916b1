package dev.drover.server.cluster;

import dev.drover.raft.ReplicatedLog;
import dev.drover.server.log.LeadershipListener;
import java.util.Optional;
import java.util.function.Function;

/** While this server leads, it cares for the group itself; everything is passed on to the next listener. */
final class GroupCare implements LeadershipListener {
    private final LeadershipListener next;
    private final Function<ReplicatedLog, GroupWork> start;
    private Optional<ReplicatedLog> group = Optional.empty();
    private Optional<GroupWork> work = Optional.empty();
    private boolean leads;

    GroupCare(LeadershipListener next, Function<ReplicatedLog, GroupWork> start) {
        this.next = next;
        this.start = start;
    }

    /** The group may be led by this server before whoever started it holds it in hands. */
    synchronized void formed(ReplicatedLog log) {
        group = Optional.of(log);
        if (leads) {
            begin();
        }
    }

    /** What is done for the group, while this server leads. */
    synchronized Optional<GroupWork> work() {
        return work;
    }

    @Override
    public synchronized void leading(long term) {
        leads = true;
        begin();
        next.leading(term);
    }

    private void begin() {
        work.ifPresent(GroupWork::close);
        work = group.map(start);
    }

    @Override
    public synchronized void following() {
        leads = false;
        work.ifPresent(GroupWork::close);
        work = Optional.empty();
        next.following();
    }
}
