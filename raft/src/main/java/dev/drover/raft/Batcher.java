package dev.drover.raft;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.apache.ratis.protocol.RaftClientReply;

/**
 * Group commit: what waits at the same time goes into the log as one entry. Nothing waits on purpose. An entry is sent as soon
 * as there is a command, and while a few entries are under way the commands that come meanwhile gather for the next; so a lone proposer
 * has the shortest way and a crowd shares the cost.
 *
 * <p>One thread of its own hands entries to Ratis, since Ratis closes its server when a thread that appends is interrupted.
 */
final class Batcher implements AutoCloseable {
    private final Function<Batch, CompletableFuture<RaftClientReply>> log;
    private final Semaphore inFlight = new Semaphore(Limits.ENTRIES_IN_FLIGHT);
    private final Deque<Proposal> waiting = new ArrayDeque<>();
    private final Thread thread;
    private long waitingBytes;
    private boolean closed;

    /** @param log takes an entry; fails at once with a {@link RaftException} when it cannot */
    Batcher(String name, Function<Batch, CompletableFuture<RaftClientReply>> log) {
        this.log = log;
        thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    synchronized void add(Proposal proposal) {
        int size = proposal.command().length;
        if (size > Limits.COMMAND_BYTES) {
            throw new RaftException.Unavailable("a command of " + size + " bytes is larger than the log takes ("
                    + Limits.COMMAND_BYTES + " bytes)");
        }
        if (closed) {
            throw new RaftException.Unavailable("the log of this server is closed");
        }
        if (waiting.size() >= Limits.WAITING_COMMANDS || waitingBytes + size > Limits.WAITING_BYTES) {
            throw new RaftException.Unavailable("too many commands wait to be written (" + waiting.size() + " of "
                    + Limits.WAITING_COMMANDS + ", " + waitingBytes + " of " + Limits.WAITING_BYTES
                    + " bytes); try again later");
        }
        waiting.add(proposal);
        waitingBytes += size;
        notifyAll();
    }

    private void run() {
        try {
            while (true) {
                awaitWork();
                inFlight.acquire();
                List<Proposal> next = take();
                if (next.size() == 1 && next.getFirst().command().length > Limits.ENTRY_BYTES) {
                    sendPieces(next.getFirst());
                } else {
                    send(new Batch(
                            Entries.write(next.stream().map(Proposal::command).toList()), next));
                }
            }
        } catch (InterruptedException ended) {
            refuseWaiting();
        }
    }

    private synchronized void awaitWork() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
    }

    private synchronized List<Proposal> take() {
        List<Proposal> taken = new ArrayList<>();
        int bytes = 0;
        while (!waiting.isEmpty() && taken.size() < Limits.ENTRY_COMMANDS) {
            int size = waiting.getFirst().command().length;
            if (!taken.isEmpty() && bytes + size > Limits.ENTRY_BYTES) {
                break;
            }
            bytes += size;
            taken.add(waiting.removeFirst());
        }
        waitingBytes -= bytes;
        return taken;
    }

    private void sendPieces(Proposal proposal) throws InterruptedException {
        byte[] command = proposal.command();
        long id = ThreadLocalRandom.current().nextLong();
        for (int offset = 0; offset < command.length; offset += Limits.ENTRY_BYTES) {
            if (offset > 0) {
                inFlight.acquire();
            }
            int length = Math.min(Limits.ENTRY_BYTES, command.length - offset);
            boolean last = offset + length == command.length;
            Batch piece = new Batch(Entries.write(id, command, offset, length), last ? List.of(proposal) : List.of());
            if (!send(piece) && !last) {
                proposal.failed(new RaftException.NotLeader("leadership was lost while a large command was written"));
                return;
            }
        }
    }

    /** Whether the log took the entry. */
    private boolean send(Batch batch) {
        CompletableFuture<RaftClientReply> reply;
        try {
            reply = log.apply(batch);
        } catch (RaftException refused) {
            inFlight.release();
            batch.failed(refused);
            return false;
        }
        boolean taken = !reply.isCompletedExceptionally();
        var _ = reply.whenComplete((answer, fault) -> {
            inFlight.release();
            Failures.of(batch, answer, fault).ifPresent(batch::failed);
        });
        return taken && batch.mayBeInLog();
    }

    private synchronized void refuseWaiting() {
        closed = true;
        waiting.forEach(
                proposal -> proposal.failed(new RaftException.Unavailable("the log of this server was closed")));
        waiting.clear();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
