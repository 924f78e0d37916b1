package dev.drover.cli;

import dev.drover.cli.completion.CompletionCommand;
import dev.drover.cli.debug.DebugCommand;
import dev.drover.cli.operator.AgentCheckCommand;
import dev.drover.cli.operator.AgentInfoCommand;
import dev.drover.cli.operator.AutopilotGetConfigCommand;
import dev.drover.cli.operator.AutopilotHealthCommand;
import dev.drover.cli.operator.AutopilotSetConfigCommand;
import dev.drover.cli.operator.ClientStateCommand;
import dev.drover.cli.operator.ConfigValidateCommand;
import dev.drover.cli.operator.GossipKeyringGenerateCommand;
import dev.drover.cli.operator.GossipKeyringInstallCommand;
import dev.drover.cli.operator.GossipKeyringListCommand;
import dev.drover.cli.operator.GossipKeyringRemoveCommand;
import dev.drover.cli.operator.GossipKeyringUseCommand;
import dev.drover.cli.operator.LicenseGetCommand;
import dev.drover.cli.operator.LicenseInspectCommand;
import dev.drover.cli.operator.MonitorCommand;
import dev.drover.cli.operator.MonitorExportCommand;
import dev.drover.cli.operator.OperatorApiCommand;
import dev.drover.cli.operator.OperatorMetricsCommand;
import dev.drover.cli.operator.OperatorUtilizationCommand;
import dev.drover.cli.operator.RaftInfoCommand;
import dev.drover.cli.operator.RaftListPeersCommand;
import dev.drover.cli.operator.RaftLogsCommand;
import dev.drover.cli.operator.RaftMigrateBackendCommand;
import dev.drover.cli.operator.RaftRemovePeerCommand;
import dev.drover.cli.operator.RaftStateCommand;
import dev.drover.cli.operator.RaftTransferLeadershipCommand;
import dev.drover.cli.operator.ReconcileSummariesCommand;
import dev.drover.cli.operator.RootKeyringListCommand;
import dev.drover.cli.operator.RootKeyringRemoveCommand;
import dev.drover.cli.operator.RootKeyringRotateCommand;
import dev.drover.cli.operator.SchedulerGetConfigCommand;
import dev.drover.cli.operator.SchedulerSetConfigCommand;
import dev.drover.cli.operator.SnapshotInspectCommand;
import dev.drover.cli.operator.SnapshotRedactCommand;
import dev.drover.cli.operator.SnapshotRestoreCommand;
import dev.drover.cli.operator.SnapshotSaveCommand;
import dev.drover.cli.operator.SnapshotStateCommand;
import dev.drover.cli.operator.SystemGcCommand;
import dev.drover.cli.operator.VersionCommand;
import dev.drover.cli.tls.TlsCaCreateCommand;
import dev.drover.cli.tls.TlsCaInfoCommand;
import dev.drover.cli.tls.TlsCertCreateCommand;
import dev.drover.cli.tls.TlsCertInfoCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cluster and the program itself. */
final class OperatorCommands {
    static final List<String> NAMES = List.of(
            "agent-info",
            "completion",
            "debug",
            "config validate",
            "license get",
            "license inspect",
            "monitor",
            "monitor export",
            "operator api",
            "operator autopilot get-config",
            "operator autopilot health",
            "operator autopilot set-config",
            "operator client-state",
            "operator debug",
            "operator gossip keyring generate",
            "operator gossip keyring install",
            "operator gossip keyring list",
            "operator gossip keyring remove",
            "operator gossip keyring use",
            "operator metrics",
            "operator raft info",
            "operator raft list-peers",
            "operator raft logs",
            "operator raft migrate-backend",
            "operator raft remove-peer",
            "operator raft state",
            "operator raft transfer-leadership",
            "operator root keyring list",
            "operator root keyring remove",
            "operator root keyring rotate",
            "operator scheduler get-config",
            "operator scheduler set-config",
            "operator snapshot inspect",
            "operator snapshot redact",
            "operator snapshot restore",
            "operator snapshot save",
            "operator snapshot state",
            "operator utilization",
            "system gc",
            "system reconcile summaries",
            "tls ca create",
            "tls ca info",
            "tls cert create",
            "tls cert info",
            "version");

    private OperatorCommands() {}

    static @Nullable Command create(String name) {
        return switch (name) {
            case "agent-info" -> Commands.lazy(new AgentInfoCommand());
            case "check" -> Commands.lazy(new AgentCheckCommand());
            case "completion" -> Commands.lazy(new CompletionCommand());
            case "config validate" -> Commands.lazy(new ConfigValidateCommand());
            case "license get" -> Commands.lazy(new LicenseGetCommand());
            case "license inspect" -> Commands.lazy(new LicenseInspectCommand());
            case "monitor" -> Commands.lazy(new MonitorCommand());
            case "monitor export" -> Commands.lazy(new MonitorExportCommand());
            case "operator api" -> Commands.lazy(new OperatorApiCommand());
            case "operator autopilot get-config" -> Commands.lazy(new AutopilotGetConfigCommand());
            case "operator autopilot health" -> Commands.lazy(new AutopilotHealthCommand());
            case "operator autopilot set-config" -> Commands.lazy(new AutopilotSetConfigCommand());
            case "operator client-state" -> Commands.lazy(new ClientStateCommand());
            case "debug", "operator debug" -> Commands.lazy(new DebugCommand());
            case "operator gossip keyring generate" -> Commands.lazy(new GossipKeyringGenerateCommand());
            case "operator gossip keyring install" -> Commands.lazy(new GossipKeyringInstallCommand());
            case "operator gossip keyring list" -> Commands.lazy(new GossipKeyringListCommand());
            case "operator gossip keyring remove" -> Commands.lazy(new GossipKeyringRemoveCommand());
            case "operator gossip keyring use" -> Commands.lazy(new GossipKeyringUseCommand());
            case "operator metrics" -> Commands.lazy(new OperatorMetricsCommand());
            case "operator raft info" -> Commands.lazy(new RaftInfoCommand());
            case "operator raft list-peers" -> Commands.lazy(new RaftListPeersCommand());
            case "operator raft logs" -> Commands.lazy(new RaftLogsCommand());
            case "operator raft migrate-backend" -> Commands.lazy(new RaftMigrateBackendCommand());
            case "operator raft remove-peer" -> Commands.lazy(new RaftRemovePeerCommand());
            case "operator raft state" -> Commands.lazy(new RaftStateCommand());
            case "operator raft transfer-leadership" -> Commands.lazy(new RaftTransferLeadershipCommand());
            case "operator root keyring list" -> Commands.lazy(new RootKeyringListCommand());
            case "operator root keyring remove" -> Commands.lazy(new RootKeyringRemoveCommand());
            case "operator root keyring rotate" -> Commands.lazy(new RootKeyringRotateCommand());
            case "operator scheduler get-config" -> Commands.lazy(new SchedulerGetConfigCommand());
            case "operator scheduler set-config" -> Commands.lazy(new SchedulerSetConfigCommand());
            case "operator snapshot inspect" -> Commands.lazy(new SnapshotInspectCommand());
            case "operator snapshot redact" -> Commands.lazy(new SnapshotRedactCommand());
            case "operator snapshot restore" -> Commands.lazy(new SnapshotRestoreCommand());
            case "operator snapshot save" -> Commands.lazy(new SnapshotSaveCommand());
            case "operator snapshot state" -> Commands.lazy(new SnapshotStateCommand());
            case "operator utilization" -> Commands.lazy(new OperatorUtilizationCommand());
            case "system gc" -> Commands.lazy(new SystemGcCommand());
            case "system reconcile summaries" -> Commands.lazy(new ReconcileSummariesCommand());
            case "tls ca create" -> Commands.lazy(new TlsCaCreateCommand());
            case "tls ca info" -> Commands.lazy(new TlsCaInfoCommand());
            case "tls cert create" -> Commands.lazy(new TlsCertCreateCommand());
            case "tls cert info" -> Commands.lazy(new TlsCertInfoCommand());
            case "version" -> Commands.lazy(new VersionCommand());
            default -> null;
        };
    }
}
