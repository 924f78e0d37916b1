package dev.drover.model.volume;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;

/** A volume of a storage provider, as lists show it. */
@RecordBuilder
public record CSIVolumeListStub(
        @Wire("ID") String id,
        @Wire("Namespace") String namespace,
        @Wire("Name") String name,
        @Wire("ExternalID") String externalId,
        @Wire("Topologies") List<CSITopology> topologies,
        @Wire("AccessMode") String accessMode,
        @Wire("AttachmentMode") String attachmentMode,
        @Wire("CurrentReaders") int currentReaders,
        @Wire("CurrentWriters") int currentWriters,
        @Wire("Schedulable") boolean schedulable,
        @Wire("PluginID") String pluginId,
        @Wire("Provider") String provider,
        @Wire("ControllerRequired") boolean controllerRequired,
        @Wire("ControllersHealthy") int controllersHealthy,
        @Wire("ControllersExpected") int controllersExpected,
        @Wire("NodesHealthy") int nodesHealthy,
        @Wire("NodesExpected") int nodesExpected,
        @Wire("ResourceExhausted") Instant resourceExhausted,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex,
        @Wire("CreateTime") long createTime,
        @Wire("ModifyTime") long modifyTime) {
    public CSIVolumeListStub {
        id = Defaults.text(id);
        namespace = Defaults.text(namespace);
        name = Defaults.text(name);
        externalId = Defaults.text(externalId);
        topologies = Defaults.list(topologies);
        accessMode = Defaults.text(accessMode);
        attachmentMode = Defaults.text(attachmentMode);
        pluginId = Defaults.text(pluginId);
        provider = Defaults.text(provider);
        resourceExhausted = Defaults.time(resourceExhausted);
    }
}
