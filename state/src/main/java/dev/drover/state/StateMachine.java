package dev.drover.state;

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
import java.util.Optional;

/**
 * Makes the next state out of a state and a command. The same state, index and command give the same result on every server and
 * at every replay: nothing here looks at a clock, draws a random number or does any input or output. A command that no longer
 * makes sense (its job is gone) changes nothing; commands do not fail.
 */
public final class StateMachine {
    private StateMachine() {}

    /**
     * The state after the command.
     *
     * @param index place of the command in the log, higher than that of the state. The state is at that index afterwards, but for
     *     a restored snapshot of a higher one: then it is right after that, and commands go on from there
     */
    public static State apply(State before, long index, Command command) {
        return transition(before, index, command).state();
    }

    /**
     * Why the command would change nothing, for commands that are bound to a condition. The proposer is told, and every server
     * comes to the same answer at the same place of the log.
     */
    public static Optional<String> refusal(State before, Command command) {
        return switch (command) {
            case JobCommand.Register register -> JobChanges.conflict(before, register);
            case JobCommand.SetTag set -> JobTags.conflict(before, set);
            case JobCommand.RemoveTag remove -> JobTags.conflict(before, remove);
            case SettingsCommand.SetSchedulerConfiguration set -> SettingsChanges.conflict(before, set);
            case SettingsCommand.SetAutopilot set -> SettingsChanges.conflict(before, set);
            case VolumeCommand.DeregisterCsi deregister -> VolumeChanges.conflict(before, deregister);
            case AclCommand.Bootstrap bootstrap -> AclChanges.conflict(before, bootstrap);
            case AclCommand.ExchangeOneTimeToken exchange -> AclChanges.conflict(before, exchange);
            case KeyringCommand.Add add -> KeyringChanges.conflict(before, add);
            case KeyringCommand.Delete delete -> KeyringChanges.conflict(before, delete);
            case SnapshotCommand.Part part -> RestoreChanges.conflict(before, part);
            case SnapshotCommand.Install install -> RestoreChanges.conflict(before, install);
            case Command unconditional -> Optional.empty();
        };
    }

    static Transition transition(State before, long index, Command command) {
        if (index <= before.index()) {
            throw new IllegalArgumentException(
                    "command " + index + " cannot follow a state that is at " + before.index() + " already");
        }
        Draft draft = new Draft(before, index);
        switch (command) {
            case JobCommand change -> JobChanges.apply(draft, change);
            case NodeCommand change -> NodeChanges.apply(draft, change);
            case AllocationCommand change -> AllocationChanges.apply(draft, change);
            case EvaluationCommand.Upsert change -> EvaluationChanges.upsert(draft, change.evaluations());
            case EvaluationCommand.Delete change -> EvaluationChanges.delete(draft, change.ids());
            case DeploymentCommand change -> DeploymentChanges.apply(draft, change);
            case PlanCommand.Commit change -> PlanChanges.apply(draft, change.plan());
            case SettingsCommand change -> SettingsChanges.apply(draft, change);
            case VolumeCommand change -> VolumeChanges.apply(draft, change);
            case AclCommand change -> AclChanges.apply(draft, change);
            case KeyringCommand change -> KeyringChanges.apply(draft, change);
            case GarbageCommand.Delete change -> GarbageChanges.apply(draft, change);
            case SnapshotCommand.Part part -> RestoreChanges.collect(draft, part);
            case SnapshotCommand.Install install -> {
                return RestoreChanges.install(draft, install);
            }
        }
        return draft.finish();
    }
}
