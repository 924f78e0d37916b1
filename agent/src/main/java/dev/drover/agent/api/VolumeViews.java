package dev.drover.agent.api;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.node.Node;
import dev.drover.model.volume.CSIInfo;
import dev.drover.model.volume.CSIVolume;
import dev.drover.model.volume.CSIVolumeBuilder;
import dev.drover.model.volume.CSIVolumeListStub;
import dev.drover.state.State;
import dev.drover.state.VolumeClaim;
import dev.drover.state.VolumeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Volumes as they are shown: with what nodes tell of their plugins and with those who claim them, and without secrets. */
final class VolumeViews {
    private static final String REDACTED = "[REDACTED]";

    private VolumeViews() {}

    static CSIVolume whole(State state, CSIVolume volume) {
        List<VolumeClaim> claims = state.claims(VolumeId.of(volume));
        Map<String, @Nullable Allocation> readers = new LinkedHashMap<>();
        Map<String, @Nullable Allocation> writers = new LinkedHashMap<>();
        CSIVolumeBuilder view = CSIVolumeBuilder.builder(volume);
        for (VolumeClaim claim : claims) {
            (claim.reads() ? readers : writers).put(claim.allocationId(), null);
            view.accessMode(claim.request().accessMode());
            view.attachmentMode(claim.request().attachmentMode());
        }
        Map<String, String> secrets = new LinkedHashMap<>(volume.secrets());
        secrets.replaceAll((name, secret) -> REDACTED);
        Plugin plugin = Plugin.of(state, volume.pluginId());
        return view.secrets(secrets)
                .readAllocs(readers)
                .writeAllocs(writers)
                .allocations(claims.stream()
                        .flatMap(claim -> state.allocation(claim.allocationId()).stream())
                        .map(allocation -> Stubs.allocation(allocation, false, true))
                        .toList())
                .schedulable(plugin.schedulable())
                .provider(plugin.provider)
                .providerVersion(plugin.version)
                .controllerRequired(plugin.controllerRequired)
                .controllersHealthy(plugin.controllersHealthy)
                .controllersExpected(plugin.controllers)
                .nodesHealthy(plugin.nodesHealthy)
                .nodesExpected(plugin.nodes)
                .build();
    }

    static CSIVolumeListStub stub(State state, CSIVolume volume) {
        CSIVolume view = whole(state, volume);
        return new CSIVolumeListStub(
                view.id(),
                view.namespace(),
                view.name(),
                view.externalId(),
                view.topologies(),
                view.accessMode(),
                view.attachmentMode(),
                view.readAllocs().size(),
                view.writeAllocs().size(),
                view.schedulable(),
                view.pluginId(),
                view.provider(),
                view.controllerRequired(),
                view.controllersHealthy(),
                view.controllersExpected(),
                view.nodesHealthy(),
                view.nodesExpected(),
                view.resourceExhausted(),
                view.createIndex(),
                view.modifyIndex(),
                view.createTime(),
                view.modifyTime());
    }

    /** Whether an allocation on the node claims the volume. */
    static boolean isOn(State state, CSIVolume volume, String nodeId) {
        return state.claims(VolumeId.of(volume)).stream()
                .anyMatch(claim -> claim.nodeId().startsWith(nodeId));
    }

    /** What all nodes together tell of a plugin. */
    private static final class Plugin {
        private String provider = "";
        private String version = "";
        private boolean controllerRequired;
        private int controllers;
        private int controllersHealthy;
        private int nodes;
        private int nodesHealthy;

        static Plugin of(State state, String id) {
            Plugin plugin = new Plugin();
            List<CSIInfo> told = new ArrayList<>();
            for (Node node : state.nodes()) {
                CSIInfo onNode = node.csiNodePlugins().get(id);
                if (onNode != null) {
                    plugin.nodes++;
                    plugin.nodesHealthy += onNode.healthy() ? 1 : 0;
                    told.add(onNode);
                }
                CSIInfo controller = node.csiControllerPlugins().get(id);
                if (controller != null) {
                    plugin.controllers++;
                    plugin.controllersHealthy += controller.healthy() ? 1 : 0;
                    told.add(controller);
                }
            }
            for (CSIInfo info : told) {
                plugin.provider = info.provider();
                plugin.version = info.providerVersion();
                plugin.controllerRequired |= info.requiresControllerPlugin();
            }
            return plugin;
        }

        boolean schedulable() {
            return nodesHealthy > 0 && (!controllerRequired || controllersHealthy > 0);
        }
    }
}
