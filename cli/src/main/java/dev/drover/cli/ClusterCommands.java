package dev.drover.cli;

import dev.drover.cli.namespace.NamespaceApplyCommand;
import dev.drover.cli.namespace.NamespaceDeleteCommand;
import dev.drover.cli.namespace.NamespaceInspectCommand;
import dev.drover.cli.namespace.NamespaceListCommand;
import dev.drover.cli.namespace.NamespaceStatusCommand;
import dev.drover.cli.node.NodeConfigCommand;
import dev.drover.cli.node.NodeDrainCommand;
import dev.drover.cli.node.NodeEligibilityCommand;
import dev.drover.cli.node.NodeIdentityGetCommand;
import dev.drover.cli.node.NodeIdentityRenewCommand;
import dev.drover.cli.node.NodeIntroCreateCommand;
import dev.drover.cli.node.NodeMetaApplyCommand;
import dev.drover.cli.node.NodeMetaReadCommand;
import dev.drover.cli.node.NodeStatusCommand;
import dev.drover.cli.nodepool.NodePoolApplyCommand;
import dev.drover.cli.nodepool.NodePoolDeleteCommand;
import dev.drover.cli.nodepool.NodePoolInfoCommand;
import dev.drover.cli.nodepool.NodePoolInitCommand;
import dev.drover.cli.nodepool.NodePoolJobsCommand;
import dev.drover.cli.nodepool.NodePoolListCommand;
import dev.drover.cli.nodepool.NodePoolNodesCommand;
import dev.drover.cli.operator.ServerForceLeaveCommand;
import dev.drover.cli.operator.ServerJoinCommand;
import dev.drover.cli.operator.ServerMembersCommand;
import dev.drover.cli.operator.StatusCommand;
import dev.drover.cli.operator.UiCommand;
import dev.drover.cli.plugin.PluginStatusCommand;
import dev.drover.cli.quota.QuotaApplyCommand;
import dev.drover.cli.quota.QuotaDeleteCommand;
import dev.drover.cli.quota.QuotaInitCommand;
import dev.drover.cli.quota.QuotaInspectCommand;
import dev.drover.cli.quota.QuotaListCommand;
import dev.drover.cli.quota.QuotaStatusCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where it runs and for whom: nodes, servers, namespaces, quotas, storage. */
final class ClusterCommands {
    static final List<String> NAMES = List.of(
            "namespace apply",
            "namespace delete",
            "namespace inspect",
            "namespace list",
            "namespace status",
            "node config",
            "node drain",
            "node eligibility",
            "node identity get",
            "node identity renew",
            "node intro create",
            "node meta apply",
            "node meta read",
            "node pool apply",
            "node pool delete",
            "node pool info",
            "node pool init",
            "node pool jobs",
            "node pool list",
            "node pool nodes",
            "node status",
            "plugin status",
            "quota apply",
            "quota delete",
            "quota init",
            "quota inspect",
            "quota list",
            "quota status",
            "server force-leave",
            "server join",
            "server members",
            "status",
            "ui");

    private ClusterCommands() {}

    static @Nullable Command create(String name) {
        return switch (name) {
            case "namespace apply" -> Commands.lazy(new NamespaceApplyCommand());
            case "namespace delete" -> Commands.lazy(new NamespaceDeleteCommand());
            case "namespace inspect" -> Commands.lazy(new NamespaceInspectCommand());
            case "namespace list" -> Commands.lazy(new NamespaceListCommand());
            case "namespace status" -> Commands.lazy(new NamespaceStatusCommand());
            case "node config", "client-config" -> Commands.lazy(new NodeConfigCommand());
            case "node drain", "node-drain" -> Commands.lazy(new NodeDrainCommand());
            case "node eligibility" -> Commands.lazy(new NodeEligibilityCommand());
            case "node identity get" -> Commands.lazy(new NodeIdentityGetCommand());
            case "node identity renew" -> Commands.lazy(new NodeIdentityRenewCommand());
            case "node intro create" -> Commands.lazy(new NodeIntroCreateCommand());
            case "node meta apply" -> Commands.lazy(new NodeMetaApplyCommand());
            case "node meta read" -> Commands.lazy(new NodeMetaReadCommand());
            case "node pool apply" -> Commands.lazy(new NodePoolApplyCommand());
            case "node pool delete" -> Commands.lazy(new NodePoolDeleteCommand());
            case "node pool info" -> Commands.lazy(new NodePoolInfoCommand());
            case "node pool init" -> Commands.lazy(new NodePoolInitCommand());
            case "node pool jobs" -> Commands.lazy(new NodePoolJobsCommand());
            case "node pool list" -> Commands.lazy(new NodePoolListCommand());
            case "node pool nodes" -> Commands.lazy(new NodePoolNodesCommand());
            case "node status", "node-status" -> Commands.lazy(new NodeStatusCommand());
            case "plugin status" -> Commands.lazy(new PluginStatusCommand());
            case "quota apply" -> Commands.lazy(new QuotaApplyCommand());
            case "quota delete" -> Commands.lazy(new QuotaDeleteCommand());
            case "quota init" -> Commands.lazy(new QuotaInitCommand());
            case "quota inspect" -> Commands.lazy(new QuotaInspectCommand());
            case "quota list" -> Commands.lazy(new QuotaListCommand());
            case "quota status" -> Commands.lazy(new QuotaStatusCommand());
            case "server force-leave", "server-force-leave" -> Commands.lazy(new ServerForceLeaveCommand());
            case "server join", "server-join" -> Commands.lazy(new ServerJoinCommand());
            case "server members", "server-members" -> Commands.lazy(new ServerMembersCommand());
            case "status" -> Commands.lazy(new StatusCommand());
            case "ui" -> Commands.lazy(new UiCommand());
            default -> null;
        };
    }
}
