package dev.drover.server.acl;

import dev.drover.server.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Lets a first token be made once more, by a file with the index of the last one: whoever can write to the leader's disk has the cluster
 * anyway.
 */
record BootstrapReset(Optional<Path> file) {
    /** What the file says, or 0 without one. */
    long index() {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return 0;
        }
        try {
            return Long.parseLong(Files.readString(file.get()).strip());
        } catch (IOException | NumberFormatException fault) {
            throw ServerException.badRequest(
                    "the file " + file.get() + " does not hold a reset index, a whole number: " + fault.getMessage());
        }
    }

    /** The file was good for one time. */
    void used() {
        if (file.isPresent()) {
            try {
                Files.deleteIfExists(file.get());
            } catch (IOException fault) {
                System.getLogger(BootstrapReset.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                () -> "delete " + file.get() + " by hand: " + fault.getMessage());
            }
        }
    }
}
