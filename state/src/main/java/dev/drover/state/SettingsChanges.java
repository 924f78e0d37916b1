package dev.drover.state;

import dev.drover.model.namespace.Namespace;
import dev.drover.model.namespace.NamespaceBuilder;
import dev.drover.model.node.NodePool;
import dev.drover.model.node.NodePoolBuilder;
import dev.drover.model.operator.AutopilotConfiguration;
import dev.drover.model.operator.AutopilotConfigurationBuilder;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.model.operator.SchedulerConfigurationBuilder;
import dev.drover.state.command.SettingsCommand;
import java.util.Optional;

/** Changes namespaces, node pools, quotas and the configuration of the schedulers. */
final class SettingsChanges {
    private SettingsChanges() {}

    static void apply(Draft draft, SettingsCommand command) {
        switch (command) {
            case SettingsCommand.SetSchedulerConfiguration change
            when conflict(draft.view(), change).isPresent() -> {}
            case SettingsCommand.SetSchedulerConfiguration change -> configure(draft, change.configuration());
            case SettingsCommand.UpsertNamespaces change ->
                change.namespaces().forEach(namespace -> upsert(draft, namespace));
            case SettingsCommand.DeleteNamespaces change -> {
                for (String name : change.names()) {
                    draft.tables.namespaces = draft.tables.namespaces.without(name, draft.edit);
                    QuotaChanges.namespaceChanged(draft, name, null);
                }
                draft.touch(Table.NAMESPACES);
            }
            case SettingsCommand.UpsertNodePools change -> change.nodePools().forEach(pool -> upsert(draft, pool));
            case SettingsCommand.DeleteNodePools change -> {
                for (String name : change.names()) {
                    draft.tables.nodePools = draft.tables.nodePools.without(name, draft.edit);
                }
                draft.touch(Table.NODE_POOLS);
            }
            case SettingsCommand.UpsertQuotas change -> QuotaChanges.upsert(draft, change.quotas());
            case SettingsCommand.DeleteQuotas change -> QuotaChanges.delete(draft, change.names());
            case SettingsCommand.SetAutopilot change
            when conflict(draft.view(), change).isPresent() -> {}
            case SettingsCommand.SetAutopilot change -> configure(draft, change.configuration());
        }
    }

    /** Why the configuration that is there is not the one that the command expects; nothing when it is. */
    static Optional<String> conflict(State state, SettingsCommand.SetSchedulerConfiguration change) {
        long index = state.schedulerConfiguration().modifyIndex();
        return change.expectedIndex().isEmpty() || change.expectedIndex().getAsLong() == index
                ? Optional.empty()
                : Optional.of("the scheduler configuration was changed at index " + index);
    }

    /** The same for the configuration of autopilot. */
    static Optional<String> conflict(State state, SettingsCommand.SetAutopilot change) {
        long index = state.autopilotConfiguration().modifyIndex();
        return change.expectedIndex().isEmpty() || change.expectedIndex().getAsLong() == index
                ? Optional.empty()
                : Optional.of("the configuration of autopilot was changed at index " + index);
    }

    private static void configure(Draft draft, AutopilotConfiguration configuration) {
        long created = draft.tables.autopilotConfiguration.createIndex();
        draft.tables.autopilotConfiguration = AutopilotConfigurationBuilder.builder(configuration)
                .createIndex(created == 0 ? draft.index : created)
                .modifyIndex(draft.index)
                .build();
        draft.touch(Table.AUTOPILOT_CONFIGURATION);
    }

    private static void configure(Draft draft, SchedulerConfiguration configuration) {
        long created = draft.tables.schedulerConfiguration.createIndex();
        draft.tables.schedulerConfiguration = SchedulerConfigurationBuilder.builder(configuration)
                .createIndex(created == 0 ? draft.index : created)
                .modifyIndex(draft.index)
                .build();
        draft.touch(Table.SCHEDULER_CONFIGURATION);
    }

    private static void upsert(Draft draft, Namespace namespace) {
        Namespace before = draft.tables.namespaces.get(namespace.name());
        draft.tables.namespaces = draft.tables.namespaces.with(
                namespace.name(),
                NamespaceBuilder.builder(namespace)
                        .createIndex(before == null ? draft.index : before.createIndex())
                        .modifyIndex(draft.index)
                        .build(),
                draft.edit);
        QuotaChanges.namespaceChanged(draft, namespace.name(), namespace);
        draft.touch(Table.NAMESPACES);
    }

    static void upsert(Draft draft, NodePool pool) {
        NodePool before = draft.tables.nodePools.get(pool.name());
        draft.tables.nodePools = draft.tables.nodePools.with(
                pool.name(),
                NodePoolBuilder.builder(pool)
                        .createIndex(before == null ? draft.index : before.createIndex())
                        .modifyIndex(draft.index)
                        .build(),
                draft.edit);
        draft.touch(Table.NODE_POOLS);
    }
}
