package dev.drover.sdk;

import dev.drover.model.volume.CSIPlugin;
import dev.drover.model.volume.CSIPluginListStub;
import java.util.List;

/** The calls about plugins of storage providers. */
public final class StoragePlugins {
    private final Transport transport;

    StoragePlugins(Transport transport) {
        this.transport = transport;
    }

    public Answer<List<CSIPluginListStub>> list(Query query) {
        return transport.list("/v1/plugins", query.with("type", "csi"), CSIPluginListStub.class);
    }

    public Answer<CSIPlugin> info(String id, Query query) {
        return transport.get("/v1/plugin/csi/" + Transport.segment(id), query, CSIPlugin.class);
    }
}
