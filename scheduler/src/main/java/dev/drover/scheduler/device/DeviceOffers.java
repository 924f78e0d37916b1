package dev.drover.scheduler.device;

import dev.drover.model.node.Node;
import dev.drover.model.node.NodeDeviceResource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether a node has the devices for some requests at all, leaving aside who holds them now. */
public final class DeviceOffers {
    /** Requests that want each other's devices make the search branch; so many branches are looked at. */
    private static final int SEARCH_LIMIT = 1_000;

    private final List<NodeDeviceResource> groups;
    private final List<DeviceRequest> requests;
    private final Set<String> promised = new HashSet<>();
    private int steps;

    private DeviceOffers(List<NodeDeviceResource> groups, List<DeviceRequest> requests) {
        this.groups = groups;
        this.requests = requests;
    }

    public static boolean suffice(Node node, List<DeviceRequest> requests) {
        if (requests.isEmpty()) {
            return true;
        }
        return node.nodeResources() != null
                && new DeviceOffers(node.nodeResources().devices(), requests).serve(0);
    }

    /** How a node's usage names an instance. */
    public static String key(NodeDeviceResource group, String id) {
        return group.vendor() + "/" + group.type() + "/" + group.name() + "/" + id;
    }

    private boolean serve(int index) {
        if (index == requests.size()) {
            return true;
        }
        DeviceRequest request = requests.get(index);
        for (NodeDeviceResource group : groups) {
            if (++steps > SEARCH_LIMIT) {
                return false;
            }
            List<String> free = request.suitable(group).stream()
                    .map(DeviceRequest.Instance::key)
                    .filter(key -> !promised.contains(key))
                    .limit(request.count())
                    .toList();
            if (free.size() == request.count()) {
                promised.addAll(free);
                if (serve(index + 1)) {
                    return true;
                }
                free.forEach(promised::remove);
            }
        }
        return false;
    }
}
