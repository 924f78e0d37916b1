package dev.drover.server.cluster;

import dev.drover.server.autopilot.Autopilot;
import dev.drover.server.member.MemberReconciler;

/** What the leader does for the group of servers itself. */
record GroupWork(MemberReconciler reconciler, Autopilot autopilot) implements AutoCloseable {
    @Override
    public void close() {
        reconciler.close();
        autopilot.close();
    }
}
