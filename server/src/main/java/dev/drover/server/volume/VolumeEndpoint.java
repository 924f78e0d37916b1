package dev.drover.server.volume;

import dev.drover.model.volume.CSIVolume;
import dev.drover.model.volume.CSIVolumeBuilder;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.state.State;
import dev.drover.state.VolumeId;
import dev.drover.state.command.VolumeCommand;
import java.util.List;
import java.util.Map;

/** Makes volumes known that exist at a storage provider, and forgets them. */
public final class VolumeEndpoint {
    /** How many volumes one request may bring. */
    private static final int MOST_VOLUMES = 1_000;

    private final Core core;

    public VolumeEndpoint(Core core) {
        this.core = core;
    }

    /**
     * Registers volumes, or changes what is known of them.
     *
     * @param namespace of volumes that name none
     * @return index of the change
     * @throws ServerException with status 400 when a volume makes no sense
     */
    public long register(List<CSIVolume> volumes, String namespace) {
        if (volumes.isEmpty() || volumes.size() > MOST_VOLUMES) {
            throw ServerException.badRequest(
                    "a registration has 1 to " + MOST_VOLUMES + " volumes, this one has " + volumes.size());
        }
        State state = core.state();
        List<CSIVolume> checked = volumes.stream()
                .map(volume -> volume.namespace().isEmpty()
                        ? CSIVolumeBuilder.builder(volume).namespace(namespace).build()
                        : volume)
                .map(volume -> checked(state, volume))
                .toList();
        return core.propose(new VolumeCommand.RegisterCsi(checked, core.now()));
    }

    /**
     * Forgets a volume that no allocation claims; its data stay.
     *
     * @param force forgets it even then
     * @return index of the change
     */
    public long deregister(VolumeId volume, boolean force) {
        if (core.state().csiVolume(volume).isEmpty()) {
            throw ServerException.notFound("volume not found: " + volume.id());
        }
        return core.propose(new VolumeCommand.DeregisterCsi(volume, force));
    }

    private static CSIVolume checked(State state, CSIVolume volume) {
        require(!volume.id().isEmpty(), "missing volume ID");
        require(!volume.pluginId().isEmpty(), "volume " + volume.id() + ": missing plugin_id");
        require(
                state.namespace(volume.namespace()).isPresent(),
                "volume " + volume.id() + ": namespace \"" + volume.namespace() + "\" does not exist");
        volume.requestedCapabilities()
                .forEach(capability -> require(
                        !capability.accessMode().isEmpty()
                                && !capability.attachmentMode().isEmpty(),
                        "volume " + volume.id() + ": a capability needs an access_mode and an attachment_mode"));
        require(
                !volume.requestedCapabilities().isEmpty()
                        || !volume.accessMode().isEmpty(),
                "volume " + volume.id() + ": must include at least one capability block");
        VolumeId id = VolumeId.of(volume);
        state.csiVolume(id).ifPresent(before -> {
            boolean same = before.pluginId().equals(volume.pluginId())
                    && before.externalId().equals(volume.externalId());
            require(
                    same || state.claims(id).isEmpty(),
                    "volume " + volume.id() + " is in use, so that its plugin and external id cannot change");
        });
        return CSIVolumeBuilder.builder(volume)
                .readAllocs(Map.of())
                .writeAllocs(Map.of())
                .allocations(List.of())
                .build();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw ServerException.badRequest(otherwise);
        }
    }
}
