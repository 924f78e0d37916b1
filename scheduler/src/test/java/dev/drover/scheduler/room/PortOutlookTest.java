package dev.drover.scheduler.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeNetworkAddress;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import dev.drover.state.usage.AllocationUse;
import dev.drover.state.usage.HostPort;
import dev.drover.state.usage.NodeUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

final class PortOutlookTest {
    /** A node with few dynamic ports, some of them reserved. */
    private static NodeRoom room(Random random) {
        NodeNetworkAddress address = new NodeNetworkAddress(
                "ipv4", random.nextInt(6) == 0 ? "public" : "default", "10.0.0.1", "", "102,105");
        Node node = Machines.machine(
                "n1",
                b -> b.nodeResources(NodeResourcesBuilder.builder(Machines.resources(4000, 8000))
                        .minDynamicPort(100)
                        .maxDynamicPort(100 + random.nextInt(12))
                        .nodeNetworks(List.of(Machines.host(address)))
                        .build()));
        List<HostPort> held = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            held.add(new HostPort(random.nextBoolean() ? "" : "10.0.0.1", 98 + random.nextInt(14)));
        }
        NodeUsage usage = NodeUsage.NONE.plus(new AllocationUse(0, 0, 0, 0, held, List.of(), List.of()));
        return new NodeRoom(node, usage, List::of);
    }

    @Property(tries = 1000)
    void what_is_sure_can_be_had(@ForAll long seed) {
        Random random = new Random(seed);
        NodeRoom room = room(random);
        List<NetworkResource> networks = new ArrayList<>();
        if (random.nextBoolean()) {
            networks.add(JobFiles.staticPort("http", 98 + random.nextInt(12)));
        }
        if (random.nextBoolean()) {
            networks.add(JobFiles.dynamicPorts("a", "b", "c"));
        }
        TaskGroup group = JobFiles.group(1, g -> g.networks(networks));
        boolean sure = new PortOutlook(networks, List.of()).isSure(room);
        Grant grant = new GroupDemand(group, false).ask(room, new SplittableRandom(seed));
        assertThat(sure && grant instanceof Grant.Refused).isFalse();
    }

    @Property(tries = 300)
    void an_empty_node_with_ports_to_spare_is_sure(@ForAll long seed) {
        Random random = new Random(seed);
        int label = random.nextInt(1000);
        List<NetworkResource> networks =
                List.of(JobFiles.staticPort("http", 8000 + label), JobFiles.dynamicPorts("a", "b"));
        NodeRoom room = new NodeRoom(Machines.machine("n1"), NodeUsage.NONE, List::of);
        assertThat(new PortOutlook(networks, List.of()).isSure(room)).isTrue();
    }
}
