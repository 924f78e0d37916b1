package dev.drover.server.eval;

import dev.drover.rpc.Identity;
import dev.drover.rpc.Link;
import dev.drover.rpc.RemoteException;
import dev.drover.server.leader.LeaderServices;
import dev.drover.server.leader.Leadership;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a leader answers to the workers of other servers. When a server is lost, what its workers had comes back at once. */
public final class WorkerServices {
    private final Leadership leadership;
    private final Set<Link> known = ConcurrentHashMap.newKeySet();

    public WorkerServices(Leadership leadership) {
        this.leadership = leadership;
    }

    /**
     * Answers a call of a worker.
     *
     * @return nothing when it is none of theirs
     * @throws dev.drover.server.ServerException with status 500 when this server does not lead
     */
    public Optional<byte[]> answer(Link from, String method, byte[] request) throws InterruptedException {
        return switch (method) {
            case "Eval.Dequeue" -> Optional.of(dequeue(leader(from), from, WorkerCalls.DEQUEUE.read(request)));
            case "Eval.Finish" -> Optional.of(finish(leader(from), WorkerCalls.FINISH.read(request)));
            case "Eval.Abandon" -> Optional.of(abandon(leader(from), WorkerCalls.ABANDON.read(request)));
            case WorkerCalls.SUBMIT -> Optional.of(submit(leader(from), PlanMessage.decode(request)));
            default -> Optional.empty();
        };
    }

    private LeaderServices leader(Link from) {
        if (from.remote().role() != Identity.Role.SERVER) {
            throw new RemoteException(403, "only servers work on evaluations");
        }
        return leadership.required();
    }

    private byte[] dequeue(LeaderServices leader, Link from, WorkerCalls.Wanted wanted) throws InterruptedException {
        if (known.add(from)) {
            from.onClose(() -> lost(from));
        }
        long wait = Math.clamp(wanted.maxWaitMillis(), 0, WorkerCalls.LONGEST_WAIT.toMillis());
        Optional<Delivery> delivery = leader.dequeue(Set.copyOf(wanted.types()), Duration.ofMillis(wait), from, false);
        if (delivery.isPresent() && !from.isOpen()) {
            lost(from);
        }
        return WorkerCalls.DEQUEUE.write(new WorkerCalls.Handed(
                delivery.stream().map(Delivery::evaluation).toList(),
                delivery.map(Delivery::token).orElse(0L),
                delivery.map(Delivery::waitIndex).orElse(0L)));
    }

    private void lost(Link link) {
        known.remove(link);
        leadership.services().ifPresent(services -> services.broker().lost(link));
    }

    private static byte[] finish(LeaderServices leader, WorkerCalls.Finished finished) {
        leader.finish(finished.evaluationId(), finished.token(), finished.results());
        return WorkerCalls.FINISH.write(new WorkerCalls.Done());
    }

    private static byte[] abandon(LeaderServices leader, WorkerCalls.Abandoned abandoned) {
        leader.abandon(abandoned.evaluationId(), abandoned.token());
        return WorkerCalls.ABANDON.write(new WorkerCalls.Done());
    }

    private static byte[] submit(LeaderServices leader, PlanMessage message) throws InterruptedException {
        return PlanMessage.encode(
                leader.submit(message.plan().evaluationId(), message.token(), message.plan(), message.followUps()));
    }
}
