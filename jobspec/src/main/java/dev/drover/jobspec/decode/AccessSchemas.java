package dev.drover.jobspec.decode;

import static dev.drover.jobspec.decode.ParameterType.BOOL;
import static dev.drover.jobspec.decode.ParameterType.DURATION;
import static dev.drover.jobspec.decode.ParameterType.TEXT;
import static dev.drover.jobspec.decode.ParameterType.TEXTS;
import static dev.drover.jobspec.decode.SchemaBuilder.schema;

import dev.drover.model.job.Consul;
import dev.drover.model.job.ConsulBuilder;
import dev.drover.model.job.Secret;
import dev.drover.model.job.SecretBuilder;
import dev.drover.model.job.Vault;
import dev.drover.model.job.VaultBuilder;
import dev.drover.model.job.WorkloadIdentity;
import dev.drover.model.job.WorkloadIdentityBuilder;

/** Who a task is, and which secrets it gets. */
final class AccessSchemas {
    static final Schema<VaultBuilder, Vault> VAULT = schema(
                    "vault", () -> VaultBuilder.builder().env(true).changeMode("restart"), VaultBuilder::build)
            .optional("policies", TEXTS, VaultBuilder::policies)
            .optional("role", TEXT, VaultBuilder::role)
            .optional("namespace", TEXT, VaultBuilder::namespace)
            .optional("cluster", TEXT, VaultBuilder::cluster)
            .optional("env", BOOL, VaultBuilder::env)
            .optional("disable_file", BOOL, VaultBuilder::disableFile)
            .optional("change_mode", TEXT, VaultBuilder::changeMode)
            .optional("change_signal", TEXT, VaultBuilder::changeSignal)
            .optional("allow_token_expiration", BOOL, VaultBuilder::allowTokenExpiration)
            .build();

    static final Schema<ConsulBuilder, Consul> CONSUL = schema("consul", ConsulBuilder::builder, ConsulBuilder::build)
            .optional("namespace", TEXT, ConsulBuilder::namespace)
            .optional("cluster", TEXT, ConsulBuilder::cluster)
            .optional("partition", TEXT, ConsulBuilder::partition)
            .build();

    static final Schema<SecretBuilder, Secret> SECRET = schema("secret", SecretBuilder::builder, SecretBuilder::build)
            .label("name", SecretBuilder::name)
            .required("provider", TEXT, SecretBuilder::provider)
            .required("path", TEXT, SecretBuilder::path)
            .map("config", MapType.FREE_FORM, SecretBuilder::config)
            .map("env", MapType.TEXTS, SecretBuilder::env)
            .build();

    static final Schema<WorkloadIdentityBuilder, WorkloadIdentity> IDENTITY = schema(
                    "identity", WorkloadIdentityBuilder::builder, WorkloadIdentityBuilder::build)
            .optional("name", TEXT, WorkloadIdentityBuilder::name)
            .optional("aud", TEXTS, WorkloadIdentityBuilder::audience)
            .optional("change_mode", TEXT, WorkloadIdentityBuilder::changeMode)
            .optional("change_signal", TEXT, WorkloadIdentityBuilder::changeSignal)
            .optional("env", BOOL, WorkloadIdentityBuilder::env)
            .optional("file", BOOL, WorkloadIdentityBuilder::file)
            .optional("filepath", TEXT, WorkloadIdentityBuilder::filepath)
            .optional("service_name", TEXT, WorkloadIdentityBuilder::serviceName)
            .optional("ttl", DURATION, WorkloadIdentityBuilder::ttl)
            .optional("extra_claims", TEXTS, WorkloadIdentityBuilder::extraClaims)
            .build();

    private AccessSchemas() {}
}
