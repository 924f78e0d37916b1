package dev.drover.server.drain;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.alloc.DesiredTransitionBuilder;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.node.NodeEvent;
import dev.drover.server.Core;
import dev.drover.server.eval.Triggers;
import dev.drover.server.leader.LeaderService;
import dev.drover.server.log.Applied;
import dev.drover.server.time.Timer;
import dev.drover.state.JobId;
import dev.drover.state.command.AllocationCommand;
import dev.drover.state.command.Command;
import dev.drover.state.command.DeploymentCommand;
import dev.drover.state.command.GarbageCommand;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.PlanCommand;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Empties nodes, a service of the leader. It keeps nothing: whenever something changes that a drain may wait for, or a deadline
 * comes, it asks {@link DrainRules} what the newest state calls for and proposes that. So a new leader goes on where the last one
 * was, and a step that is repeated does no harm.
 */
public final class Drainer implements LeaderService {
    /** Moves in one command; many drains at once take several. */
    private static final int MOVES_PER_COMMAND = 1_000;

    /** How long it waits after a failure, such as a log without a leader. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(Drainer.class.getName());
    private static final DesiredTransition MOVE =
            DesiredTransitionBuilder.builder().migrate(true).build();

    private final Core core;
    private final Timer timer;
    private final Semaphore bell = new Semaphore(1);
    private final Thread thread;
    private volatile boolean draining = true;

    /** Takes up the drains that are in the state at once. */
    public Drainer(Core core, Timer timer) {
        this.core = core;
        this.timer = timer;
        this.thread = Thread.ofVirtual().name("drainer").start(this::run);
    }

    /** Notes whether a command may let a drain go on. */
    @Override
    public void applied(Applied applied) {
        boolean begins = applied.command() instanceof NodeCommand.UpdateDrain;
        if (begins || (draining && matters(applied))) {
            bell.release();
        }
    }

    private static boolean matters(Applied applied) {
        return switch (applied.command()) {
            case AllocationCommand change -> true;
            case PlanCommand change -> true;
            case NodeCommand.CancelDrain change -> true;
            case NodeCommand.Deregister change -> true;
            case JobCommand.Register change -> true;
            case JobCommand.Deregister change -> true;
            case JobCommand.Scale change -> true;
            case DeploymentCommand change -> true;
            case GarbageCommand change -> true;
            case Command other -> false;
        };
    }

    private void run() {
        Optional<Timer.Alarm> alarm = Optional.empty();
        try {
            while (true) {
                bell.acquire();
                bell.drainPermits();
                alarm.ifPresent(Timer.Alarm::cancel);
                alarm = look().map(time -> timer.at(time, bell::release));
            }
        } catch (InterruptedException interruption) {
            LOG.log(Level.DEBUG, "drains are watched no longer");
        } finally {
            alarm.ifPresent(Timer.Alarm::cancel);
        }
    }

    /** Does what is due; answers when to look again even if nothing happens. */
    private Optional<Instant> look() {
        try {
            DrainRules.Steps steps = DrainRules.next(core.state(), core.now());
            draining = steps.draining();
            move(steps.moving());
            steps.emptied().forEach(this::complete);
            return steps.wakeAt();
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "drains could not be driven on, trying again", failure);
            return Optional.of(core.now().plus(RETRY_AFTER));
        }
    }

    private void move(List<Allocation> allocations) {
        for (int start = 0; start < allocations.size(); start += MOVES_PER_COMMAND) {
            List<Allocation> some = allocations.subList(start, Math.min(allocations.size(), start + MOVES_PER_COMMAND));
            Instant now = core.now();
            Map<String, DesiredTransition> moves = new LinkedHashMap<>();
            Map<JobId, Evaluation> evaluations = new LinkedHashMap<>();
            for (Allocation allocation : some) {
                moves.put(allocation.id(), MOVE);
                JobId id = DrainRules.jobOf(allocation);
                core.state()
                        .job(id)
                        .or(() -> Optional.ofNullable(allocation.job()))
                        .ifPresent(job -> evaluations.computeIfAbsent(
                                id,
                                unseen -> Triggers.of(job, Triggers.NODE_DRAIN, now)
                                        .nodeId(allocation.nodeId())
                                        .build()));
            }
            core.propose(new AllocationCommand.SetTransitions(moves, now, List.copyOf(evaluations.values())));
        }
    }

    private void complete(DrainRules.Emptied emptied) {
        Instant now = core.now();
        Map<String, String> details = emptied.deadlineReached() ? Map.of("deadline_reached", "true") : Map.of();
        NodeEvent event = new NodeEvent("Node drain complete", DrainEndpoint.SUBSYSTEM, details, now, 0);
        core.propose(new NodeCommand.CompleteDrain(emptied.nodeId(), Optional.of(event), now));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
