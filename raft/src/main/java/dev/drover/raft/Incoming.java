package dev.drover.raft;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/** What other servers say to this one. */
final class Incoming implements AutoCloseable {
    private final Newcomer newcomer;
    private final Semaphore room = new Semaphore(Limits.MESSAGES_AT_ONCE);
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("raft-message-", 0).factory());

    Incoming(Newcomer newcomer) {
        this.newcomer = newcomer;
    }

    /** Answers on a thread of its own: the caller's may be interrupted when its connection ends, and then Ratis would close its server. */
    byte[] answer(Node node, Freshness freshness, byte kind, byte[] request) throws IOException {
        if (!room.tryAcquire()) {
            return Answer.failed("too many messages wait on this server");
        }
        try {
            return workers.submit(() -> {
                        try {
                            return answerNow(node, freshness, MessageKind.of(kind), request);
                        } finally {
                            room.release();
                        }
                    })
                    .get();
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            return failed(cause == null ? failure : cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another server's message was answered");
        }
    }

    /** Whether a leader is about to add this server. */
    static boolean isInvitation(byte kind, byte[] request) throws IOException {
        return switch (MessageKind.of(kind)) {
            case APPEND -> AppendEntriesRequestProto.parseFrom(request).getInitializing();
            case SNAPSHOT -> request[0] == 1;
            case VOTE, START_ELECTION, READ_INDEX -> false;
        };
    }

    private static byte[] failed(Throwable fault) {
        return fault instanceof Answer.LostLog ? Answer.lost() : Answer.failed(String.valueOf(fault.getMessage()));
    }

    private byte[] answerNow(Node node, Freshness freshness, MessageKind kind, byte[] request) throws Exception {
        RaftServer server = node.server();
        return switch (kind) {
            case VOTE -> {
                RequestVoteRequestProto vote = RequestVoteRequestProto.parseFrom(request);
                newcomer.checkVote(vote);
                yield Answer.done(server.requestVote(vote).toByteArray());
            }
            case APPEND -> {
                ByteString bytes = UnsafeByteOperations.unsafeWrap(request);
                AppendEntriesRequestProto entries = AppendEntriesRequestProto.parseFrom(bytes);
                newcomer.checkAppend(entries);
                yield Answer.done(server.appendEntries(entries).toByteArray());
            }
            case SNAPSHOT -> {
                newcomer.checkSnapshot(request[0] == 1);
                ByteString bytes = UnsafeByteOperations.unsafeWrap(request, 1, request.length - 1);
                yield Answer.done(server.installSnapshot(InstallSnapshotRequestProto.parseFrom(bytes))
                        .toByteArray());
            }
            case START_ELECTION -> {
                newcomer.checkCandidacy();
                yield Answer.done(server.startLeaderElection(StartLeaderElectionRequestProto.parseFrom(request))
                        .toByteArray());
            }
            case READ_INDEX -> {
                if (!Arrays.equals(
                        request, node.identity().group().toByteString().toByteArray())) {
                    throw new IOException("this server belongs to another group");
                }
                long index = freshness.asLeader(Duration.ofSeconds(1));
                yield Answer.done(ByteBuffer.allocate(Long.BYTES).putLong(index).array());
            }
        };
    }

    @Override
    public void close() {
        workers.shutdown();
    }
}
