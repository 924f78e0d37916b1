package dev.drover.raft;

import java.nio.file.Path;

/** Room on the disk of the log. A server stops before the disk is full, since a log that could not be written to has to be reopened. */
final class Room {
    private final Path folder;

    Room(Path folder) {
        this.folder = folder;
    }

    /** Whether entries may be written. Costs about a microsecond. */
    boolean enough() {
        return free() >= Limits.ROOM_BYTES;
    }

    /** Whether it is worth while to begin again; more than {@link #enough}, so that a disk at the edge does not make servers come and go. */
    boolean plenty() {
        return free() >= 2 * Limits.ROOM_BYTES;
    }

    String complaint() {
        return "the disk of " + folder + " is full: " + (free() >> 20) + " MiB are free, and "
                + (Limits.ROOM_BYTES >> 20) + " MiB are needed; make room and this server goes on by itself";
    }

    private long free() {
        return folder.toFile().getUsableSpace();
    }
}
