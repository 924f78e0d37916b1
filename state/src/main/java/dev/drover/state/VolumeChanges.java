package dev.drover.state;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.volume.CSIVolume;
import dev.drover.model.volume.CSIVolumeBuilder;
import dev.drover.state.command.VolumeCommand;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes volumes, and keeps which allocations claim them. */
final class VolumeChanges {
    private VolumeChanges() {}

    static void apply(Draft draft, VolumeCommand command) {
        switch (command) {
            case VolumeCommand.RegisterCsi change ->
                change.volumes().forEach(volume -> register(draft, volume, Times.nanos(change.time())));
            case VolumeCommand.DeregisterCsi change -> {
                if (conflict(draft.view(), change).isEmpty()) {
                    draft.tables.csiVolumes = draft.tables.csiVolumes.without(change.volume(), draft.edit);
                    draft.touch(Table.CSI_VOLUMES);
                }
            }
        }
    }

    private static void register(Draft draft, CSIVolume volume, long time) {
        VolumeId id = VolumeId.of(volume);
        CSIVolume before = draft.tables.csiVolumes.get(id);
        draft.tables.csiVolumes = draft.tables.csiVolumes.with(
                id,
                CSIVolumeBuilder.builder(volume)
                        .createIndex(before == null ? draft.index : before.createIndex())
                        .createTime(before == null ? time : before.createTime())
                        .modifyIndex(draft.index)
                        .modifyTime(time)
                        .build(),
                draft.edit);
        draft.touch(Table.CSI_VOLUMES);
    }

    /** Why the volume cannot go; nothing when it can. */
    static Optional<String> conflict(State state, VolumeCommand.DeregisterCsi change) {
        int claims = state.claims(change.volume()).size();
        return claims == 0 || change.force()
                ? Optional.empty()
                : Optional.of("volume " + change.volume().id() + " in use by " + claims
                        + " allocations; stop them first, or use force");
    }

    static void changed(Draft draft, @Nullable Allocation held, @Nullable Allocation holds) {
        if (held != null && draft.claimsVolumes(held.job())) {
            for (VolumeClaim claim : VolumeClaim.of(held)) {
                draft.tables.volumeClaims =
                        draft.tables.volumeClaims.without(claim.volume(), held.id(), draft.index, draft.edit);
            }
        }
        if (holds != null && draft.claimsVolumes(holds.job())) {
            for (VolumeClaim claim : VolumeClaim.of(holds)) {
                draft.tables.volumeClaims =
                        draft.tables.volumeClaims.with(claim.volume(), holds.id(), draft.index, draft.edit);
            }
        }
    }

    /** Whether the job claims volumes at all. */
    static boolean claims(@Nullable Job job) {
        return job != null && VolumeClaim.areOf(job);
    }
}
