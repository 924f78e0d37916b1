package dev.drover.model.validate;

import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.service.ConsulConnect;
import dev.drover.model.service.Service;
import dev.drover.model.service.ServiceCheck;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Services of groups and tasks. */
final class ServiceRules {
    private static final List<String> ON_UPDATE = List.of("require_healthy", "ignore_warnings", "ignore");

    private ServiceRules() {}

    static void ofGroup(TaskGroup group, Report report) {
        for (Service service : group.services()) {
            check(group, service, report.in("service", service.name()));
        }
        List<Service> all = Stream.concat(
                        group.services().stream(), group.tasks().stream().flatMap(task -> task.services().stream()))
                .toList();
        report.faultIf(
                all.stream().map(Service::provider).distinct().count() > 1,
                "services have different providers",
                "use one provider in a group");
        report.unique(
                "service",
                all.stream()
                        .map(service -> service.name()
                                + (service.portLabel().isEmpty() ? "" : " on port " + service.portLabel()))
                        .toList());
        boolean delayed = group.shutdownDelay() != null
                || group.tasks().stream().anyMatch(task -> !task.shutdownDelay().isZero());
        report.warnIf(
                !all.isEmpty() && !delayed,
                "defines services, but neither the group nor any of its tasks have shutdown_delay set",
                "set shutdown_delay, so that clients leave before the service stops");
    }

    static void ofTask(TaskGroup group, Task task, Report report) {
        for (Service service : task.services()) {
            Report block = report.in("service", service.name());
            block.faultIf(
                    service.connect() != null && service.connect().sidecarService() != null,
                    "a sidecar needs a service of the group",
                    "move the service to the group");
            check(group, service, block);
        }
    }

    private static void check(TaskGroup group, Service service, Report block) {
        block.faultIf(
                !Texts.isInterpolated(service.name()) && !Texts.DNS_LABEL.matches(service.name()),
                "name is no DNS label",
                "use up to 63 letters, digits and dashes, starting and ending with a letter or digit");
        block.oneOf("provider", service.provider(), List.of("consul", "nomad"));
        block.oneOf("on_update", service.onUpdate(), ON_UPDATE);
        block.oneOf("address_mode", service.addressMode(), List.of("auto", "host", "driver", "alloc", "alloc_ipv6"));
        block.faultIf(
                !service.address().isEmpty() && !service.addressMode().equals("auto"),
                "address needs address_mode auto",
                "remove address_mode");
        port(group, service.portLabel(), service.addressMode(), block);
        block.faultIf(
                !service.taskName().isEmpty()
                        && group.tasks().stream().noneMatch(task -> task.name().equals(service.taskName())),
                "task \"" + service.taskName() + "\" is not in the group",
                "name a task of the group");
        if (service.provider().equals("nomad")) {
            ownProvider(service, block);
        }
        connect(service.connect(), block);
        block.unique("check", service.checks().stream().map(ServiceCheck::name).toList());
        for (ServiceCheck check : service.checks()) {
            CheckRules.check(group, service, check, block.in("check", check.name()));
        }
    }

    /** A label names a port of the group; numbers are for the modes that look inside. */
    static void port(TaskGroup group, String label, String addressMode, Report block) {
        boolean number = label.matches("[0-9]+");
        boolean inside = addressMode.equals("driver") || addressMode.startsWith("alloc");
        block.faultIf(
                number && !inside && !addressMode.equals("auto"),
                "port \"" + label + "\" is a number",
                "name a port of the group's network, or use address_mode driver or alloc");
        block.faultIf(
                !label.isEmpty()
                        && !number
                        && !inside
                        && !Texts.isInterpolated(label)
                        && !NetworkRules.portLabels(group).contains(label),
                "port \"" + label + "\" is not defined",
                "add port \"" + label + "\" {} to the group's network");
    }

    private static void ownProvider(Service service, Report block) {
        boolean consulOnly = service.connect() != null
                || !service.taggedAddresses().isEmpty()
                || service.enableTagOverride()
                || service.weights() != null;
        block.faultIf(
                consulOnly,
                "connect, tagged_addresses, enable_tag_override and weights are for the provider consul",
                "remove them or set provider = \"consul\"");
    }

    private static void connect(@Nullable ConsulConnect connect, Report parent) {
        if (connect == null) {
            return;
        }
        Report block = parent.in("connect");
        long chosen = Stream.of(connect.isNative(), connect.sidecarService() != null, connect.gateway() != null)
                .filter(Boolean::booleanValue)
                .count();
        block.faultIf(chosen != 1, "needs exactly one of native, sidecar_service and gateway", "keep the one you mean");
    }
}
