package dev.drover.server.cluster;

import dev.drover.gossip.Gossip;
import dev.drover.gossip.GossipConfig;
import dev.drover.gossip.SwimGossip;
import dev.drover.gossip.Timing;
import dev.drover.raft.RaftConfig;
import dev.drover.raft.RatisLog;
import dev.drover.raft.ReplicatedLog;
import dev.drover.rpc.Identity;
import dev.drover.rpc.LinkPool;
import dev.drover.rpc.Listener;
import dev.drover.scheduler.Schedulers;
import dev.drover.server.Server;
import dev.drover.server.ServerConfig;
import dev.drover.server.acl.AclServices;
import dev.drover.server.autopilot.Autopilot;
import dev.drover.server.eval.WorkerServices;
import dev.drover.server.keyring.IdentityServices;
import dev.drover.server.log.Applied;
import dev.drover.server.log.LeadershipListener;
import dev.drover.server.log.Log;
import dev.drover.server.log.RaftLog;
import dev.drover.server.member.Bootstrap;
import dev.drover.server.member.GossipKeys;
import dev.drover.server.member.KeptKeys;
import dev.drover.server.member.MemberReconciler;
import dev.drover.server.member.RememberedMembers;
import dev.drover.server.member.RetryJoin;
import dev.drover.server.member.ServerIdentity;
import dev.drover.server.member.ServerMember;
import dev.drover.server.member.ServerMembers;
import dev.drover.server.node.NodeServices;
import dev.drover.server.operator.RaftOperations;
import dev.drover.server.time.SystemTimer;
import dev.drover.state.State;
import dev.drover.state.StateStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server with everything that makes it one of several, wired by hand: links to the others and to nodes, gossip to know who there is,
 * the log that they agree on, and the {@link Server} that works on top of it.
 */
public final class ClusterServer implements AutoCloseable {
    /** Longest wait for another agent to take a connection. */
    private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(2);

    /** The founder waits until no server has come for so long, so that those who start together begin together. */
    private static final Duration BOOTSTRAP_SETTLE = Duration.ofMillis(300);

    private static final Duration RECONCILE_RETRY = Duration.ofSeconds(5);

    private final ClusterConfig config;
    private final String id;
    private final Clock clock;
    private final Consumer<String> failed;
    private final NodeLinks nodes = new NodeLinks();
    private final AtomicReference<@Nullable OpenLog> log = new AtomicReference<>();

    /** Only members of the group are sent commands. */
    private final CompletableFuture<Void> firstApplied = new CompletableFuture<>();

    private final AtomicReference<@Nullable RememberedMembers> known = new AtomicReference<>();
    private final RaftOverLinks transport;
    private final ServerIdentity identity;
    private final ServerMembers members;
    private final LinkedCluster cluster;
    private final KeptKeys keys;
    private final GossipKeyring gossipKeys;
    private final ServerServices services;
    private final Proposals proposals;
    private final Server server;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private ClusterServer(ClusterConfig config, ServerConfig serverConfig, Clock clock, Consumer<String> failed)
            throws IOException {
        this.config = config;
        this.failed = failed;
        this.clock = clock;
        this.id = ServerId.in(Files.createDirectories(config.folder()));
        this.services = new ServerServices(this::group, nodes);
        Identity self = new Identity(Identity.Role.SERVER, id, config.region());
        LinkPool links = opened(new LinkPool(self, services, DIAL_TIMEOUT, config.links()));
        this.transport = new RaftOverLinks(opened(new LinkPool(self, services, DIAL_TIMEOUT, config.links())));
        opened(Listener.bind(config.rpc(), self, services, config.links(), nodes::opened));
        this.identity = new ServerIdentity(
                id,
                config.region(),
                config.datacenter(),
                config.advertisedRpc().getHostString(),
                config.advertisedRpc().getPort(),
                config.build(),
                config.bootstrapExpect());
        this.keys = KeptKeys.open(config.folder().resolve("gossip-keys"), config.keys());
        this.members = ServerMembers.start(listener -> SwimGossip.start(gossip(), listener));
        opened(members.gossip());
        this.cluster = new LinkedCluster(address(config.advertisedRpc()), this::group, this::alive, nodes, links);
        this.gossipKeys = new GossipKeyring(id, keys, members, cluster);

        this.proposals =
                new Proposals(cluster, () -> Optional.ofNullable(log.get()).map(OpenLog::log));

        SystemTimer timer = new SystemTimer(clock);
        this.server = Server.start(serverConfig, clock, timer, Schedulers::forType, this::openLog, cluster);
        opened(timer);
        opened(server);
        services.offer(List.of(
                proposals,
                gossipKeys,
                new NodeServices(server.store(), server.nodes(), server.drains(), cluster, server::awaitFresh)::answer,
                new AclServices(server.acl())::answer,
                new IdentityServices(server.store(), server.identities())::answer,
                new WorkerServices(server.work())::answer));
        opened(beginLog());
        join();
    }

    /**
     * Starts a server; it may take a while until it knows a leader.
     *
     * @param failed is told when this server cannot go on, with what to do; the process should end
     * @throws IOException when an address cannot be bound or the folder not be used, with what to do
     */
    public static ClusterServer start(
            ClusterConfig config, ServerConfig serverConfig, Clock clock, Consumer<String> failed) throws IOException {
        return new ClusterServer(config, serverConfig, clock, failed);
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.addFirst(part);
        return part;
    }

    private static String address(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    private GossipConfig gossip() {
        return new GossipConfig(
                identity.memberName(config.name()),
                config.gossip().getHostString(),
                config.gossip().getPort(),
                config.advertisedGossip().getHostString(),
                config.advertisedGossip().getPort(),
                identity.tags(false),
                keys.ring(),
                Timing.usual());
    }

    /** The group, once there is one. */
    public Optional<ReplicatedLog> group() {
        return Optional.ofNullable(log.get()).flatMap(open -> open.log().group());
    }

    /** Before gossip has found anybody, the group itself knows its servers. */
    private List<String> alive() {
        List<String> present = members.present(config.region()).stream()
                .map(ServerMember::address)
                .toList();
        return present.isEmpty() ? List.of(address(config.advertisedRpc())) : present;
    }

    private Log openLog(StateStore store, Applied.Listener applied, LeadershipListener leadership) {
        GroupCare caring = new GroupCare(
                leadership,
                group -> new GroupWork(
                        MemberReconciler.start(id, config.region(), group, members, RECONCILE_RETRY),
                        Autopilot.start(
                                new Autopilot.Watched(id, group, members, cluster::stats),
                                () -> store.snapshot().autopilotConfiguration(),
                                clock)));
        Applied.Listener noticing = new Applied.Listener() {
            @Override
            public void applied(Applied change) {
                firstApplied.complete(null);
                applied.applied(change);
            }

            @Override
            public void restored(State state) {
                firstApplied.complete(null);
                applied.restored(state);
            }
        };
        RaftLog opened = new RaftLog(store, noticing, caring, proposals, failed);
        log.set(new OpenLog(opened, caring));
        return opened;
    }

    /** Goes on with the log on disk, or finds out with the others how it begins. */
    private Bootstrap beginLog() throws IOException {
        Path folder = logFolder();
        if (RatisLog.hasState(folder)) {
            ReplicatedLog group = startLog(List.of());
            Bootstrap resumed = Bootstrap.resume(identity, members, group.peers());
            if (group.peers().isEmpty()) {
                whenAdded(resumed);
            }
            return resumed;
        }
        CompletableFuture<Bootstrap> begun = new CompletableFuture<>();
        Bootstrap bootstrap = Bootstrap.start(identity, members, BOOTSTRAP_SETTLE, new Bootstrap.LogStart() {
            @Override
            public void form(List<ReplicatedLog.Peer> peers) {
                startOrFail(peers);
            }

            @Override
            public void join() {
                startOrFail(List.of());
                whenAdded(begun.join());
            }
        });
        begun.complete(bootstrap);
        return bootstrap;
    }

    /** Gossip may block and the log may not wait for it. */
    private void whenAdded(Bootstrap bootstrap) {
        Thread.ofVirtual().name("added").start(() -> {
            firstApplied.join();
            bootstrap.added();
        });
    }

    private void startOrFail(List<ReplicatedLog.Peer> peers) {
        try {
            startLog(peers);
        } catch (IOException fault) {
            failed.accept("the log could not be begun: " + fault.getMessage());
        }
    }

    private ReplicatedLog startLog(List<ReplicatedLog.Peer> founders) throws IOException {
        ClusterConfig.LogSettings settings = config.log();
        RaftConfig usual = RaftConfig.usual(logFolder(), id, address(config.advertisedRpc()), config.region());
        RaftConfig raft = new RaftConfig(
                usual.folder(),
                usual.id(),
                usual.address(),
                usual.group(),
                RaftConfig.ELECTION_TIMEOUT.multipliedBy(settings.patience()),
                settings.snapshotEntries(),
                usual.snapshotBytes(),
                settings.keptEntries(),
                settings.fsync(),
                usual.rebuild());
        OpenLog open = openLog();
        ReplicatedLog group =
                RatisLog.start(raft, founders, transport, open.log().machine());
        open.log().join(group);
        open.care().formed(group);
        return group;
    }

    /** The server opens its log when it is made. */
    private OpenLog openLog() {
        return Objects.requireNonNull(log.get());
    }

    /** The log, and who cares for the group that it is to work through. */
    private record OpenLog(RaftLog log, GroupCare care) {}

    private Path logFolder() {
        return config.folder().resolve("raft");
    }

    private void join() throws IOException {
        ClusterConfig.JoinSettings join = config.join();
        if (!join.once().isEmpty()) {
            try {
                Gossip.JoinResult result = members.gossip().join(join.once());
                if (result.joined() == 0) {
                    throw new IOException("none of the servers of start_join answers: "
                            + String.join("; ", result.errors()) + "; start them first, or use retry_join");
                }
            } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while joining", interruption);
            }
        }
        Path file = config.folder().resolve("members");
        List<String> remembered = RememberedMembers.in(file);
        if (join.retried().isEmpty() && !remembered.isEmpty()) {
            RetryJoin.Plan plan = new RetryJoin.Plan(remembered, 0, join.interval());
            opened(RetryJoin.start(members.gossip(), plan, () -> {}));
        }
        known.set(opened(RememberedMembers.follow(file, members, identity.memberName(config.name()))));
        if (!join.retried().isEmpty()) {
            RetryJoin.Plan plan = new RetryJoin.Plan(join.retried(), join.maxAttempts(), join.interval());
            opened(RetryJoin.start(
                    members.gossip(),
                    plan,
                    () -> failed.accept("none of the servers of retry_join has answered in " + join.maxAttempts()
                            + " attempts, as many as retry_max allows: " + String.join(", ", join.retried()))));
        }
    }

    public Server server() {
        return server;
    }

    /** Stays the same over restarts. */
    public String id() {
        return id;
    }

    public Cluster cluster() {
        return cluster;
    }

    public ServerMembers members() {
        return members;
    }

    /** The keys of the gossip of all servers. */
    public GossipKeys gossipKeys() {
        return gossipKeys;
    }

    public ServerServices services() {
        return services;
    }

    public RaftOperations operations() {
        return new GroupOperations(
                this::group,
                members,
                server.store(),
                openLog().log(),
                () -> openLog().care().work().map(GroupWork::autopilot));
    }

    /** Says goodbye to the others, who take this server out of the group; to be called before closing when it is not to come back. */
    public void leave() throws InterruptedException {
        RememberedMembers remembered = known.get();
        if (remembered != null && !config.join().rejoinAfterLeave()) {
            remembered.forget();
        }
        members.gossip().leave();
    }

    /** Stops; the others notice that this server is gone, and keep its place. */
    @Override
    public void close() {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception failure) {
                System.getLogger(ClusterServer.class.getName())
                        .log(System.Logger.Level.WARNING, "a part of the server did not stop", failure);
            }
        }
    }
}
