package dev.drover.scheduler.feasibility;

import dev.drover.model.job.Task;
import dev.drover.model.node.DeviceAttribute;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeDevice;
import dev.drover.model.node.NodeDeviceResource;
import dev.drover.model.node.NodeResources;
import dev.drover.model.volume.CSIInfo;
import dev.drover.model.volume.HostVolumeInfo;
import dev.drover.scheduler.device.DeviceRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that {@link Feasibility} may look at of a node, but for what is unique to it: nodes of the same kind get the same verdict, so one
 * of them is asked for all. The computed class covers attributes and meta; the rest changes without changing the class.
 */
public record NodeKind(
        String computedClass,
        boolean described,
        Map<String, Boolean> drivers,
        Map<String, HostVolumeInfo> hostVolumes,
        Map<String, CSIInfo> controllerPlugins,
        Map<String, CSIInfo> nodePlugins,
        Set<String> networkModes,
        Set<String> hostNetworks,
        List<Devices> devices) {
    /** A device group as far as it decides: which of its instances is which matters only when one is chosen. */
    record Devices(String vendor, String type, String name, Map<String, DeviceAttribute> attributes, long healthy) {
        static Devices of(NodeDeviceResource group) {
            long healthy =
                    group.instances().stream().filter(NodeDevice::healthy).count();
            return new Devices(group.vendor(), group.type(), group.name(), group.attributes(), healthy);
        }
    }

    public static NodeKind of(Node node) {
        Map<String, Boolean> drivers = HashMap.newHashMap(node.drivers().size());
        node.drivers().forEach((name, driver) -> drivers.put(name, driver.detected() && driver.healthy()));
        Set<String> modes = new HashSet<>();
        Set<String> networks = new HashSet<>();
        NodeResources resources = node.nodeResources();
        if (resources != null) {
            resources.networks().forEach(network -> modes.add(network.mode()));
            resources.nodeNetworks().forEach(network -> {
                modes.add(network.mode());
                network.addresses().forEach(address -> networks.add(address.alias()));
            });
        }
        return new NodeKind(
                node.computedClass().isEmpty() ? "of node " + node.id() : node.computedClass(),
                resources != null,
                drivers,
                node.hostVolumes(),
                node.csiControllerPlugins(),
                node.csiNodePlugins(),
                modes,
                networks,
                resources == null
                        ? List.of()
                        : resources.devices().stream().map(Devices::of).toList());
    }

    /** Whether the kind of a node decides; not so where something is asked that is unique to nodes. */
    public static boolean decides(Requirements requirements) {
        return requirements.single().isEmpty()
                && requirements.group().tasks().stream()
                        .map(Task::resources)
                        .filter(Objects::nonNull)
                        .flatMap(resources -> resources.devices().stream())
                        .noneMatch(DeviceRequest::picksInstances)
                && requirements.group().networks().stream()
                        .flatMap(network ->
                                Stream.concat(network.reservedPorts().stream(), network.dynamicPorts().stream()))
                        .noneMatch(port -> Targets.escapesClass(port.hostNetwork()));
    }
}
