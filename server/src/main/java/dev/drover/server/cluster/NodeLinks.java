package dev.drover.server.cluster;

import dev.drover.rpc.Identity;
import dev.drover.rpc.Link;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The links that nodes keep to this server, by node id. */
public final class NodeLinks {
    private final Map<String, Link> links = new ConcurrentHashMap<>();

    /** Notes a link when a node made it, until it ends; a newer one of the same node takes its place. */
    public void opened(Link link) {
        if (link.remote().role() == Identity.Role.CLIENT && !link.remote().id().isEmpty()) {
            String nodeId = link.remote().id();
            links.put(nodeId, link);
            link.onClose(() -> links.remove(nodeId, link));
        }
    }

    public Optional<Link> of(String nodeId) {
        return Optional.ofNullable(links.get(nodeId)).filter(Link::isOpen);
    }

    /** How many nodes are linked. */
    public int count() {
        return links.size();
    }
}
