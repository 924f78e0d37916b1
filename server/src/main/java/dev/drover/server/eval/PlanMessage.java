package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.PlanAnnotations;
import dev.drover.server.ServerException;
import dev.drover.state.codec.CommandCodec;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.plan.Plan;
import dev.drover.state.plan.PlanCommit;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A plan on its way to the leader: a few numbers, and then the plan as the commit that it would be if all of it fits, in the encoding
 * that the log has for it anyway. Annotations stay with the worker, who is the only one to need them.
 */
record PlanMessage(long token, Plan plan, List<Evaluation> followUps) {
    private static final int HEADER_BYTES = Long.BYTES + Long.BYTES + Integer.BYTES + 1;
    private static final PlanAnnotations NONE = new PlanAnnotations(Map.of(), List.of());

    byte[] encode() {
        byte[] commit = CommandCodec.encode(new PlanCommand.Commit(PlanCommit.of(plan, Instant.EPOCH, followUps)));
        return ByteBuffer.allocate(HEADER_BYTES + commit.length)
                .putLong(token)
                .putLong(plan.snapshotIndex())
                .putInt(plan.priority())
                .put((byte) (plan.allAtOnce() ? 1 : 0))
                .put(commit)
                .array();
    }

    static PlanMessage decode(byte[] message) {
        if (message.length < HEADER_BYTES) {
            throw ServerException.badRequest("a plan of " + message.length + " bytes is too short");
        }
        ByteBuffer in = ByteBuffer.wrap(message);
        long token = in.getLong();
        long snapshotIndex = in.getLong();
        int priority = in.getInt();
        boolean allAtOnce = in.get() != 0;
        byte[] command = new byte[in.remaining()];
        in.get(command);
        if (CommandCodec.decode(command) instanceof PlanCommand.Commit(PlanCommit commit)) {
            Plan plan = new Plan(
                    commit.evaluationId(),
                    priority,
                    allAtOnce,
                    commit.job(),
                    commit.placements(),
                    commit.stops(),
                    commit.preemptions(),
                    commit.deployment(),
                    commit.deploymentUpdates(),
                    NONE,
                    snapshotIndex);
            return new PlanMessage(token, plan, commit.evaluations());
        }
        throw ServerException.badRequest("what was submitted is no plan");
    }

    /** The verdict as bytes. */
    static byte[] encode(WorkSource.PlanVerdict verdict) {
        return ByteBuffer.allocate(1 + 2 * Long.BYTES)
                .put((byte) (verdict.progress() ? 1 : 0))
                .putLong(verdict.refreshIndex())
                .putLong(verdict.index())
                .array();
    }

    static WorkSource.PlanVerdict verdict(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message);
        boolean progress = in.get() != 0;
        return new WorkSource.PlanVerdict(progress, in.getLong(), in.getLong());
    }
}
