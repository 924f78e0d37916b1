package dev.drover.model.validate;

import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.Port;
import dev.drover.model.job.TaskGroup;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The network of a group and its ports. */
final class NetworkRules {
    private static final int HIGHEST_PORT = 65_535;

    private NetworkRules() {}

    static List<String> portLabels(TaskGroup group) {
        return group.networks().stream()
                .flatMap(NetworkRules::ports)
                .map(Port::label)
                .toList();
    }

    private static Stream<Port> ports(NetworkResource network) {
        return Stream.concat(network.reservedPorts().stream(), network.dynamicPorts().stream());
    }

    static void check(TaskGroup group, Report report) {
        report.faultIf(group.networks().size() > 1, "has more than one network block", "put all ports into one");
        Report block = report.in("network");
        block.unique("port", portLabels(group));
        for (NetworkResource network : group.networks()) {
            mode(network, block);
            ports(network).forEach(port -> port(port, network, block.in("port", port.label())));
            fixedPorts(network, block);
            block.warnIf(network.mbits() != null, "mbits is an old form and has no effect", "remove it");
        }
    }

    private static void mode(NetworkResource network, Report block) {
        String mode = network.mode();
        boolean cni = mode.startsWith("cni/") && mode.length() > 4;
        if (!cni) {
            block.oneOf("mode", mode, List.of("none", "bridge", "host", "cni/<name>"));
        }
        block.faultIf(
                !network.hostname().isEmpty() && !mode.equals("bridge") && !cni && !Texts.isInterpolated(mode),
                "hostname needs mode bridge",
                "set mode = \"bridge\" or remove hostname");
        block.faultIf(network.cni() != null && !cni, "cni arguments need a mode cni/<name>", "set mode or remove them");
        if (network.cni() != null) {
            network.cni()
                    .args()
                    .forEach((key, value) -> block.in("cni")
                            .faultIf(
                                    key.contains(";") || value.contains(";"),
                                    "argument \"" + key + "\" contains a semicolon",
                                    "remove it, it separates arguments"));
        }
    }

    private static void port(Port port, NetworkResource network, Report block) {
        block.required("label", port.label());
        block.between("static", port.value(), 0, HIGHEST_PORT);
        block.between("to", port.to(), -1, HIGHEST_PORT);
        boolean host = network.mode().isEmpty() || network.mode().equals("host");
        block.faultIf(
                port.ignoreCollision() && (!host || port.value() == 0),
                "ignore_collision is for static ports in mode host",
                "remove it");
    }

    private static void fixedPorts(NetworkResource network, Report block) {
        Set<String> taken = new HashSet<>();
        for (Port port : network.reservedPorts()) {
            block.in("port", port.label())
                    .faultIf(
                            port.value() != 0
                                    && !port.ignoreCollision()
                                    && !taken.add(port.value() + "@" + port.hostNetwork()),
                            "static port " + port.value() + " is reserved more than once",
                            "use another number or host_network");
        }
    }
}
