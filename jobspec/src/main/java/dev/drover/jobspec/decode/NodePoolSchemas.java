package dev.drover.jobspec.decode;

import static dev.drover.jobspec.decode.ParameterType.BOOL;
import static dev.drover.jobspec.decode.ParameterType.DURATION;
import static dev.drover.jobspec.decode.ParameterType.TEXT;
import static dev.drover.jobspec.decode.SchemaBuilder.schema;

import dev.drover.model.node.NodePool;
import dev.drover.model.node.NodePoolBuilder;
import dev.drover.model.node.NodePoolSchedulerConfiguration;
import dev.drover.model.node.NodePoolSchedulerConfigurationBuilder;

/** The file that {@code node pool apply} reads: one block with the name of the pool. */
final class NodePoolSchemas {
    private static final Schema<NodePoolSchedulerConfigurationBuilder, NodePoolSchedulerConfiguration> SCHEDULER =
            schema(
                            "scheduler_config",
                            NodePoolSchedulerConfigurationBuilder::builder,
                            NodePoolSchedulerConfigurationBuilder::build)
                    .optional("scheduler_algorithm", TEXT, NodePoolSchedulerConfigurationBuilder::schedulerAlgorithm)
                    .optional(
                            "memory_oversubscription_enabled",
                            BOOL,
                            NodePoolSchedulerConfigurationBuilder::memoryOversubscriptionEnabled)
                    .build();

    private static final Schema<NodePoolBuilder, NodePool> POOL = schema(
                    "node_pool", NodePoolBuilder::builder, NodePoolBuilder::build)
            .label("name", NodePoolBuilder::name)
            .optional("description", TEXT, NodePoolBuilder::description)
            .optional("node_identity_ttl", DURATION, NodePoolBuilder::nodeIdentityTtl)
            .map("meta", MapType.TEXTS, NodePoolBuilder::meta)
            .one(SCHEDULER, NodePoolBuilder::schedulerConfiguration)
            .build();

    static final Schema<?, NodePool> FILE = schema("", FileContent::new, FileContent::pool)
            .exactlyOne(POOL, FileContent::put)
            .build();

    private NodePoolSchemas() {}

    /** The only block of the file. Without it there are errors, and what comes is not used. */
    private static final class FileContent {
        private NodePool pool = NodePoolBuilder.builder().build();

        void put(NodePool found) {
            pool = found;
        }

        NodePool pool() {
            return pool;
        }
    }
}
