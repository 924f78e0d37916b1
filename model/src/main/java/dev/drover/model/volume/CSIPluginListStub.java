package dev.drover.model.volume;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** A plugin of a storage provider in short. */
@RecordBuilder
public record CSIPluginListStub(
        @Wire("ID") String id,
        @Wire("Provider") String provider,
        @Wire("ControllerRequired") boolean controllerRequired,
        @Wire("ControllersHealthy") int controllersHealthy,
        @Wire("ControllersExpected") int controllersExpected,
        @Wire("NodesHealthy") int nodesHealthy,
        @Wire("NodesExpected") int nodesExpected,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex) {
    public CSIPluginListStub {
        id = Defaults.text(id);
        provider = Defaults.text(provider);
    }
}
