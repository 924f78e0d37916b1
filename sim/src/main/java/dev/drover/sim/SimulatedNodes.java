package dev.drover.sim;

import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.node.ComputedClass;
import dev.drover.model.node.DriverInfo;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeCpuResources;
import dev.drover.model.node.NodeDiskResources;
import dev.drover.model.node.NodeMemoryResources;
import dev.drover.model.node.NodeNetworkAddress;
import dev.drover.model.node.NodeNetworkResource;
import dev.drover.model.node.NodeResources;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.node.SchedulingEligibility;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes records of nodes that are all alike and able to run everything. */
final class SimulatedNodes {
    private static final String ADDRESS = "127.0.0.1";
    private static final long CORE_MHZ = 2000;

    private SimulatedNodes() {}

    static Node node(String id, String secret, String name, SimOptions options) {
        Map<String, String> attributes = attributes(options);
        attributes.put("unique.hostname", name);
        attributes.put("unique.network.ip-address", ADDRESS);
        Node node = NodeBuilder.builder()
                .id(id)
                .secretId(secret)
                .name(name)
                .datacenter(options.datacenter())
                .nodeClass(options.nodeClass())
                .nodePool(options.nodePool())
                .meta(options.meta())
                .attributes(attributes)
                .links(Map.of())
                .drivers(drivers(options.drivers()))
                .nodeResources(resources(options))
                .status(NodeStatus.READY)
                .schedulingEligibility(SchedulingEligibility.ELIGIBLE)
                .build();
        return NodeBuilder.builder(node).computedClass(ComputedClass.of(node)).build();
    }

    private static Map<String, String> attributes(SimOptions options) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("kernel.name", "linux");
        attributes.put("kernel.arch", "x86_64");
        attributes.put("kernel.version", "6.1.0");
        attributes.put("os.name", "debian");
        attributes.put("os.version", "12");
        attributes.put("os.signals", "SIGHUP,SIGINT,SIGKILL,SIGQUIT,SIGTERM,SIGUSR1,SIGUSR2");
        attributes.put("cpu.arch", "amd64");
        attributes.put("cpu.numcores", Integer.toString(cores(options)));
        attributes.put("cpu.totalcompute", Long.toString(options.cpuMhz()));
        attributes.put("cpu.usablecompute", Long.toString(options.cpuMhz()));
        attributes.put("memory.totalbytes", Long.toString(options.memoryMebibytes() * 1024 * 1024));
        attributes.put("nomad.version", "2.0.6");
        attributes.put("nomad.service_discovery", "true");
        attributes.put("simulated", "true");
        options.drivers().forEach(driver -> attributes.put("driver." + driver, "1"));
        return attributes;
    }

    private static int cores(SimOptions options) {
        return (int) Math.max(1, options.cpuMhz() / CORE_MHZ);
    }

    private static Map<String, DriverInfo> drivers(List<String> names) {
        Map<String, DriverInfo> drivers = new LinkedHashMap<>();
        Instant now = Instant.now();
        names.forEach(name -> drivers.put(
                name, new DriverInfo(Map.of("driver." + name, "true"), true, true, "Healthy (simulated)", now)));
        return drivers;
    }

    private static NodeResources resources(SimOptions options) {
        int cores = cores(options);
        return NodeResourcesBuilder.builder()
                .cpu(new NodeCpuResources(
                        options.cpuMhz(),
                        cores,
                        IntStream.range(0, cores).boxed().toList()))
                .memory(new NodeMemoryResources(options.memoryMebibytes()))
                .disk(new NodeDiskResources(options.diskMebibytes()))
                .networks(List.of(NetworkResourceBuilder.builder()
                        .mode("host")
                        .device("lo")
                        .ip(ADDRESS)
                        .cidr(ADDRESS + "/32")
                        .mbits(10_000)
                        .build()))
                .nodeNetworks(List.of(new NodeNetworkResource(
                        "host", "lo", "", 10_000, List.of(new NodeNetworkAddress("ipv4", "default", ADDRESS, "", "")))))
                .minDynamicPort(20_000)
                .maxDynamicPort(32_000)
                .build();
    }
}
