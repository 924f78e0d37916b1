package dev.drover.server.alloc;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.alloc.DesiredTransitionBuilder;
import dev.drover.model.api.AllocStopResponse;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.server.eval.Triggers;
import dev.drover.state.JobId;
import dev.drover.state.command.AllocationCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What users do with single allocations through the servers. */
public final class AllocationEndpoint {
    private final Core core;

    public AllocationEndpoint(Core core) {
        this.core = core;
    }

    /**
     * Stops an allocation; the scheduler places another in its stead.
     *
     * @param noShutdownDelay whether its shutdown delay is left out
     * @param reschedule whether the node it ran on is avoided, as after a failure
     */
    public AllocStopResponse stop(String id, boolean noShutdownDelay, boolean reschedule) {
        Allocation allocation =
                core.state().allocation(id).orElseThrow(() -> ServerException.notFound("alloc not found"));
        Job job = core.state()
                .job(new JobId(allocation.namespace(), allocation.jobId()))
                .or(() -> Optional.ofNullable(allocation.job()))
                .orElseThrow(() -> ServerException.notFound("job not found"));
        Evaluation evaluation =
                Triggers.plain(job, reschedule ? Triggers.ALLOC_RESCHEDULE : Triggers.ALLOC_STOP, core.now());
        DesiredTransition wish = DesiredTransitionBuilder.builder()
                .migrate(true)
                .reschedule(reschedule ? true : null)
                .noShutdownDelay(noShutdownDelay ? true : null)
                .build();
        long index =
                core.propose(new AllocationCommand.SetTransitions(Map.of(id, wish), core.now(), List.of(evaluation)));
        return new AllocStopResponse(evaluation.id(), index);
    }
}
