package dev.drover.server.autopilot;

import dev.drover.gossip.Member.Status;
import dev.drover.model.api.OperatorHealthReply;
import dev.drover.model.api.OperatorHealthReplyBuilder;
import dev.drover.model.api.ServerHealth;
import dev.drover.model.operator.AutopilotConfiguration;
import dev.drover.model.text.Durations;
import dev.drover.raft.RaftException;
import dev.drover.raft.ReplicatedLog;
import dev.drover.raft.ReplicatedLog.Peer;
import dev.drover.server.autopilot.HealthRules.Observed;
import dev.drover.server.member.ServerMember;
import dev.drover.server.member.ServerMembers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Asks the servers of the group again and again how far they are, while this server leads, and takes those out that are gone. Create it
 * when leadership begins and close it when it ends: since when a server is healthy, each leader finds out for itself.
 */
public final class Autopilot implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Autopilot.class.getName());

    /** How often the servers are asked. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    /** A server that restarts in less stays in the group. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String self;
    private final ReplicatedLog log;
    private final ServerMembers members;
    private final Supplier<AutopilotConfiguration> configuration;
    private final Function<Peer, Optional<ServerStats>> question;
    private final InstantSource clock;
    private final Thread thread;
    private final Map<String, Judgement> judgements = new HashMap<>();
    private final Map<String, Instant> failed = new HashMap<>();
    private Optional<OperatorHealthReply> latest = Optional.empty();

    /** Whether a server is healthy, and since when it is or is not. */
    private record Judgement(boolean healthy, Instant since) {}

    private Autopilot(Watched watched, Supplier<AutopilotConfiguration> configuration, InstantSource clock) {
        this.self = watched.self();
        this.log = watched.log();
        this.members = watched.members();
        this.question = watched.question();
        this.configuration = configuration;
        this.clock = clock;
        thread = Thread.ofVirtual().name("autopilot").unstarted(this::run);
    }

    /**
     * Whom to watch over.
     *
     * @param self id of this server
     * @param question asks another server, for a second at most; empty when it does not answer
     */
    public record Watched(
            String self, ReplicatedLog log, ServerMembers members, Function<Peer, Optional<ServerStats>> question) {}

    /** Starts to watch. */
    public static Autopilot start(
            Watched watched, Supplier<AutopilotConfiguration> configuration, InstantSource clock) {
        Autopilot autopilot = new Autopilot(watched, configuration, clock);
        autopilot.thread.start();
        return autopilot;
    }

    private void run() {
        try {
            while (true) {
                removeDead(observe());
                TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** How the group is doing, as seen within the last seconds. */
    public OperatorHealthReply health() {
        synchronized (judgements) {
            if (latest.isPresent()) {
                return latest.get();
            }
        }
        observe();
        return health();
    }

    /** Asks everybody at once and remembers what is new. */
    List<Observed> observe() {
        List<Peer> peers = log.peers();
        List<CompletableFuture<Optional<ServerStats>>> answers = new ArrayList<>();
        for (Peer peer : peers) {
            CompletableFuture<Optional<ServerStats>> answer = new CompletableFuture<>();
            answers.add(answer);
            Thread.ofVirtual().name("question-of-autopilot").start(() -> answer.complete(ask(peer)));
        }
        List<Optional<ServerStats>> stats =
                answers.stream().map(CompletableFuture::join).toList();
        synchronized (judgements) {
            return judge(peers, stats);
        }
    }

    private Optional<ServerStats> ask(Peer peer) {
        try {
            return peer.id().equals(self) ? Optional.of(ServerStats.of(log)) : question.apply(peer);
        } catch (RuntimeException failure) {
            LOG.log(Level.DEBUG, () -> "server " + peer.id() + " could not be asked how it is", failure);
            return Optional.empty();
        }
    }

    private List<Observed> judge(List<Peer> peers, List<Optional<ServerStats>> stats) {
        Instant now = clock.instant();
        ServerStats leader = ServerStats.of(log);
        List<String> ids = peers.stream().map(Peer::id).toList();
        judgements.keySet().retainAll(ids);
        failed.keySet().retainAll(ids);
        List<Observed> observed = new ArrayList<>();
        List<ServerHealth> healths = new ArrayList<>();
        for (int at = 0; at < peers.size(); at++) {
            String id = peers.get(at).id();
            Optional<ServerMember> member = members.find(id);
            Optional<Status> status = member.map(ServerMember::status);
            boolean healthy =
                    id.equals(self) || HealthRules.healthy(configuration.get(), leader, status, stats.get(at));
            Judgement judgement = judgements.merge(
                    id,
                    new Judgement(healthy, now),
                    (before, newer) -> before.healthy() == newer.healthy() ? before : newer);
            if (status.equals(Optional.of(Status.FAILED))) {
                failed.putIfAbsent(id, now);
            } else {
                failed.remove(id);
            }
            observed.add(new Observed(
                    id,
                    status,
                    stats.get(at),
                    healthy ? Optional.of(judgement.since()) : Optional.empty(),
                    Optional.ofNullable(failed.get(id))));
            healths.add(health(peers.get(at), member, stats.get(at), judgement));
        }
        latest = Optional.of(reply(healths));
        return observed;
    }

    private ServerHealth health(
            Peer peer, Optional<ServerMember> member, Optional<ServerStats> stats, Judgement judgement) {
        return new ServerHealth(
                peer.id(),
                member.map(ServerMember::name).orElse("(unknown)"),
                peer.address(),
                HealthRules.name(member.map(ServerMember::status)),
                member.map(ServerMember::build).orElse(""),
                peer.id().equals(self),
                Durations.format(stats.map(ServerStats::lastContact).orElse(Duration.ZERO)),
                stats.map(ServerStats::lastTerm).orElse(0L),
                stats.map(ServerStats::lastIndex).orElse(0L),
                judgement.healthy(),
                true,
                judgement.since().truncatedTo(ChronoUnit.SECONDS));
    }

    private OperatorHealthReply reply(List<ServerHealth> servers) {
        List<Boolean> healthy = servers.stream().map(ServerHealth::healthy).toList();
        return OperatorHealthReplyBuilder.builder()
                .healthy(!healthy.contains(false))
                .failureTolerance(HealthRules.tolerance(healthy))
                .servers(servers)
                .leader(self)
                .voters(servers.stream().map(ServerHealth::id).toList())
                .build();
    }

    private void removeDead(List<Observed> observed) throws InterruptedException {
        Optional<String> dead = HealthRules.dead(configuration.get(), observed, clock.instant(), PATIENCE);
        if (dead.isEmpty()) {
            return;
        }
        LOG.log(Level.INFO, () -> "taking server " + dead.get() + " out of the group, since it failed");
        try {
            log.remove(dead.get());
        } catch (RaftException fault) {
            LOG.log(
                    Level.WARNING,
                    () -> "a server that failed could not be taken out of the group, which is tried again: "
                            + fault.text());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
