package dev.drover.state.command;

import dev.drover.model.namespace.Namespace;
import dev.drover.model.node.NodePool;
import dev.drover.model.operator.AutopilotConfiguration;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.model.quota.QuotaSpec;
import java.util.List;
import java.util.OptionalLong;

/** Changes of what operators set up. */
public sealed interface SettingsCommand extends Command {
    /**
     * Sets how schedulers choose.
     *
     * @param expectedIndex the modify index that the configuration has to have; with another one the command changes nothing
     */
    record SetSchedulerConfiguration(SchedulerConfiguration configuration, OptionalLong expectedIndex)
            implements SettingsCommand {
        /** Sets it whatever is there. */
        public SetSchedulerConfiguration(SchedulerConfiguration configuration) {
            this(configuration, OptionalLong.empty());
        }
    }

    record UpsertNamespaces(List<Namespace> namespaces) implements SettingsCommand {}

    record DeleteNamespaces(List<String> names) implements SettingsCommand {}

    record UpsertNodePools(List<NodePool> nodePools) implements SettingsCommand {}

    record DeleteNodePools(List<String> names) implements SettingsCommand {}

    record UpsertQuotas(List<QuotaSpec> quotas) implements SettingsCommand {}

    record DeleteQuotas(List<String> names) implements SettingsCommand {}

    /**
     * Sets when servers count as healthy.
     *
     * @param expectedIndex the modify index that the configuration has to have; with another one the command changes nothing
     */
    record SetAutopilot(AutopilotConfiguration configuration, OptionalLong expectedIndex) implements SettingsCommand {}
}
