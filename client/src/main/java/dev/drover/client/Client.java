package dev.drover.client;

import dev.drover.artifact.ArtifactFetcher;
import dev.drover.client.alloc.AllocRunner;
import dev.drover.client.alloc.AllocSync;
import dev.drover.client.data.RemoteData;
import dev.drover.client.host.DiskSpace;
import dev.drover.client.host.Host;
import dev.drover.client.node.DriverFingerprints;
import dev.drover.client.node.HostStatistics;
import dev.drover.client.node.NetworkModes;
import dev.drover.client.node.NodeFingerprint;
import dev.drover.client.node.NodeIdentity;
import dev.drover.client.node.NodeMetadata;
import dev.drover.client.store.DiskStore;
import dev.drover.client.store.LocalStore;
import dev.drover.client.task.StartLimits;
import dev.drover.client.task.TaskInputs;
import dev.drover.client.task.TaskSite;
import dev.drover.driver.Driver;
import dev.drover.model.api.HostStats;
import dev.drover.model.node.DrainSpec;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.network.Networks;
import dev.drover.template.source.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The node agent. It finds out what this machine is, makes it known to the servers, keeps it known, and runs what they place here.
 * The parts in the order of their work: {@link NodeFingerprint}, {@link Registration}, {@link AllocSync}.
 */
public final class Client implements AutoCloseable {
    /** What is told to stop at the deadline of a drain still has its kill timeout and delays. */
    private static final Duration AFTER_DEADLINE = Duration.ofMinutes(2);

    private static final Duration FOREVER = Duration.ofDays(365);

    private final Registration registration;
    private final AllocSync sync;
    private final ClientAllocations allocations;
    private final HostStatistics statistics;
    private final Housekeeping housekeeping;
    private final DiskWatch disks;
    private final ServerConnection servers;
    private final NodeMetadata metadata;

    private final List<Driver> drivers;

    private Client(
            Registration registration,
            AllocSync sync,
            HostStatistics statistics,
            Housekeeping housekeeping,
            DiskWatch disks,
            ServerConnection servers,
            NodeMetadata metadata,
            List<Driver> drivers) {
        this.metadata = metadata;
        this.drivers = List.copyOf(drivers);
        this.registration = registration;
        this.sync = sync;
        this.allocations = new ClientAllocations(sync);
        this.statistics = statistics;
        this.housekeeping = housekeeping;
        this.disks = disks;
        this.servers = servers;
    }

    /**
     * Starts a node agent. It returns when the node was registered or, when no server answers, after the first try; it goes on trying.
     *
     * @param drivers the drivers to offer, as far as the configuration allows them
     */
    public static Client start(ClientConfig config, ServerConnection servers, List<Driver> drivers) {
        return start(config, NodeIdentity.of(config.stateDir()), servers, drivers, Sources.none(), RemoteData.NONE);
    }

    /**
     * Starts a node agent whose templates can ask for data of the cluster.
     *
     * @param identity who the servers take it for
     * @param remote the way to data of allocations on other nodes
     */
    public static Client start(
            ClientConfig config,
            NodeIdentity identity,
            ServerConnection servers,
            List<Driver> drivers,
            Sources sources,
            RemoteData remote) {
        try {
            Files.createDirectories(config.allocDir());
            Map<String, Driver> allowed = allowed(config, drivers);
            InstantSource clock = InstantSource.system();
            Networks networks = networks(config, identity);
            LocalStore store = store(config);
            NodeMetadata metadata = new NodeMetadata(config.meta(), store);
            Node bare = withMetadata(
                    NetworkModes.apply(NodeFingerprint.of(config, identity, Host.local()), networks), metadata);
            Node node = DriverFingerprints.apply(bare, allowed.values(), clock);
            Registration registration =
                    new Registration(node, servers, allowed.values(), config.driverInterval(), clock);
            TaskSite site = new TaskSite(
                    registration::node,
                    config.region(),
                    config.maxKillTimeout(),
                    HostVariables.allowed(config),
                    config.parentGroup(),
                    networks,
                    inputs(config, sources, clock),
                    StartLimits.of(config.startParallelism()),
                    wanted -> servers.signIdentities(identity.id(), wanted),
                    clock,
                    // Asked for each number, since tasks run on many threads.
                    () -> ThreadLocalRandom.current().nextLong());
            AllocSync sync = new AllocSync(
                    node.id(), servers, config.allocDir(), allowed, site, store, remote, config.ephemeral());
            sync.restore();
            registration.start(sync::withoutServers);
            Housekeeping housekeeping =
                    new Housekeeping(folders(sync), config.garbageCollection(), () -> DiskSpace.of(config.allocDir()));
            housekeeping.start();
            sync.start(housekeeping::makeRoom);
            DiskWatch disks = DiskWatch.start(sync, config);
            return new Client(
                    registration,
                    sync,
                    new HostStatistics(Host.local(), config.allocDir()),
                    housekeeping,
                    disks,
                    servers,
                    metadata,
                    drivers);
        } catch (IOException fault) {
            throw new UncheckedIOException(String.valueOf(fault.getMessage()), fault);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", stopped);
        }
    }

    private static Housekeeping.Folders folders(AllocSync sync) {
        return new Housekeeping.Folders() {
            @Override
            public int count() {
                return sync.size();
            }

            @Override
            public int deleteOldest(int count) throws InterruptedException {
                return sync.collectOldest(count);
            }
        };
    }

    private static Networks networks(ClientConfig config, NodeIdentity identity) {
        Path folder = config.stateDir()
                .map(state -> state.resolve("networks"))
                .orElseGet(() -> config.allocDir().resolveSibling("networks"));
        return new Networks(config.networks(), folder, identity.id());
    }

    private static TaskInputs inputs(ClientConfig config, Sources sources, InstantSource clock) {
        Map<String, String> environment = new HashMap<>();
        for (String name : config.artifact().environment()) {
            String value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        ArtifactFetcher fetcher = new ArtifactFetcher(
                config.artifact().limits(),
                config.optionList("artifact.file.allowlist").stream()
                        .map(Path::of)
                        .toList(),
                environment,
                config.artifact().inspects(),
                clock);
        ClientConfig.TemplateSettings template = config.template();
        return new TaskInputs(
                fetcher,
                new TaskInputs.Templates(
                        sources,
                        Set.copyOf(template.deniedFunctions()),
                        template.confined(),
                        template.settling(),
                        template.settlingBounds()));
    }

    private static LocalStore store(ClientConfig config) throws IOException {
        Optional<Path> folder = config.stateDir();
        return config.ephemeral() || folder.isEmpty() ? LocalStore.NONE : DiskStore.open(folder.get());
    }

    private static Map<String, Driver> allowed(ClientConfig config, List<Driver> drivers) {
        List<String> allowlist = config.optionList("driver.allowlist");
        List<String> denylist = config.optionList("driver.denylist");
        Map<String, Driver> allowed = new HashMap<>();
        for (Driver driver : drivers) {
            boolean listed = allowlist.isEmpty() || allowlist.contains(driver.name());
            if (listed && !denylist.contains(driver.name())) {
                allowed.put(driver.name(), driver);
            }
        }
        return allowed;
    }

    /** How the node stands with the servers. */
    public Heartbeat heartbeat() {
        return registration.heartbeat();
    }

    /** The node as it is known to the servers. */
    public Node node() {
        return registration.node();
    }

    public NodeMetadata metadata() {
        return metadata;
    }

    /**
     * Changes the metadata of the node, for its tasks at once and for the scheduler as soon as a server knows.
     *
     * @param changes by key; empty to take a key away
     * @throws IllegalArgumentException when a key is none
     */
    public void changeMetadata(Map<String, Optional<String>> changes) throws InterruptedException {
        metadata.change(changes);
        registration.change(node -> withMetadata(node, metadata));
    }

    private static Node withMetadata(Node node, NodeMetadata metadata) {
        return NodeFingerprint.withClass(
                NodeBuilder.builder(node).meta(metadata.all()).build());
    }

    /** Whether an allocation is done with here; true as well when it is not known. */
    boolean hasEnded(String allocationId) {
        return sync.runner(allocationId).map(AllocRunner::hasEnded).orElse(true);
    }

    public ClientAllocations allocations() {
        return allocations;
    }

    public HostStats hostStats() {
        return statistics.measure();
    }

    /**
     * Empties the node before it leaves: the servers move its work elsewhere. Afterwards it takes none until an operator says so.
     *
     * @return whether everything has ended by the deadline
     * @throws RuntimeException when no server can be asked
     */
    public boolean drain(DrainSpec spec) throws InterruptedException {
        servers.drain(node().id(), spec);
        Duration limit = spec.deadline().isZero()
                ? FOREVER
                : (spec.deadline().isNegative() ? Duration.ZERO : spec.deadline()).plus(AFTER_DEADLINE);
        return sync.awaitDrained(!spec.ignoreSystemJobs(), limit);
    }

    /** Ends the agent. In an ephemeral one, all tasks are stopped first, in parallel, within their kill timeouts. */
    @Override
    public void close() {
        housekeeping.close();
        disks.close();
        sync.close();
        registration.close();
        drivers.forEach(Driver::close);
    }
}
