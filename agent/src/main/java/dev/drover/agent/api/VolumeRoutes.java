package dev.drover.agent.api;

import dev.drover.agent.gate.Gate;
import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Lists;
import dev.drover.agent.http.Route;
import dev.drover.model.acl.AccessLevel;
import dev.drover.model.acl.Area;
import dev.drover.model.acl.NamespaceCapability;
import dev.drover.model.volume.CSIVolume;
import dev.drover.model.volume.CSIVolumeRegisterRequest;
import dev.drover.model.volume.CSIVolumeRegisterResponse;
import dev.drover.state.State;
import dev.drover.state.Table;
import dev.drover.state.VolumeId;
import dev.drover.state.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Volumes that exist at storage providers. What would need a plugin to act is answered by {@link MissingRoutes}. */
final class VolumeRoutes {
    private static final Set<Watch> WATCHED = Set.of(
            new Watch.Whole(Table.CSI_VOLUMES), new Watch.Whole(Table.ALLOCATIONS), new Watch.Whole(Table.NODES));

    private final Reads reads;
    private final Parts parts;

    VolumeRoutes(Reads reads, Parts parts) {
        this.reads = reads;
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/volumes", this::list),
                Route.write("/v1/volumes", this::register),
                Route.get("/v1/volume/csi/:volume_id", this::volume),
                Route.write("/v1/volume/csi/:volume_id", this::register),
                Route.delete("/v1/volume/csi/:volume_id", this::deregister),
                Route.get("/v1/volumes/claims", this::claims),
                Route.get("/v1/volume/host/:volume_id", request -> {
                    throw new HttpException(404, "volume not found");
                }));
    }

    /** There are lists of one type only; without a type, and of types that there are none of, they are empty. */
    private Answer list(ApiRequest request) {
        if (request.query("type").isEmpty()) {
            return Answer.of(List.of());
        }
        boolean csi = request.query("type").filter("csi"::equals).isPresent();
        return reads.read(
                request,
                WATCHED,
                (state, index) -> Lists.page(
                        request,
                        csi ? shown(request, state) : List.<CSIVolume>of(),
                        index,
                        CSIVolume::id,
                        volume -> VolumeId.of(volume).toString(),
                        volume -> VolumeViews.stub(state, volume)));
    }

    private static List<CSIVolume> shown(ApiRequest request, State state) {
        return state.csiVolumes().stream()
                .filter(volume -> Reads.inNamespace(request).test(volume.namespace()))
                .filter(volume -> request.query("plugin_id")
                        .map(volume.pluginId()::equals)
                        .orElse(true))
                .filter(volume -> request.query("node_id")
                        .map(node -> VolumeViews.isOn(state, volume, node))
                        .orElse(true))
                .toList();
    }

    /** Of volumes of the host that a group keeps for its next allocations; there are none as long as there are no such volumes. */
    private Answer claims(ApiRequest request) {
        return reads.read(request, WATCHED, (state, index) -> Answer.of(List.of(), index));
    }

    private Answer volume(ApiRequest request) {
        return reads.read(
                request,
                WATCHED,
                (state, index) -> Answer.of(
                        VolumeViews.whole(state, Reads.found(state.csiVolume(id(request)), "volume not found")),
                        index));
    }

    private static VolumeId id(ApiRequest request) {
        return new VolumeId(request.namespace(), request.parameter("volume_id"));
    }

    private Answer register(ApiRequest request) {
        CSIVolumeRegisterRequest body = request.body(CSIVolumeRegisterRequest.class);
        for (CSIVolume volume : body.volumes()) {
            String namespace = volume.namespace().isEmpty() ? request.namespace() : volume.namespace();
            require(request, namespace);
        }
        require(request, request.namespace());
        long index = parts.server().volumes().register(body.volumes(), request.namespace());
        return Answer.of(new CSIVolumeRegisterResponse(List.of(), "", Duration.ZERO, false, "", index), index);
    }

    private static void require(ApiRequest request, String namespace) {
        boolean allowed = request.acl().allows(namespace, NamespaceCapability.CSI_WRITE_VOLUME)
                && request.acl().allows(Area.PLUGIN, AccessLevel.READ);
        if (!allowed) {
            throw Gate.denied();
        }
    }

    private Answer deregister(ApiRequest request) {
        return Answer.done(parts.server().volumes().deregister(id(request), request.flag("force")));
    }
}
