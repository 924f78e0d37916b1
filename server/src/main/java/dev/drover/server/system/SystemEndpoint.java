package dev.drover.server.system;

import dev.drover.model.namespace.Namespace;
import dev.drover.model.node.NodePool;
import dev.drover.model.operator.AutopilotConfiguration;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.server.Core;
import dev.drover.server.ServerConfig;
import dev.drover.server.ServerException;
import dev.drover.server.garbage.GarbageCollector;
import dev.drover.state.JobId;
import dev.drover.state.Statuses;
import dev.drover.state.command.SettingsCommand;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The cluster as a whole: who leads, what operators set, forgetting on demand. */
public final class SystemEndpoint {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9-_]{1,128}");

    private final Core core;
    private final ServerConfig config;
    private final Supplier<GarbageCollector> garbage;

    /**
     * Answers operators.
     *
     * @param garbage what forgets; throws a {@link ServerException} on a server that does not lead
     */
    public SystemEndpoint(Core core, ServerConfig config, Supplier<GarbageCollector> garbage) {
        this.core = core;
        this.config = config;
        this.garbage = garbage;
    }

    /** Address of the leader. */
    public String leader() {
        return config.rpcAddress();
    }

    /** Addresses of the servers that share the log. */
    public List<String> peers() {
        return List.of(config.rpcAddress());
    }

    public List<String> regions() {
        return List.of(config.region());
    }

    public SchedulerConfiguration schedulerConfiguration() {
        return core.state().schedulerConfiguration();
    }

    /**
     * Sets how schedulers choose.
     *
     * @return index of the change
     */
    public long setSchedulerConfiguration(SchedulerConfiguration configuration) {
        check(configuration);
        return core.propose(new SettingsCommand.SetSchedulerConfiguration(configuration));
    }

    private static void check(SchedulerConfiguration configuration) {
        if (!Set.of("binpack", "spread").contains(configuration.schedulerAlgorithm())) {
            throw ServerException.badRequest("invalid scheduler algorithm \"" + configuration.schedulerAlgorithm()
                    + "\": use binpack or spread");
        }
    }

    /**
     * As {@link #setSchedulerConfiguration}, unless somebody has changed it since.
     *
     * @param index the modify index that the caller has seen
     * @return whether it was set
     */
    public boolean setSchedulerConfiguration(SchedulerConfiguration configuration, long index) {
        check(configuration);
        return set(new SettingsCommand.SetSchedulerConfiguration(configuration, OptionalLong.of(index)));
    }

    /**
     * Sets when servers count as healthy.
     *
     * @param index the modify index that the caller has seen, to change nothing when somebody has changed it since
     * @return whether it was set
     */
    public boolean setAutopilot(AutopilotConfiguration configuration, OptionalLong index) {
        AutopilotRules.check(configuration);
        return set(new SettingsCommand.SetAutopilot(configuration, index));
    }

    private boolean set(SettingsCommand command) {
        try {
            core.propose(command);
            return true;
        } catch (ServerException refused) {
            if (refused.status() == ServerException.CONFLICT) {
                return false;
            }
            throw refused;
        }
    }

    /** Makes or changes a namespace; answers the index of the change. */
    public long upsertNamespace(Namespace namespace) {
        if (!NAME.matcher(namespace.name()).matches()) {
            throw ServerException.badRequest(
                    "invalid name \"" + namespace.name() + "\". Must match regex " + NAME.pattern());
        }
        if (!namespace.quota().isEmpty()
                && core.state().quota(namespace.quota()).isEmpty()) {
            throw ServerException.badRequest(
                    "there is no quota \"" + namespace.quota() + "\"; make it before a namespace is put under it");
        }
        return core.propose(new SettingsCommand.UpsertNamespaces(List.of(namespace)));
    }

    /** Takes a namespace out when nothing lives in it; answers the index of the change. */
    public long deleteNamespace(String name) {
        if (name.equals("default")) {
            throw ServerException.badRequest("can not delete default namespace");
        }
        if (core.state().namespace(name).isEmpty()) {
            throw ServerException.notFound("Namespace not found");
        }
        List<JobId> living = core.state().jobs(name).stream()
                .filter(job -> !job.status().equals(Statuses.JOB_DEAD))
                .map(JobId::of)
                .toList();
        if (!living.isEmpty()) {
            throw ServerException.failed(
                    "namespace \"" + name + "\" has non-terminal jobs in regions: [" + config.region() + "]");
        }
        if (core.state().csiVolumes().stream()
                .anyMatch(volume -> volume.namespace().equals(name))) {
            throw ServerException.failed(
                    "namespace \"" + name + "\" has volumes in regions: [" + config.region() + "]");
        }
        return core.propose(new SettingsCommand.DeleteNamespaces(List.of(name)));
    }

    /** Makes or changes a node pool; answers the index of the change. */
    public long upsertNodePool(NodePool pool) {
        if (!NAME.matcher(pool.name()).matches()) {
            throw ServerException.badRequest(
                    "invalid name \"" + pool.name() + "\". Must match regex " + NAME.pattern());
        }
        if (isBuiltIn(pool.name())) {
            throw ServerException.badRequest("modifying node pool \"" + pool.name() + "\" is not allowed");
        }
        return core.propose(new SettingsCommand.UpsertNodePools(List.of(pool)));
    }

    /** Takes a node pool out when no node and no job is in it; answers the index of the change. */
    public long deleteNodePool(String name) {
        if (isBuiltIn(name)) {
            throw ServerException.badRequest("deleting node pool \"" + name + "\" is not allowed");
        }
        if (core.state().nodePool(name).isEmpty()) {
            throw ServerException.notFound("node pool not found");
        }
        boolean used =
                core.state().nodes().stream().anyMatch(node -> node.nodePool().equals(name))
                        || core.state().jobs().stream()
                                .anyMatch(job -> job.nodePool().equals(name)
                                        && !job.status().equals(Statuses.JOB_DEAD));
        if (used) {
            throw ServerException.badRequest("node pool \"" + name + "\" has nodes or non-terminal jobs");
        }
        return core.propose(new SettingsCommand.DeleteNodePools(List.of(name)));
    }

    private static boolean isBuiltIn(String pool) {
        return pool.equals("default") || pool.equals("all");
    }

    /** Forgets everything that is over. */
    public void collectGarbage() {
        garbage.get().collectAll();
    }
}
