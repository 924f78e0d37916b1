package dev.drover.state.event;

import dev.drover.state.command.AclCommand;
import dev.drover.state.command.AllocationCommand;
import dev.drover.state.command.Command;
import dev.drover.state.command.DeploymentCommand;
import dev.drover.state.command.EvaluationCommand;
import dev.drover.state.command.GarbageCommand;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.KeyringCommand;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.command.SettingsCommand;
import dev.drover.state.command.SnapshotCommand;
import dev.drover.state.command.VolumeCommand;

/** The type of all events that come of a command, by the names that subscribers know. */
final class EventType {
    private EventType() {}

    static String of(Command command) {
        return switch (command) {
            case JobCommand.Deregister change -> "JobDeregistered";
            case JobCommand change -> "JobRegistered";
            case NodeCommand.Register change -> "NodeRegistration";
            case NodeCommand.Deregister change -> "NodeDeregistration";
            case NodeCommand.UpdateEligibility change -> "NodeEligibility";
            case NodeCommand.UpdateDrain change -> "NodeDrain";
            case NodeCommand.CancelDrain change -> "NodeDrain";
            case NodeCommand.CompleteDrain change -> "NodeDrain";
            case NodeCommand change -> "NodeStreamEvent";
            case AllocationCommand.UpdateFromClient change -> "AllocationUpdated";
            case AllocationCommand.SetTransitions change -> "AllocationUpdateDesiredStatus";
            case EvaluationCommand change -> "EvaluationUpdated";
            case DeploymentCommand.UpdateStatus change -> "DeploymentStatusUpdate";
            case DeploymentCommand.Promote change -> "DeploymentPromotion";
            case DeploymentCommand.SetHealth change -> "DeploymentAllocHealth";
            case PlanCommand change -> "PlanResult";
            case GarbageCommand change -> "JobBatchDeregistered";
            case SettingsCommand.DeleteNodePools change -> "NodePoolDeleted";
            case SettingsCommand change -> "NodePoolUpserted";
            case VolumeCommand.RegisterCsi change -> "CSIVolumeRegistered";
            case VolumeCommand.DeregisterCsi change -> "CSIVolumeDeregistered";
            case AclCommand.UpsertPolicies change -> "ACLPolicyUpserted";
            case AclCommand.DeletePolicies change -> "ACLPolicyDeleted";
            case AclCommand.UpsertRoles change -> "ACLRoleUpserted";
            case AclCommand.DeleteRoles change -> "ACLRoleDeleted";
            case AclCommand.DeleteTokens change -> "ACLTokenDeleted";
            case AclCommand change -> "ACLTokenUpserted";
            case KeyringCommand change -> "RootKeyUpdated";
            case SnapshotCommand change -> "SnapshotRestored";
        };
    }
}
