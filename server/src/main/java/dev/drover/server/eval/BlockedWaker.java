package dev.drover.server.eval;

import dev.drover.model.node.Node;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.server.Core;
import dev.drover.server.leader.LeaderService;
import dev.drover.server.plan.Resources;
import dev.drover.server.time.Timer;
import dev.drover.state.State;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/** Brings blocked evaluations back to the broker, wave after wave, away from the thread that applies. */
public final class BlockedWaker implements LeaderService {
    private static final Logger LOG = System.getLogger(BlockedWaker.class.getName());

    /** How often evaluations are tried again that lost their room to faster ones, and how many of them at once. */
    private static final Duration CONFLICTED_INTERVAL = Duration.ofMinutes(1);

    private static final int CONFLICTED_LIMIT = 1_000;

    private final Core core;
    private final Timer timer;
    private final BlockedEvaluations blocked;
    private final EvalBroker broker;
    private final Thread thread;
    private volatile Timer.Alarm alarm = () -> {};
    private volatile boolean closed;

    public BlockedWaker(Core core, Timer timer, BlockedEvaluations blocked, EvalBroker broker) {
        this.core = core;
        this.timer = timer;
        this.blocked = blocked;
        this.broker = broker;
        this.thread = Thread.ofVirtual().name("blocked-evaluations").start(this::run);
        again();
    }

    private void run() {
        try {
            while (!closed) {
                blocked.awaitNews();
                State state = core.state();
                blocked.wake(node -> room(state, node)).forEach(broker::enqueue);
            }
        } catch (InterruptedException interruption) {
            LOG.log(Level.DEBUG, "blocked evaluations are woken by another leader");
        }
    }

    private static Optional<Resources> room(State state, String nodeId) {
        return state.node(nodeId)
                .filter(BlockedWaker::takesWork)
                .flatMap(Resources::of)
                .map(all -> all.minus(Resources.of(state.usage(nodeId))));
    }

    static boolean takesWork(Node node) {
        return node.status() == NodeStatus.READY
                && node.schedulingEligibility() == SchedulingEligibility.ELIGIBLE
                && node.drainStrategy() == null;
    }

    private void again() {
        if (!closed) {
            alarm = timer.at(core.now().plus(CONFLICTED_INTERVAL), () -> {
                blocked.wakeConflicted(CONFLICTED_LIMIT).forEach(broker::enqueue);
                again();
            });
        }
    }

    @Override
    public void close() {
        closed = true;
        alarm.cancel();
        thread.interrupt();
    }
}
