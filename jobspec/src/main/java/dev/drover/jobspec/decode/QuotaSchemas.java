package dev.drover.jobspec.decode;

import static dev.drover.jobspec.decode.ParameterType.INT;
import static dev.drover.jobspec.decode.ParameterType.TEXT;
import static dev.drover.jobspec.decode.SchemaBuilder.schema;

import dev.drover.model.quota.NodePoolLimit;
import dev.drover.model.quota.NodePoolLimitBuilder;
import dev.drover.model.quota.QuotaLimit;
import dev.drover.model.quota.QuotaLimitBuilder;
import dev.drover.model.quota.QuotaResources;
import dev.drover.model.quota.QuotaResourcesBuilder;
import dev.drover.model.quota.QuotaSpec;
import dev.drover.model.quota.QuotaSpecBuilder;
import dev.drover.model.quota.QuotaStorageResources;
import dev.drover.model.quota.QuotaStorageResourcesBuilder;

/** The file that {@code quota apply} reads. */
final class QuotaSchemas {
    private static final Schema<QuotaStorageResourcesBuilder, QuotaStorageResources> STORAGE = schema(
                    "storage", QuotaStorageResourcesBuilder::builder, QuotaStorageResourcesBuilder::build)
            .optional("variables", INT, QuotaStorageResourcesBuilder::variablesMb)
            .optional("host_volumes", INT, QuotaStorageResourcesBuilder::hostVolumesMb)
            .build();

    private static final Schema<NodePoolLimitBuilder, NodePoolLimit> NODE_POOL = schema(
                    "node_pool", NodePoolLimitBuilder::builder, NodePoolLimitBuilder::build)
            .label("name", NodePoolLimitBuilder::nodePool)
            .optional("cpu", INT, NodePoolLimitBuilder::cpu)
            .optional("cores", INT, NodePoolLimitBuilder::cores)
            .optional("memory", INT, NodePoolLimitBuilder::memoryMb)
            .optional("memory_max", INT, NodePoolLimitBuilder::memoryMaxMb)
            .optional("secrets", INT, NodePoolLimitBuilder::secretsMb)
            .many(ResourceSchemas.DEVICE, NodePoolLimitBuilder::devices)
            .one(ResourceSchemas.NUMA, NodePoolLimitBuilder::numa)
            .one(STORAGE, NodePoolLimitBuilder::storage)
            .build();

    private static final Schema<QuotaResourcesBuilder, QuotaResources> REGION_LIMIT = schema(
                    "region_limit", QuotaResourcesBuilder::builder, QuotaResourcesBuilder::build)
            .optional("cpu", INT, QuotaResourcesBuilder::cpu)
            .optional("cores", INT, QuotaResourcesBuilder::cores)
            .optional("memory", INT, QuotaResourcesBuilder::memoryMb)
            .optional("memory_max", INT, QuotaResourcesBuilder::memoryMaxMb)
            .optional("secrets", INT, QuotaResourcesBuilder::secretsMb)
            .many(ResourceSchemas.DEVICE, QuotaResourcesBuilder::devices)
            .one(ResourceSchemas.NUMA, QuotaResourcesBuilder::numa)
            .one(STORAGE, QuotaResourcesBuilder::storage)
            .many(NODE_POOL, QuotaResourcesBuilder::nodePools)
            .build();

    private static final Schema<QuotaLimitBuilder, QuotaLimit> LIMIT = schema(
                    "limit", QuotaLimitBuilder::builder, QuotaLimitBuilder::build)
            .optional("region", TEXT, QuotaLimitBuilder::region)
            .exactlyOne(REGION_LIMIT, QuotaLimitBuilder::regionLimit)
            .optional("variables_limit", INT, QuotaLimitBuilder::variablesLimit)
            .build();

    static final Schema<QuotaSpecBuilder, QuotaSpec> FILE = schema(
                    "", QuotaSpecBuilder::builder, QuotaSpecBuilder::build)
            .required("name", TEXT, QuotaSpecBuilder::name)
            .optional("description", TEXT, QuotaSpecBuilder::description)
            .atLeastOne(LIMIT, QuotaSpecBuilder::limits)
            .build();

    private QuotaSchemas() {}
}
