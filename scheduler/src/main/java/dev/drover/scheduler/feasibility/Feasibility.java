package dev.drover.scheduler.feasibility;

import dev.drover.model.job.Constraint;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.Port;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.DriverInfo;
import dev.drover.model.node.Node;
import dev.drover.scheduler.device.DeviceOffers;
import dev.drover.scheduler.device.DeviceRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says of each node whether it may run one group. What depends only on attributes is asked once per computed class: in a cluster
 * of thousands of machines there are a handful of classes, so nearly all answers come from the cache. What changes without
 * changing the class (driver health, networks, volumes, unique attributes) is asked of every node.
 */
public final class Feasibility {
    private final Requirements requirements;
    private final Operators operators;
    private final List<DeviceRequest> devices;
    private final VolumeOffers volumes;
    private final Map<String, Optional<Veto>> byClass = new HashMap<>();

    public Feasibility(Requirements requirements, Operators operators, VolumeClaims claims) {
        this.requirements = requirements;
        this.operators = operators;
        this.devices = DeviceRequest.of(requirements.group(), operators::holds);
        this.volumes = new VolumeOffers(requirements.group(), claims);
    }

    /** Why the node cannot, or empty when it can. */
    public Optional<Veto> check(Node node) {
        Optional<Veto> veto = node.computedClass().isEmpty()
                ? constraints(requirements.shared(), node)
                : byClass.computeIfAbsent(node.computedClass(), unseen -> constraints(requirements.shared(), node));
        return veto.or(() -> drivers(node))
                .or(() -> constraints(requirements.single(), node))
                .or(() -> devices(node))
                .or(() -> networks(requirements.group(), node))
                .or(() -> volumes.check(node));
    }

    /** Which classes were found able (true) or unable (false) so far. */
    public Map<String, Boolean> classEligibility() {
        Map<String, Boolean> eligibility = new HashMap<>();
        byClass.forEach((name, veto) -> eligibility.put(name, veto.isEmpty()));
        return Collections.unmodifiableMap(eligibility);
    }

    private Optional<Veto> constraints(List<Constraint> constraints, Node node) {
        for (Constraint constraint : constraints) {
            if (!operators.holds(
                    constraint.operand(),
                    Targets.resolve(constraint.leftTarget(), node),
                    Targets.resolve(constraint.rightTarget(), node))) {
                return Optional.of(Veto.filtered(describe(constraint)));
            }
        }
        return Optional.empty();
    }

    static String describe(Constraint constraint) {
        return (constraint.leftTarget() + " " + constraint.operand() + " " + constraint.rightTarget()).strip();
    }

    private Optional<Veto> drivers(Node node) {
        return requirements.drivers().stream().allMatch(driver -> runs(node, driver))
                ? Optional.empty()
                : Optional.of(Veto.filtered("missing drivers"));
    }

    /** Nodes that report no driver details are taken by their word: the attribute of the driver. */
    static boolean runs(Node node, String driver) {
        DriverInfo info = node.drivers().get(driver);
        if (info != null) {
            return info.detected() && info.healthy();
        }
        String attribute = node.attributes().getOrDefault("driver." + driver, "");
        return attribute.equals("1") || attribute.equalsIgnoreCase("true");
    }

    private Optional<Veto> devices(Node node) {
        return DeviceOffers.suffice(node, devices) ? Optional.empty() : Optional.of(Veto.filtered("missing devices"));
    }

    static Optional<Veto> networks(TaskGroup group, Node node) {
        for (NetworkResource network : group.networks()) {
            if (!offersMode(node, network.mode())) {
                return Optional.of(Veto.filtered("missing network"));
            }
            Optional<Port> homeless = Stream.concat(network.reservedPorts().stream(), network.dynamicPorts().stream())
                    .filter(port -> !offersHostNetwork(node, port.hostNetwork()))
                    .findFirst();
            if (homeless.isPresent()) {
                return Optional.of(Veto.filtered("missing host network \"%s\" for port \"%s\""
                        .formatted(homeless.get().hostNetwork(), homeless.get().label())));
            }
        }
        return Optional.empty();
    }

    private static boolean offersMode(Node node, String mode) {
        if (mode.isEmpty() || mode.equals("host") || mode.equals("none") || node.nodeResources() == null) {
            return true;
        }
        return Stream.concat(
                        node.nodeResources().networks().stream().map(NetworkResource::mode),
                        node.nodeResources().nodeNetworks().stream().map(network -> network.mode()))
                .anyMatch(mode::equals);
    }

    /** The host network may be told by an attribute of the node. */
    private static boolean offersHostNetwork(Node node, String target) {
        String name = Targets.resolve(target, node).orElse(target);
        if (name.isEmpty() || name.equals("default") || node.nodeResources() == null) {
            return true;
        }
        return node.nodeResources().nodeNetworks().stream()
                .flatMap(network -> network.addresses().stream())
                .anyMatch(address -> address.alias().equals(name));
    }
}
