package dev.drover.model.volume;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The volume mount of the wire. */
@RecordBuilder
public record VolumeMount(
        @Wire("Volume") String volume,
        @Wire("Destination") String destination,
        @Wire("ReadOnly") boolean readOnly,
        @Wire("PropagationMode") String propagationMode,
        @Wire("SELinuxLabel") String seLinuxLabel) {
    public VolumeMount {
        volume = Defaults.text(volume);
        destination = Defaults.text(destination);
        propagationMode = Defaults.text(propagationMode);
        seLinuxLabel = Defaults.text(seLinuxLabel);
    }
}
