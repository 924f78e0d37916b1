package dev.drover.model.service;

import dev.drover.model.job.WorkloadIdentity;
import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service that a group or task registers. */
@RecordBuilder
public record Service(
        @Wire("Name") String name,
        @Wire("Tags") List<String> tags,
        @Wire("CanaryTags") List<String> canaryTags,
        @Wire("EnableTagOverride") boolean enableTagOverride,
        @Wire("PortLabel") String portLabel,
        @Wire("AddressMode") String addressMode,
        @Wire("Address") String address,
        @Wire("Checks") List<ServiceCheck> checks,

        @Wire(value = "CheckRestart", absent = Absent.OMITTED) @Nullable
        CheckRestart checkRestart,

        @Wire("Connect") @Nullable ConsulConnect connect,
        @Wire("Meta") Map<String, String> meta,
        @Wire("CanaryMeta") Map<String, String> canaryMeta,
        @Wire("TaggedAddresses") Map<String, String> taggedAddresses,
        @Wire("TaskName") String taskName,
        @Wire("OnUpdate") String onUpdate,
        @Wire("Identity") @Nullable WorkloadIdentity identity,
        @Wire("Weights") @Nullable ServiceWeights weights,
        @Wire("Provider") String provider,
        @Wire("Cluster") String cluster,
        @Wire("Kind") String kind,
        @Wire("Namespace") String namespace) {
    public Service {
        name = Defaults.text(name);
        tags = Defaults.list(tags);
        canaryTags = Defaults.list(canaryTags);
        portLabel = Defaults.text(portLabel);
        addressMode = Defaults.text(addressMode);
        address = Defaults.text(address);
        checks = Defaults.list(checks);
        meta = Defaults.map(meta);
        canaryMeta = Defaults.map(canaryMeta);
        taggedAddresses = Defaults.map(taggedAddresses);
        taskName = Defaults.text(taskName);
        onUpdate = Defaults.text(onUpdate);
        provider = Defaults.text(provider);
        cluster = Defaults.text(cluster);
        kind = Defaults.text(kind);
        namespace = Defaults.text(namespace);
    }
}
