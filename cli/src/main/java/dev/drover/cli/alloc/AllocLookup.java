package dev.drover.cli.alloc;

import dev.drover.cli.Context;
import dev.drover.cli.text.Ids;
import dev.drover.cli.text.Matches;
import dev.drover.cli.text.Table;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.sdk.Query;
import java.util.List;

/** Finds an allocation by the beginning of its id. */
final class AllocLookup {
    private AllocLookup() {}

    static AllocationListStub stub(Context context, String typed) {
        String prefix = Matches.askable(typed);
        List<AllocationListStub> found = context.ask(
                "Error querying allocation",
                () -> context.client()
                        .allocations()
                        .list(Query.NONE.prefix(prefix))
                        .value());
        return Matches.one("allocation", typed, found, AllocationListStub::id, many -> {
            Table table = Table.withHeader("ID", "Job ID", "Task Group", "Desired Status", "Client Status");
            many.forEach(alloc -> table.row(
                    Ids.shortened(alloc.id()),
                    alloc.jobId(),
                    alloc.taskGroup(),
                    alloc.desiredStatus().wireName(),
                    alloc.clientStatus().wireName()));
            return table;
        });
    }

    static Allocation whole(Context context, String typed) {
        AllocationListStub stub = stub(context, typed);
        return context.ask(
                "Error querying allocation",
                () -> context.client()
                        .allocations()
                        .info(stub.id(), Query.NONE.withGiven("namespace", stub.namespace()))
                        .value());
    }
}
