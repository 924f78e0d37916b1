package dev.drover.state;

import dev.drover.model.volume.CSIVolume;

/** A volume is known by its id within its namespace. */
public record VolumeId(String namespace, String id) implements Comparable<VolumeId> {
    public static VolumeId of(CSIVolume volume) {
        return new VolumeId(volume.namespace(), volume.id());
    }

    @Override
    public int compareTo(VolumeId other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return namespace + "/" + id;
    }
}
