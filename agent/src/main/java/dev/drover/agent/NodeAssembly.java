package dev.drover.agent;

import dev.drover.agent.api.Parts;
import dev.drover.agent.api.Version;
import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.InputSettings;
import dev.drover.agent.config.NodeSettings;
import dev.drover.agent.forward.OwnRequests;
import dev.drover.agent.gate.Gate;
import dev.drover.agent.tls.AgentTls;
import dev.drover.artifact.ArtifactLimits;
import dev.drover.client.Client;
import dev.drover.client.ClientConfig;
import dev.drover.client.ClientConfigBuilder;
import dev.drover.client.ServerConnection;
import dev.drover.client.data.RemoteData;
import dev.drover.client.host.Host;
import dev.drover.client.node.NodeIdentity;
import dev.drover.client.servers.RemoteServers;
import dev.drover.client.servers.ServerCalls;
import dev.drover.client.task.TaskInputs;
import dev.drover.driver.Driver;
import dev.drover.driver.IdRanges;
import dev.drover.driver.ProcessHost;
import dev.drover.drivers.docker.DockerDriver;
import dev.drover.drivers.docker.DockerOptions;
import dev.drover.drivers.exec.ExecDriver;
import dev.drover.drivers.isolated.Isolation;
import dev.drover.drivers.isolated.IsolationOptions;
import dev.drover.drivers.java.JavaDriver;
import dev.drover.drivers.lxc.LxcDriver;
import dev.drover.drivers.lxc.LxcOptions;
import dev.drover.drivers.mock.MockDriver;
import dev.drover.drivers.podman.PodmanDriver;
import dev.drover.drivers.podman.PodmanOptions;
import dev.drover.drivers.podman.RktDriver;
import dev.drover.drivers.qemu.QemuDriver;
import dev.drover.drivers.qemu.QemuOptions;
import dev.drover.drivers.rawexec.RawExecDriver;
import dev.drover.keeper.KeeperProcessHost;
import dev.drover.keeper.process.LocalProcessHost;
import dev.drover.model.acl.NodeProof;
import dev.drover.model.acl.Secret;
import dev.drover.rpc.Identity;
import dev.drover.rpc.Services;
import dev.drover.template.source.Sources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * The node of an agent.
 *
 * @param calls its way to servers over the network; empty when its only server is in the same process
 */
record NodeAssembly(Parts.NodePart part, Optional<ServerCalls> calls) implements AutoCloseable {
    /**
     * Starts the node of a development agent, whose server is in this process.
     *
     * @param folder for what it has to keep
     */
    static NodeAssembly beside(ServerAssembly server, AgentConfig config, Path folder, String httpAddress) {
        ServerConnection servers = new InProcessServers(
                server.part().server().nodes(),
                server.part().server().drains(),
                server.part().server().identities());
        ClientConfig clientConfig = clientConfig(config, folder, httpAddress);
        NodeIdentity identity = NodeIdentity.of(clientConfig.stateDir());
        Client client = client(config, clientConfig, identity, folder, servers, RemoteData.NONE);
        String address = config.network().rpcAdvertise().toString();
        return new NodeAssembly(new Parts.NodePart(client, () -> List.of(address)), Optional.empty());
    }

    /**
     * Starts a node that speaks to servers over the network, even to the one in its own process, which may not lead.
     *
     * @param services what servers may ask of it
     */
    static NodeAssembly linked(AgentConfig config, Path folder, String httpAddress, Services services) {
        ClientConfig clientConfig = clientConfig(config, folder, httpAddress);
        NodeIdentity identity = NodeIdentity.of(clientConfig.stateDir());
        ServerCalls calls = new ServerCalls(
                addresses(config),
                clientConfig.stateDir(),
                new Identity(Identity.Role.CLIENT, identity.id(), config.region()),
                services,
                AgentTls.links(config),
                link -> {});
        Client client = client(
                config,
                clientConfig,
                identity,
                folder,
                new RemoteServers(calls, identity),
                remoteData(new OwnRequests(calls), identity));
        return new NodeAssembly(new Parts.NodePart(client, calls::addresses), Optional.of(calls));
    }

    /** Data travels as an answer of the HTTP API of its node, which any server knows the way to. */
    private static RemoteData remoteData(OwnRequests requests, NodeIdentity node) {
        return id -> {
            NodeProof proof = NodeProof.of(node.id(), Secret.of(node.secret()), id);
            return requests.ask(
                    "GET",
                    "/v1/client/allocation/" + id + "/snapshot?ended=true",
                    Map.of(Gate.NODE_HEADER, proof.nodeId(), Gate.PROOF_HEADER, proof.code()),
                    new byte[0]);
        };
    }

    private static Client client(
            AgentConfig config,
            ClientConfig clientConfig,
            NodeIdentity identity,
            Path folder,
            ServerConnection servers,
            RemoteData remote) {
        ProcessHost processes = processHost(config, folder);
        PodmanDriver podman = new PodmanDriver(PodmanOptions.of(plugin(config, "nomad-driver-podman", "podman")));
        List<Driver> drivers = List.of(
                new RawExecDriver(processes, rawExecOptions(plugin(config, "raw_exec"))),
                new ExecDriver(isolation(config, processes, folder, "exec")),
                new JavaDriver(isolation(config, processes, folder, "java")),
                new DockerDriver(DockerOptions.of(plugin(config, "docker"))),
                podman,
                new RktDriver(podman),
                new QemuDriver(processes, QemuOptions.of(plugin(config, "qemu"))),
                new LxcDriver(processes, LxcOptions.of(plugin(config, "nomad-driver-lxc", "lxc"))),
                new MockDriver(mockOptions(config)));
        ClientConfig grouped = ClientConfigBuilder.builder(clientConfig)
                .parentGroup(processes.parentGroup())
                .build();
        return Client.start(grouped, identity, servers, drivers, Sources.none(), remote);
    }

    private static List<String> addresses(AgentConfig config) {
        List<String> addresses = new ArrayList<>();
        if (config.server().enabled()) {
            addresses.add(config.network().rpcAdvertise().toString());
        }
        addresses.addAll(config.client().servers());
        addresses.addAll(config.client().join().startJoin());
        addresses.addAll(config.client().join().retryJoin());
        return addresses;
    }

    /** The tasks of an agent that keeps nothing end with it; those of any other agent are in the hands of the node's keeper, which outlives it. */
    private static ProcessHost processHost(AgentConfig config, Path folder) {
        DoubleSupplier coreMhz = () -> Host.local().cpu().coreMhz();
        if (keepsNothing(config)) {
            return LocalProcessHost.passing(folder.resolve("processes"), coreMhz);
        }
        KeeperProcessHost keeper = new KeeperProcessHost(folder.resolve("keeper"), coreMhz);
        keeper.prepare();
        return keeper;
    }

    private static boolean keepsNothing(AgentConfig config) {
        return config.dev() || config.dataDirectory().isEmpty();
    }

    private static Isolation isolation(AgentConfig config, ProcessHost processes, Path folder, String driver) {
        IsolationOptions options = IsolationOptions.of(
                plugin(config, driver), config.client().node().chroot());
        return new Isolation(processes, options, folder.resolve(driver));
    }

    private static Map<String, Object> plugin(AgentConfig config, String driver) {
        return config.plugins().getOrDefault(driver, Map.of());
    }

    /** Drivers that are programs of their own elsewhere are known there by the program's name. */
    private static Map<String, Object> plugin(AgentConfig config, String program, String driver) {
        Map<String, Object> own = plugin(config, driver);
        return own.isEmpty() ? plugin(config, program) : own;
    }

    private static RawExecDriver.Options rawExecOptions(Map<String, Object> plugin) {
        List<String> denied = plugin.get("denied_envvars") instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
        return new RawExecDriver.Options(
                Boolean.TRUE.equals(plugin.get("enabled")),
                denied,
                IdRanges.parse(String.valueOf(plugin.getOrDefault("denied_host_uids", ""))),
                IdRanges.parse(String.valueOf(plugin.getOrDefault("denied_host_gids", ""))),
                !Boolean.TRUE.equals(plugin.get("no_cgroups")));
    }

    private static MockDriver.Options mockOptions(AgentConfig config) {
        boolean enabled = config.dev() || config.plugins().containsKey("mock_driver");
        return MockDriver.Options.of(enabled, plugin(config, "mock_driver"));
    }

    private static ClientConfig clientConfig(AgentConfig config, Path folder, String httpAddress) {
        AgentConfig.ClientSettings client = config.client();
        Path allocations = client.allocDirectory().orElse(folder.resolve("alloc"));
        ClientConfig base = keepsNothing(config) ? ClientConfig.dev(allocations) : ClientConfig.defaults(allocations);
        return ClientConfigBuilder.builder(base)
                .stateDir(
                        keepsNothing(config)
                                ? Optional.empty()
                                : Optional.of(client.stateDirectory().orElse(folder.resolve("client"))))
                .region(config.region())
                .datacenter(config.datacenter())
                .nodeName(config.name())
                .nodeClass(client.nodeClass())
                .nodePool(client.nodePool())
                .meta(client.meta())
                .networkInterface(client.networkInterface())
                .httpAddress(httpAddress)
                .agentVersion(Version.COMPATIBLE)
                .options(client.options())
                .cpuTotalMhz(client.cpuTotalMhz())
                .memoryTotalMebibytes(client.memoryTotalMb())
                .reserved(new ClientConfig.Reserved(
                        client.reservedCpuMhz(),
                        client.reservedMemoryMb(),
                        client.reservedDiskMb(),
                        client.node().reservedCores(),
                        client.reservedPorts()))
                .reservableCores(client.node().reservableCores())
                .diskTotalMebibytes(client.node().diskTotalMb())
                .diskFreeMebibytes(client.node().diskFreeMb())
                .hostVolumes(client.node().hostVolumes())
                .ineligible(client.node().ineligible())
                .garbageCollection(garbage(client.node().garbage()))
                .minDynamicPort(client.minDynamicPort())
                .maxDynamicPort(client.maxDynamicPort())
                .maxKillTimeout(client.maxKillTimeout())
                .startParallelism(client.node().startParallelism())
                .diskInterval(client.node().diskInterval())
                .driverInterval(atLeastASecond(client.node().driverInterval()))
                .networks(client.groupNetworks().settings())
                .artifact(artifact(client.inputs()))
                .template(template(client.inputs()))
                .build();
    }

    private static Duration atLeastASecond(Duration interval) {
        return interval.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : interval;
    }

    private static ClientConfig.GarbageCollection garbage(NodeSettings.Garbage garbage) {
        return new ClientConfig.GarbageCollection(
                garbage.interval(),
                garbage.parallelDestroys(),
                garbage.diskPercent(),
                garbage.inodePercent(),
                garbage.maxAllocations());
    }

    private static ClientConfig.ArtifactSettings artifact(InputSettings inputs) {
        return new ClientConfig.ArtifactSettings(
                new ArtifactLimits(
                        inputs.httpTime(),
                        inputs.gitTime(),
                        inputs.s3Time(),
                        inputs.downloadBytes(),
                        inputs.unpackedBytes(),
                        inputs.unpackedFiles()),
                inputs.environment(),
                inputs.inspects());
    }

    private static ClientConfig.TemplateSettings template(InputSettings inputs) {
        return new ClientConfig.TemplateSettings(
                inputs.deniedFunctions(),
                inputs.templatesConfined(),
                TaskInputs.Wait.of(inputs.settleMin(), inputs.settleMax()),
                new TaskInputs.Wait(inputs.settleLowerBound(), inputs.settleUpperBound()));
    }

    /** Stops the node; tasks in the hands of a keeper go on. */
    @Override
    public void close() {
        calls.ifPresent(ServerCalls::close);
        part.client().close();
    }
}
