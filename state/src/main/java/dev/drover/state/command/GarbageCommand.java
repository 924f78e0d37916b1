package dev.drover.state.command;

import dev.drover.state.JobId;
import java.util.List;

/** Takes out what nobody needs any more. */
public sealed interface GarbageCommand extends Command {
    record Delete(List<String> evaluations, List<String> allocations, List<String> deployments, List<JobId> jobs)
            implements GarbageCommand {}
}
