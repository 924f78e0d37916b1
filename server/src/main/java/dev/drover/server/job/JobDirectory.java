package dev.drover.server.job;

import dev.drover.model.job.Job;
import dev.drover.server.log.Applied;
import dev.drover.state.JobId;
import dev.drover.state.State;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds the few jobs that are asked for again and again among the many: those that run on every node, those that are periodic,
 * and what was dispatched with a token. It follows the log on every server, so that no question goes through all jobs.
 */
public final class JobDirectory implements Applied.Listener {
    private final Set<JobId> everywhere = new TreeSet<>();
    private final Set<JobId> periodic = new TreeSet<>();
    private final Map<Token, JobId> dispatched = new HashMap<>();
    private final Map<JobId, Token> tokens = new HashMap<>();

    private record Token(JobId parent, String token) {}

    @Override
    public void applied(Applied applied) {
        List<JobId> changed = jobs(applied.command()).toList();
        if (!changed.isEmpty()) {
            note(applied.after(), changed);
        }
    }

    private synchronized void note(State state, List<JobId> changed) {
        changed.forEach(id -> note(id, state.job(id)));
    }

    @Override
    public synchronized void restored(State state) {
        everywhere.clear();
        periodic.clear();
        dispatched.clear();
        tokens.clear();
        state.jobs().forEach(job -> note(JobId.of(job), Optional.of(job)));
    }

    private static Stream<JobId> jobs(Command command) {
        return switch (command) {
            case JobCommand.Register change -> Stream.of(JobId.of(change.job()));
            case JobCommand.Deregister change -> Stream.of(change.job());
            case JobCommand.Scale change -> change.changed().map(JobId::of).stream();
            case JobCommand.SetStable change -> Stream.empty();
            case JobCommand.SetTag change -> Stream.empty();
            case JobCommand.RemoveTag change -> Stream.empty();
            case JobCommand.RecordLaunch change -> Stream.empty();
            case DeploymentCommand.UpdateStatus change -> change.revertTo().map(JobId::of).stream();
            case DeploymentCommand.SetHealth change -> change.revertTo().map(JobId::of).stream();
            case DeploymentCommand.Promote change -> Stream.empty();
            case VolumeCommand change -> Stream.empty();
            case GarbageCommand.Delete change -> change.jobs().stream();
            case NodeCommand change -> Stream.empty();
            case AllocationCommand change -> Stream.empty();
            case EvaluationCommand change -> Stream.empty();
            case PlanCommand change -> Stream.empty();
            case SettingsCommand change -> Stream.empty();
            case AclCommand change -> Stream.empty();
            case KeyringCommand change -> Stream.empty();
            case SnapshotCommand change -> Stream.empty();
        };
    }

    private void note(JobId id, Optional<Job> job) {
        keep(everywhere, id, job.filter(JobDirectory::runsEverywhere).isPresent());
        keep(periodic, id, job.filter(PeriodicLauncher::isActive).isPresent());
        Token before = tokens.remove(id);
        if (before != null) {
            dispatched.remove(before, id);
        }
        job.filter(it -> !it.dispatchIdempotencyToken().isEmpty()).ifPresent(it -> {
            Token token = new Token(new JobId(it.namespace(), it.parentId()), it.dispatchIdempotencyToken());
            tokens.put(id, token);
            dispatched.put(token, id);
        });
    }

    private static void keep(Set<JobId> set, JobId id, boolean member) {
        if (member) {
            set.add(id);
        } else {
            set.remove(id);
        }
    }

    private static boolean runsEverywhere(Job job) {
        boolean waits = job.periodic() != null || (job.parameterizedJob() != null && !job.dispatched());
        return (job.type().equals("system") || job.type().equals("sysbatch")) && !waits && !job.stop();
    }

    /** Jobs that want to be on every node that fits. */
    public synchronized Collection<JobId> everywhere() {
        return List.copyOf(everywhere);
    }

    /** Periodic jobs that are to be launched. */
    public synchronized Collection<JobId> periodic() {
        return List.copyOf(periodic);
    }

    /** The child that was dispatched with a token. */
    public synchronized Optional<JobId> dispatched(JobId parent, String token) {
        return Optional.ofNullable(dispatched.get(new Token(parent, token)));
    }
}
