package dev.drover.model.operator;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/**
 * A proposal to change what a task asks for. The time is nanoseconds since the epoch.
 *
 * @param resource {@code CPU} in MHz or {@code MemoryMB} in MiB
 */
@RecordBuilder
public record Recommendation(
        @Wire("ID") String id,
        @Wire("Region") String region,
        @Wire("Namespace") String namespace,
        @Wire("JobID") String jobId,
        @Wire("JobVersion") long jobVersion,
        @Wire("Group") String group,
        @Wire("Task") String task,
        @Wire("Resource") String resource,
        @Wire("Value") long value,
        @Wire("Current") long current,
        @Wire("Meta") Map<String, Object> meta,
        @Wire("Stats") Map<String, Double> stats,
        @Wire("EnforceVersion") boolean enforceVersion,
        @Wire("SubmitTime") long submitTime,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex) {
    public Recommendation {
        id = Defaults.text(id);
        region = Defaults.text(region);
        namespace = Defaults.text(namespace);
        jobId = Defaults.text(jobId);
        group = Defaults.text(group);
        task = Defaults.text(task);
        resource = Defaults.text(resource);
        meta = Defaults.map(meta);
        stats = Defaults.map(stats);
    }
}
