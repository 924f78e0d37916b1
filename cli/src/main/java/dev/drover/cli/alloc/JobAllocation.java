package dev.drover.cli.alloc;

import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.sdk.Query;
import java.util.Comparator;
import java.util.List;

/** Takes an allocation of a job: the newest that runs, or else the newest. */
final class JobAllocation {
    private JobAllocation() {}

    static Allocation of(Context context, String jobId, String group) {
        List<AllocationListStub> all = context.ask(
                "Error fetching allocations",
                () -> context.client()
                        .jobs()
                        .allocations(jobId, false, Query.NONE)
                        .value());
        AllocationListStub chosen = all.stream()
                .filter(alloc -> group.isEmpty() || alloc.taskGroup().equals(group))
                .max(Comparator.comparing((AllocationListStub alloc) -> alloc.clientStatus() == ClientStatus.RUNNING)
                        .thenComparingLong(AllocationListStub::createIndex))
                .orElseThrow(() -> new Failure("No allocations were found for job \"" + jobId + "\""
                        + (group.isEmpty() ? "" : " and group \"" + group + "\"")));
        return AllocLookup.whole(context, chosen.id());
    }
}
