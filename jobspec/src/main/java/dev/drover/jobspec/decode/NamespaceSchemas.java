package dev.drover.jobspec.decode;

import static dev.drover.jobspec.decode.ParameterType.TEXT;
import static dev.drover.jobspec.decode.ParameterType.TEXTS;
import static dev.drover.jobspec.decode.SchemaBuilder.schema;

import dev.drover.model.namespace.Namespace;
import dev.drover.model.namespace.NamespaceBuilder;
import dev.drover.model.namespace.NamespaceCapabilities;
import dev.drover.model.namespace.NamespaceCapabilitiesBuilder;
import dev.drover.model.namespace.NamespaceConsulConfiguration;
import dev.drover.model.namespace.NamespaceConsulConfigurationBuilder;
import dev.drover.model.namespace.NamespaceNodePoolConfiguration;
import dev.drover.model.namespace.NamespaceNodePoolConfigurationBuilder;
import dev.drover.model.namespace.NamespaceVaultConfiguration;
import dev.drover.model.namespace.NamespaceVaultConfigurationBuilder;

/** The file that {@code namespace apply} reads. */
final class NamespaceSchemas {
    private static final Schema<NamespaceCapabilitiesBuilder, NamespaceCapabilities> CAPABILITIES = schema(
                    "capabilities", NamespaceCapabilitiesBuilder::builder, NamespaceCapabilitiesBuilder::build)
            .optional("enabled_task_drivers", TEXTS, NamespaceCapabilitiesBuilder::enabledTaskDrivers)
            .optional("disabled_task_drivers", TEXTS, NamespaceCapabilitiesBuilder::disabledTaskDrivers)
            .optional("enabled_network_modes", TEXTS, NamespaceCapabilitiesBuilder::enabledNetworkModes)
            .optional("disabled_network_modes", TEXTS, NamespaceCapabilitiesBuilder::disabledNetworkModes)
            .build();

    private static final Schema<NamespaceNodePoolConfigurationBuilder, NamespaceNodePoolConfiguration> NODE_POOLS =
            schema(
                            "node_pool_config",
                            NamespaceNodePoolConfigurationBuilder::builder,
                            NamespaceNodePoolConfigurationBuilder::build)
                    .optional("default", TEXT, NamespaceNodePoolConfigurationBuilder::isDefault)
                    .optional("allowed", TEXTS, NamespaceNodePoolConfigurationBuilder::allowed)
                    .optional("denied", TEXTS, NamespaceNodePoolConfigurationBuilder::denied)
                    .build();

    private static final Schema<NamespaceVaultConfigurationBuilder, NamespaceVaultConfiguration> VAULT = schema(
                    "vault", NamespaceVaultConfigurationBuilder::builder, NamespaceVaultConfigurationBuilder::build)
            .optional("default", TEXT, NamespaceVaultConfigurationBuilder::isDefault)
            .optional("allowed", TEXTS, NamespaceVaultConfigurationBuilder::allowed)
            .optional("denied", TEXTS, NamespaceVaultConfigurationBuilder::denied)
            .build();

    private static final Schema<NamespaceConsulConfigurationBuilder, NamespaceConsulConfiguration> CONSUL = schema(
                    "consul", NamespaceConsulConfigurationBuilder::builder, NamespaceConsulConfigurationBuilder::build)
            .optional("default", TEXT, NamespaceConsulConfigurationBuilder::isDefault)
            .optional("allowed", TEXTS, NamespaceConsulConfigurationBuilder::allowed)
            .optional("denied", TEXTS, NamespaceConsulConfigurationBuilder::denied)
            .build();

    static final Schema<NamespaceBuilder, Namespace> FILE = schema(
                    "", NamespaceBuilder::builder, NamespaceBuilder::build)
            .required("name", TEXT, NamespaceBuilder::name)
            .optional("description", TEXT, NamespaceBuilder::description)
            .optional("quota", TEXT, NamespaceBuilder::quota)
            .map("meta", MapType.TEXTS, NamespaceBuilder::meta)
            .one(CAPABILITIES, NamespaceBuilder::capabilities)
            .one(NODE_POOLS, NamespaceBuilder::nodePoolConfiguration)
            .one(VAULT, NamespaceBuilder::vaultConfiguration)
            .one(CONSUL, NamespaceBuilder::consulConfiguration)
            .map("required_extra_claims", MapType.TEXTS, NamespaceBuilder::requiredExtraClaims)
            .map("optional_extra_claims", MapType.TEXTS, NamespaceBuilder::optionalExtraClaims)
            .build();

    private NamespaceSchemas() {}
}
