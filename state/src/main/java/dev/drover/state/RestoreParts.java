package dev.drover.state;

import dev.drover.state.command.Blob;
import dev.drover.state.command.SnapshotCommand;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * The parts of a snapshot that have come so far.
 *
 * @param restoreId empty when nothing is being restored
 * @param bytes of all parts
 */
record RestoreParts(String restoreId, PVector<Blob> parts, long bytes) {
    static final RestoreParts NONE = new RestoreParts("", TreePVector.empty(), 0);

    /** Why the part does not belong here; nothing when it does, or is here already. */
    Optional<String> conflict(SnapshotCommand.Part part) {
        String name = "part " + part.number() + " of restore " + part.restoreId();
        if (part.bytes().length() > SnapshotCommand.LARGEST_PART) {
            return Optional.of(name + " has " + part.bytes() + "; a part may have " + SnapshotCommand.LARGEST_PART);
        }
        RestoreParts here = of(part.restoreId(), part.number());
        if (part.number() < 0 || part.number() > here.parts.size()) {
            return Optional.of(name + " came after only " + here.parts.size()
                    + " parts, because another restore began or some were lost; restore the snapshot again");
        }
        boolean known = part.number() < here.parts.size();
        if (known && !here.parts.get(part.number()).equals(part.bytes())) {
            return Optional.of(name + " has come before with other bytes");
        }
        return !known && here.bytes + part.bytes().length() > SnapshotCommand.LARGEST_SNAPSHOT
                ? Optional.of("the snapshot is larger than " + SnapshotCommand.LARGEST_SNAPSHOT
                        + " bytes, which is the limit")
                : Optional.empty();
    }

    private RestoreParts of(String id, int number) {
        return !id.equals(restoreId) && number == 0
                ? new RestoreParts(id, TreePVector.empty(), 0)
                : id.equals(restoreId) ? this : NONE;
    }

    RestoreParts with(SnapshotCommand.Part part) {
        RestoreParts here = of(part.restoreId(), part.number());
        return part.number() < here.parts.size()
                ? here
                : new RestoreParts(
                        part.restoreId(),
                        here.parts.plus(part.bytes()),
                        here.bytes + part.bytes().length());
    }

    InputStream stream() {
        List<InputStream> streams = parts.stream()
                .map(part -> (InputStream) new ByteArrayInputStream(part.toByteArray()))
                .toList();
        return new SequenceInputStream(Collections.enumeration(streams));
    }
}
