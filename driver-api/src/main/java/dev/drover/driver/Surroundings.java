package dev.drover.driver;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an allocation gives its tasks beside their folders.
 *
 * @param network the network that the group has to itself; empty when its tasks use that of the host
 * @param mounts volumes of the group that the task asks for, and others that were prepared for it, in the order to mount them
 */
public record Surroundings(Optional<Network> network, List<Mount> mounts) {
    public static final Surroundings NONE = new Surroundings(Optional.empty(), List.of());

    public Surroundings {
        mounts = List.copyOf(mounts);
    }

    /**
     * A network namespace.
     *
     * @param namespace file that holds it, such as {@code /run/netns/<allocation id>}
     * @param hosts what the task is to see as {@code /etc/hosts}
     * @param resolver what the task is to see as {@code /etc/resolv.conf}; empty when the host's fits
     */
    public record Network(Path namespace, String hostname, Path hosts, Optional<Path> resolver) {}

    /**
     * One folder or file of the host, seen by the task.
     *
     * @param destination absolute path in the task's root
     * @param propagation {@code private}, {@code host-to-task} or {@code bidirectional}
     */
    public record Mount(Path source, String destination, boolean readOnly, String propagation) {}
}
