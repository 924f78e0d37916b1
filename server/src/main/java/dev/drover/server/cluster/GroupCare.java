package dev.drover.server.cluster;

import dev.drover.raft.ReplicatedLog;
import dev.drover.server.log.LeadershipListener;
import dev.drover.server.member.MemberReconciler;
import java.util.Optional;
import java.util.function.Function;

/** While this server leads, it has the group follow the servers that gossip finds; everything is passed on to the next listener. */
final class GroupCare implements LeadershipListener {
    private final LeadershipListener next;
    private final Function<ReplicatedLog, MemberReconciler> start;
    private Optional<ReplicatedLog> group = Optional.empty();
    private Optional<MemberReconciler> reconciler = Optional.empty();
    private boolean leads;

    GroupCare(LeadershipListener next, Function<ReplicatedLog, MemberReconciler> start) {
        this.next = next;
        this.start = start;
    }

    /** The group may be led by this server before whoever started it holds it in hands. */
    synchronized void formed(ReplicatedLog log) {
        group = Optional.of(log);
        if (leads) {
            reconcile();
        }
    }

    @Override
    public synchronized void leading(long term) {
        leads = true;
        reconcile();
        next.leading(term);
    }

    private void reconcile() {
        reconciler.ifPresent(MemberReconciler::close);
        reconciler = group.map(start);
    }

    @Override
    public synchronized void following() {
        leads = false;
        reconciler.ifPresent(MemberReconciler::close);
        reconciler = Optional.empty();
        next.following();
    }
}
