package dev.drover.client.node;

import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeNetworkResource;
import dev.drover.model.node.NodeResources;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.network.Networks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What networks groups can have to themselves here: the CNI plugins as attributes, and a network for each mode. */
public final class NetworkModes {
    private NetworkModes() {}

    /** The node with its modes. */
    public static Node apply(Node node, Networks networks) throws InterruptedException {
        Map<String, String> attributes = new LinkedHashMap<>(node.attributes());
        Map<String, String> plugins = networks.pluginVersions();
        plugins.forEach((name, version) -> attributes.put("plugins.cni.version." + name, version));
        attributes.put("nomad.bridge.hairpin_mode", Boolean.toString(networks.hairpin()));
        NodeResources resources = node.nodeResources();
        if (resources == null || plugins.isEmpty()) {
            return NodeBuilder.builder(node).attributes(attributes).build();
        }
        List<NodeNetworkResource> modes = new ArrayList<>(resources.nodeNetworks());
        networks.modes().forEach((mode, device) -> modes.add(new NodeNetworkResource(mode, device, "", 0, List.of())));
        return NodeBuilder.builder(node)
                .attributes(attributes)
                .nodeResources(NodeResourcesBuilder.builder(resources)
                        .nodeNetworks(modes)
                        .build())
                .build();
    }
}
