package dev.drover.state.command;

import dev.drover.model.volume.CSIVolume;
import dev.drover.state.VolumeId;
import java.time.Instant;
import java.util.List;

/** Changes of volumes. */
public sealed interface VolumeCommand extends Command {
    /** Makes known volumes that exist already. */
    record RegisterCsi(List<CSIVolume> volumes, Instant time) implements VolumeCommand {}

    /**
     * Forgets a volume; its data stay where they are.
     *
     * @param force whether it goes although allocations claim it; otherwise the command changes nothing then
     */
    record DeregisterCsi(VolumeId volume, boolean force) implements VolumeCommand {}
}
