package dev.drover.client.node;

import dev.drover.client.ClientConfig;
import dev.drover.client.host.CoreList;
import dev.drover.client.host.Host;
import dev.drover.driver.Signals;
import dev.drover.model.node.ComputedClass;
import dev.drover.model.node.CpuCore;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeCpuResources;
import dev.drover.model.node.NodeDiskResources;
import dev.drover.model.node.NodeMemoryResources;
import dev.drover.model.node.NodeProcessorResources;
import dev.drover.model.node.NodeReservedCpuResources;
import dev.drover.model.node.NodeReservedDiskResources;
import dev.drover.model.node.NodeReservedMemoryResources;
import dev.drover.model.node.NodeReservedNetworkResources;
import dev.drover.model.node.NodeReservedResources;
import dev.drover.model.node.NodeResources;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.model.node.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the record of this node from its configuration and from what the host says. Drivers are added by {@link DriverFingerprints}. */
public final class NodeFingerprint {
    private static final long MEBIBYTE = 1024 * 1024;

    private final ClientConfig config;
    private final Host host;
    private final Map<String, String> attributes = new LinkedHashMap<>();

    private NodeFingerprint(ClientConfig config, Host host) {
        this.config = config;
        this.host = host;
    }

    /** The node without drivers. The folder of allocations must exist, since its disk is measured. */
    public static Node of(ClientConfig config, NodeIdentity identity, Host host) {
        return new NodeFingerprint(config, host).node(identity);
    }

    private Node node(NodeIdentity identity) {
        Optional<NetworkFingerprint> network = NetworkFingerprint.of(config, host);
        NodeResources resources = NodeResourcesBuilder.builder()
                .cpu(cpu())
                .memory(memory())
                .disk(disk())
                .networks(network.map(NetworkFingerprint::networks).orElse(List.of()))
                .nodeNetworks(network.map(each -> List.of(each.nodeNetwork())).orElse(List.of()))
                .processors(new NodeProcessorResources(topology()))
                .minDynamicPort(config.minDynamicPort())
                .maxDynamicPort(config.maxDynamicPort())
                .build();
        network.ifPresent(each -> attributes.put("unique.network.ip-address", each.ip()));
        describeSystem();
        Node node = NodeBuilder.builder()
                .id(identity.id())
                .secretId(identity.secret())
                .datacenter(config.datacenter())
                .name(config.nodeName().isEmpty() ? host.hostname() : config.nodeName())
                .nodeClass(config.nodeClass())
                .nodePool(config.nodePool())
                .httpAddr(config.httpAddress())
                .meta(config.meta())
                .links(Map.of())
                .attributes(attributes)
                .nodeResources(resources)
                .reservedResources(reserved())
                .status(NodeStatus.READY)
                .hostVolumes(config.hostVolumes())
                .schedulingEligibility(
                        config.ineligible() ? SchedulingEligibility.INELIGIBLE : SchedulingEligibility.ELIGIBLE)
                .build();
        return withClass(node);
    }

    /** The node with the class that follows from what it is. */
    public static Node withClass(Node node) {
        return NodeBuilder.builder(node).computedClass(ComputedClass.of(node)).build();
    }

    private NodeCpuResources cpu() {
        Host.Cpu cpu = host.cpu();
        int cores = cpu.cores().size();
        long total = config.cpuTotalMhz() > 0 ? config.cpuTotalMhz() : Math.round(cpu.coreMhz() * cores);
        List<Integer> ids = cpu.cores().stream().map(Host.Core::id).toList();
        attributes.put("cpu.arch", cpu.architecture());
        attributes.put("cpu.modelname", cpu.model());
        attributes.put("cpu.frequency", Long.toString(Math.round(cpu.coreMhz())));
        attributes.put("cpu.numcores", Integer.toString(cores));
        List<Integer> reservable = reservable(ids);
        attributes.put("cpu.reservablecores", Integer.toString(reservable.size()));
        attributes.put("cpu.totalcompute", Long.toString(total));
        attributes.put(
                "cpu.usablecompute", Long.toString(total - config.reserved().cpuMhz()));
        List<Integer> nodes = numaNodes(cpu);
        attributes.put("numa.node.count", Integer.toString(nodes.size()));
        for (int node : nodes) {
            attributes.put(
                    "numa.node" + node + ".cores",
                    CoreList.format(cpu.cores().stream()
                            .filter(core -> core.numaNode() == node)
                            .map(Host.Core::id)
                            .toList()));
        }
        return new NodeCpuResources(total, cores, reservable);
    }

    /** Cores that tasks may have to themselves. */
    private List<Integer> reservable(List<Integer> all) {
        List<Integer> chosen = CoreList.parse(config.reservableCores());
        List<Integer> kept = CoreList.parse(config.reserved().cores());
        return all.stream()
                .filter(core -> chosen.isEmpty() || chosen.contains(core))
                .filter(core -> !kept.contains(core))
                .toList();
    }

    private static List<Integer> numaNodes(Host.Cpu cpu) {
        return cpu.cores().stream().map(Host.Core::numaNode).distinct().sorted().toList();
    }

    private Topology topology() {
        Host.Cpu cpu = host.cpu();
        List<CpuCore> cores = cpu.cores().stream()
                .map(core -> new CpuCore(
                        core.socket(), core.numaNode(), core.id(), true, false, Math.round(cpu.coreMhz()), 0, 0))
                .toList();
        return new Topology(numaNodes(cpu), List.of(), cores, Map.of(), config.cpuTotalMhz(), 0);
    }

    private NodeMemoryResources memory() {
        long total = host.memory().total();
        attributes.put("memory.totalbytes", Long.toString(total));
        return new NodeMemoryResources(
                config.memoryTotalMebibytes() > 0 ? config.memoryTotalMebibytes() : total / MEBIBYTE);
    }

    private NodeDiskResources disk() {
        try {
            FileStore store = Files.getFileStore(config.allocDir());
            attributes.put("unique.storage.volume", store.name());
            attributes.put("unique.storage.bytestotal", Long.toString(store.getTotalSpace()));
            long total =
                    config.diskTotalMebibytes() > 0 ? config.diskTotalMebibytes() : store.getTotalSpace() / MEBIBYTE;
            return new NodeDiskResources(config.diskFreeMebibytes() > 0 ? config.diskFreeMebibytes() : total);
        } catch (IOException fault) {
            throw new UncheckedIOException("the disk of " + config.allocDir() + " cannot be measured", fault);
        }
    }

    private NodeReservedResources reserved() {
        ClientConfig.Reserved reserved = config.reserved();
        return new NodeReservedResources(
                new NodeReservedCpuResources(reserved.cpuMhz(), CoreList.parse(reserved.cores())),
                new NodeReservedMemoryResources(reserved.memoryMebibytes()),
                new NodeReservedDiskResources(reserved.diskMebibytes()),
                new NodeReservedNetworkResources(reserved.ports()));
    }

    private void describeSystem() {
        Host.Os os = host.os();
        attributes.put("os.name", os.name());
        attributes.put("os.version", os.version());
        attributes.put("os.signals", String.join(",", Signals.names()));
        attributes.put("kernel.name", os.kernelName());
        attributes.put("kernel.version", os.kernelVersion());
        attributes.put("kernel.arch", os.kernelArchitecture());
        putIfKnown("os.cgroups.version", host.cgroupsVersion());
        attributes.put("unique.hostname", host.hostname());
        putIfKnown("unique.host_id", host.hostId());
        attributes.put("unique.advertise.address", config.httpAddress());
        attributes.put("nomad.version", config.agentVersion());
        attributes.put("nomad.service_discovery", "true");
        List<String> denied = config.optionList("fingerprint.denylist");
        attributes.keySet().removeIf(name -> denied.contains(name.replaceFirst("\\..*", "")));
    }

    private void putIfKnown(String name, String value) {
        if (!value.isEmpty()) {
            attributes.put(name, value);
        }
    }
}
