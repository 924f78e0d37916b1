package dev.drover.model.namespace;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The namespace of the wire. */
@RecordBuilder
public record Namespace(
        @Wire("Name") String name,
        @Wire("Description") String description,
        @Wire("Quota") String quota,
        @Wire("Capabilities") @Nullable NamespaceCapabilities capabilities,
        @Wire("NodePoolConfiguration") @Nullable NamespaceNodePoolConfiguration nodePoolConfiguration,
        @Wire("VaultConfiguration") @Nullable NamespaceVaultConfiguration vaultConfiguration,
        @Wire("ConsulConfiguration") @Nullable NamespaceConsulConfiguration consulConfiguration,
        @Wire("Meta") Map<String, String> meta,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex,
        @Wire("RequiredExtraClaims") Map<String, String> requiredExtraClaims,
        @Wire("OptionalExtraClaims") Map<String, String> optionalExtraClaims,
        @Wire("Hash") @Nullable String hash) {
    public Namespace {
        name = Defaults.text(name);
        description = Defaults.text(description);
        quota = Defaults.text(quota);
        meta = Defaults.map(meta);
        requiredExtraClaims = Defaults.map(requiredExtraClaims);
        optionalExtraClaims = Defaults.map(optionalExtraClaims);
    }
}
