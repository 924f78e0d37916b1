package dev.drover.state.command;

import dev.drover.model.namespace.Namespace;
import dev.drover.model.node.NodePool;
import dev.drover.model.operator.SchedulerConfiguration;
import java.util.List;

/** Changes of what operators set up. */
public sealed interface SettingsCommand extends Command {
    record SetSchedulerConfiguration(SchedulerConfiguration configuration) implements SettingsCommand {}

    record UpsertNamespaces(List<Namespace> namespaces) implements SettingsCommand {}

    record DeleteNamespaces(List<String> names) implements SettingsCommand {}

    record UpsertNodePools(List<NodePool> nodePools) implements SettingsCommand {}

    record DeleteNodePools(List<String> names) implements SettingsCommand {}
}
