package dev.drover.raft;

import java.nio.file.Path;

/**
 * Something in the folder of the log that is not what was written.
 *
 * @param offset where in the file, in bytes
 */
record LogDamage(Path file, long offset, String what) {
    String text() {
        return "the log is damaged: file " + file + " at offset " + offset + ": " + what;
    }
}
