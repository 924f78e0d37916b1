package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The consul of the wire. */
@RecordBuilder
public record Consul(
        @Wire("Namespace") String namespace,
        @Wire("Cluster") String cluster,
        @Wire("Partition") String partition) {
    public Consul {
        namespace = Defaults.text(namespace);
        cluster = Defaults.text(cluster);
        partition = Defaults.text(partition);
    }
}
