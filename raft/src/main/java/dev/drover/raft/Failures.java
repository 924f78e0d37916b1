package dev.drover.raft;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.LeaderSteppingDownException;
import org.apache.ratis.protocol.exceptions.NotLeaderException;
import org.apache.ratis.protocol.exceptions.ResourceUnavailableException;
import org.jspecify.annotations.Nullable;

/** What Ratis' failures mean to a proposer. The rule: once an entry may be in the log, nothing but its being applied is certain. */
final class Failures {
    private Failures() {}

    static Optional<RaftException> of(Batch batch, @Nullable RaftClientReply reply, @Nullable Throwable fault) {
        Throwable reason = unwrap(fault != null ? fault : reply == null ? null : reply.getException());
        if (reason == null) {
            return Optional.empty();
        }
        if (batch.mayBeInLog()) {
            return Optional.of(
                    new RaftException.OutcomeUnknown(
                            "leadership or the log ended before the command was applied; it may or may not come to be applied"));
        }
        return Optional.of(refused(reason));
    }

    /** For what surely was not done. */
    static RaftException refused(Throwable fault) {
        Throwable reason = unwrap(fault);
        return switch (reason) {
            case RaftException own -> own;
            case NotLeaderException elsewhere ->
                new RaftException.NotLeader(
                        elsewhere.getSuggestedLeader() == null
                                ? "no server is known to lead"
                                : "server " + elsewhere.getSuggestedLeader().getId() + " leads");
            case LeaderNotReadyException early ->
                new RaftException.NotLeader("this server has just been elected and does not lead yet");
            case LeaderSteppingDownException leaving ->
                new RaftException.NotLeader("this server is handing on leadership");
            case ResourceUnavailableException full ->
                new RaftException.Unavailable("too much waits to be written; try again later");
            case null -> new RaftException.Unavailable("the log is not there");
            default -> new RaftException.Unavailable("the log of this server does not run: " + reason.getMessage());
        };
    }

    static @Nullable Throwable unwrap(@Nullable Throwable fault) {
        Throwable reason = fault;
        while (reason instanceof CompletionException && reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason;
    }
}
