package dev.drover.model.canonical;

import dev.drover.model.job.Constraint;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.NUMAResource;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.Resources;
import dev.drover.model.job.Secret;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.job.Template;
import dev.drover.model.job.Vault;
import dev.drover.model.service.Service;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What the blocks of a group ask of a node without a word: a version, a plugin, a signal. Each is added once. */
final class ImplicitConstraints {
    private static final String NODE_VERSION = "${attr.nomad.version}";
    private static final List<String> BRIDGE_PLUGINS =
            List.of("bridge", "firewall", "host-local", "loopback", "portmap");

    private ImplicitConstraints() {}

    static Job add(Job job) {
        return JobBuilder.builder(job)
                .taskGroups(
                        job.taskGroups().stream().map(ImplicitConstraints::add).toList())
                .build();
    }

    private static TaskGroup add(TaskGroup group) {
        Set<Constraint> needed = new LinkedHashSet<>();
        group.tasks().forEach(task -> vault(task, needed::add));
        signals(group, needed::add);
        services(group, needed::add);
        networks(group, needed::add);
        tasks(group, needed::add);
        needed.removeAll(group.constraints());
        if (needed.isEmpty()) {
            return group;
        }
        List<Constraint> constraints = new ArrayList<>(group.constraints());
        constraints.addAll(needed);
        return TaskGroupBuilder.builder(group).constraints(constraints).build();
    }

    private static Constraint atLeast(String attribute, String version) {
        return new Constraint(attribute, ">= " + version, "semver");
    }

    private static void vault(Task task, Consumer<Constraint> add) {
        Vault vault = task.vault();
        if (vault == null) {
            return;
        }
        String cluster = vault.cluster().equals("default") ? "" : vault.cluster() + ".";
        boolean withIdentity =
                task.identities().stream().anyMatch(identity -> identity.name().equals("vault_" + vault.cluster()));
        add.accept(atLeast("${attr.vault." + cluster + "version}", withIdentity ? "1.11.0" : "0.6.1"));
    }

    private static void signals(TaskGroup group, Consumer<Constraint> add) {
        Set<String> signals = new TreeSet<>();
        for (Task task : group.tasks()) {
            Vault vault = task.vault();
            Stream<String> named = Stream.concat(
                    Stream.of(task.killSignal(), vault == null ? "" : vault.changeSignal()),
                    task.templates().stream().map(Template::changeSignal));
            named.filter(signal -> !signal.isEmpty()).forEach(signals::add);
        }
        if (!signals.isEmpty()) {
            add.accept(new Constraint("${attr.os.signals}", String.join(",", signals), "set_contains"));
        }
    }

    private static void services(TaskGroup group, Consumer<Constraint> add) {
        List<Service> services = Stream.concat(
                        group.services().stream(), group.tasks().stream().flatMap(task -> task.services().stream()))
                .toList();
        List<Service> own = services.stream()
                .filter(service -> service.provider().equals("nomad"))
                .toList();
        if (services.stream().anyMatch(service -> service.provider().equals("consul"))) {
            add.accept(atLeast("${attr.consul.version}", "1.8.0"));
        }
        if (!own.isEmpty()) {
            add.accept(new Constraint("${attr.nomad.service_discovery}", "true", "="));
        }
        if (own.stream().anyMatch(service -> !service.checks().isEmpty())) {
            add.accept(atLeast(NODE_VERSION, "1.4.0"));
        }
        Stream.concat(
                        Stream.ofNullable(group.consul()),
                        group.tasks().stream().flatMap(task -> Stream.ofNullable(task.consul())))
                .filter(consul -> !consul.partition().isEmpty())
                .map(consul -> new Constraint("${attr.consul.partition}", consul.partition(), "="))
                .forEach(add);
    }

    private static void networks(TaskGroup group, Consumer<Constraint> add) {
        if (group.networks().stream().map(NetworkResource::mode).anyMatch("bridge"::equals)) {
            BRIDGE_PLUGINS.forEach(
                    plugin -> add.accept(atLeast("${attr.plugins.cni.version." + plugin + "}", "0.4.0")));
        }
        if (group.services().stream().anyMatch(ImplicitConstraints::hasTransparentProxy)) {
            add.accept(atLeast("${attr.plugins.cni.version.consul-cni}", "1.4.2"));
            add.accept(atLeast(NODE_VERSION, "1.8.0-dev"));
        }
    }

    private static boolean hasTransparentProxy(Service service) {
        return Stream.ofNullable(service.connect())
                .flatMap(connect -> Stream.ofNullable(connect.sidecarService()))
                .flatMap(sidecar -> Stream.ofNullable(sidecar.proxy()))
                .anyMatch(proxy -> proxy.transparentProxy() != null);
    }

    private static void tasks(TaskGroup group, Consumer<Constraint> add) {
        for (Task task : group.tasks()) {
            if (!task.identities().isEmpty()) {
                add.accept(atLeast(NODE_VERSION, "1.7.0-a"));
            }
            if (usesNuma(task)) {
                add.accept(new Constraint("${attr.kernel.name}", "linux", "="));
                add.accept(atLeast(NODE_VERSION, "1.6.3-dev"));
            }
            if (task.schedule() != null) {
                add.accept(atLeast(NODE_VERSION, "1.8.0-dev"));
            }
            task.secrets().stream()
                    .map(Secret::provider)
                    .filter(provider -> !provider.equals("nomad") && !provider.equals("vault"))
                    .map(provider -> new Constraint("${attr.plugins.secrets." + provider + ".version}", "", "is_set"))
                    .forEach(add);
        }
    }

    private static boolean usesNuma(Task task) {
        Resources resources = task.resources();
        NUMAResource numa = resources == null ? null : resources.numa();
        return numa != null && !numa.affinity().equals("none");
    }
}
