package dev.drover.server.cluster;

import dev.drover.raft.RaftException;
import dev.drover.raft.ReplicatedLog;
import dev.drover.rpc.Channel;
import dev.drover.rpc.Identity;
import dev.drover.rpc.Link;
import dev.drover.rpc.RemoteException;
import dev.drover.rpc.Services;
import dev.drover.server.ServerException;
import dev.drover.server.autopilot.ServerStats;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Everything that a server answers over links: messages of the log, nodes, workers of other servers, and forwarded HTTP requests. */
public final class ServerServices implements Services {
    /** Answers some of the methods. */
    @FunctionalInterface
    public interface Part {
        /** The answer, or nothing when the method is not of this part. */
        Optional<byte[]> answer(Link from, String method, byte[] request) throws InterruptedException;
    }

    /** Serves channels. */
    @FunctionalInterface
    public interface ChannelPart {
        void serve(Link from, String method, byte[] request, Channel channel) throws IOException, InterruptedException;
    }

    private final Supplier<Optional<ReplicatedLog>> group;
    private final NodeLinks nodes;
    private volatile List<Part> parts = List.of();
    private volatile ChannelPart channels = (from, method, request, channel) -> {
        throw new RemoteException(503, "the server is starting");
    };

    ServerServices(Supplier<Optional<ReplicatedLog>> group, NodeLinks nodes) {
        this.group = group;
        this.nodes = nodes;
    }

    /** The parts need the server and the server needs links, so they come afterwards. */
    void offer(List<Part> answering) {
        parts = List.copyOf(answering);
    }

    /** Who serves channels. */
    public void serveChannels(ChannelPart serving) {
        channels = serving;
    }

    @Override
    public byte[] answer(Link from, String method, byte[] request) throws InterruptedException {
        try {
            if (method.startsWith(RaftOverLinks.METHOD)) {
                return raft(from, method, request);
            }
            if (method.equals(ServerCalls.HAS_NODE.name())) {
                String nodeId = ServerCalls.HAS_NODE.read(request).nodeId();
                return ServerCalls.HAS_NODE.write(
                        new ServerCalls.NodeAnswer(nodes.of(nodeId).isPresent()));
            }
            if (method.equals(ServerCalls.WHO_LEADS.name())) {
                return ServerCalls.WHO_LEADS.write(new ServerCalls.LeaderAnswer(
                        LinkedCluster.leaderOf(group.get()).orElse("")));
            }
            if (method.equals(ServerCalls.STATS.name())) {
                return ServerCalls.STATS.write(ServerStats.of(group.get().orElseThrow(ServerException::noLeader)));
            }
            for (Part part : parts) {
                Optional<byte[]> answer = part.answer(from, method, request);
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
        } catch (ServerException refusal) {
            throw new RemoteException(refusal.status(), refusal.text());
        }
        throw new RemoteException(404, "this server does not know the call " + method);
    }

    private byte[] raft(Link from, String method, byte[] request) {
        if (from.remote().role() != Identity.Role.SERVER) {
            throw new RemoteException(403, "only servers take part in the log");
        }
        ReplicatedLog log =
                group.get().orElseThrow(() -> new RemoteException(503, "this server is in no group of servers yet"));
        try {
            return log.handle(Byte.parseByte(method.substring(RaftOverLinks.METHOD.length())), request);
        } catch (RaftException | IOException failure) {
            throw new RemoteException(503, String.valueOf(failure.getMessage()));
        }
    }

    @Override
    public void serve(Link from, String method, byte[] request, Channel channel)
            throws IOException, InterruptedException {
        channels.serve(from, method, request, channel);
    }
}
