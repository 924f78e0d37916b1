package dev.drover.state.command;

/**
 * One change of the cluster's state: the only thing that the log carries. Whoever proposes a command has put in every id and
 * time, so that applying it gives the same state on every server.
 */
public sealed interface Command
        permits JobCommand,
                NodeCommand,
                AllocationCommand,
                EvaluationCommand,
                DeploymentCommand,
                PlanCommand,
                SettingsCommand,
                GarbageCommand,
                VolumeCommand,
                AclCommand,
                KeyringCommand,
                SnapshotCommand {}
