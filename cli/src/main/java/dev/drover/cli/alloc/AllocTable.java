package dev.drover.cli.alloc;

import dev.drover.cli.Context;
import dev.drover.cli.text.Ids;
import dev.drover.cli.text.Table;
import dev.drover.cli.text.Times;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.alloc.AllocationListStubBuilder;
import java.util.Comparator;
import java.util.List;

/** Allocations below each other, as many commands show them. */
public final class AllocTable {
    private AllocTable() {}

    /** The table, newest first, or a sentence that there are none. */
    public static String of(Context context, List<AllocationListStub> allocations, boolean verbose) {
        if (allocations.isEmpty()) {
            return "No allocations placed";
        }
        Times times = context.times();
        Ids ids = new Ids(verbose);
        Table table = verbose
                ? Table.withHeader(
                        "ID",
                        "Eval ID",
                        "Node ID",
                        "Node Name",
                        "Task Group",
                        "Version",
                        "Desired",
                        "Status",
                        "Created",
                        "Modified")
                : Table.withHeader(
                        "ID", "Node ID", "Task Group", "Version", "Desired", "Status", "Created", "Modified");
        allocations.stream()
                .sorted(Comparator.comparingLong(AllocationListStub::createIndex)
                        .reversed()
                        .thenComparing(AllocationListStub::id))
                .forEach(alloc -> {
                    String version = Long.toString(alloc.jobVersion());
                    String desired = alloc.desiredStatus().wireName();
                    String status = alloc.clientStatus().wireName();
                    String created = times.shown(alloc.createTime(), verbose);
                    String modified = times.shown(alloc.modifyTime(), verbose);
                    if (verbose) {
                        table.row(
                                alloc.id(),
                                alloc.evalId(),
                                alloc.nodeId(),
                                alloc.nodeName(),
                                alloc.taskGroup(),
                                version,
                                desired,
                                status,
                                created,
                                modified);
                    } else {
                        table.row(
                                ids.shown(alloc.id()),
                                ids.orNone(alloc.nodeId()),
                                alloc.taskGroup(),
                                version,
                                desired,
                                status,
                                created,
                                modified);
                    }
                });
        return table.toString();
    }

    /** The same for allocations that came whole, in which the job tells its version. */
    public static String ofWhole(Context context, List<Allocation> allocations, boolean verbose) {
        return of(context, allocations.stream().map(AllocTable::stub).toList(), verbose);
    }

    private static AllocationListStub stub(Allocation alloc) {
        return AllocationListStubBuilder.builder()
                .id(alloc.id())
                .evalId(alloc.evalId())
                .name(alloc.name())
                .namespace(alloc.namespace())
                .nodeId(alloc.nodeId())
                .nodeName(alloc.nodeName())
                .jobId(alloc.jobId())
                .jobVersion(alloc.job() == null ? 0 : alloc.job().version())
                .taskGroup(alloc.taskGroup())
                .desiredStatus(alloc.desiredStatus())
                .clientStatus(alloc.clientStatus())
                .createIndex(alloc.createIndex())
                .createTime(alloc.createTime())
                .modifyTime(alloc.modifyTime())
                .build();
    }
}
