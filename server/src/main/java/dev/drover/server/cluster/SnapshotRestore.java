package dev.drover.server.cluster;

import dev.drover.server.ServerException;
import dev.drover.server.log.Log;
import dev.drover.state.command.Blob;
import dev.drover.state.command.SnapshotCommand;
import dev.drover.state.snapshot.SnapshotException;
import dev.drover.state.snapshot.StateSnapshots;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Takes an archive into the log, in parts that fit an entry, so that every server comes to the same state at the same place. */
final class SnapshotRestore {
    private static final int PART_BYTES = 1 << 20;

    private SnapshotRestore() {}

    /** Checks the whole archive before anything of it goes into the log. */
    static long into(Log log, InputStream in) throws IOException {
        Path file = Files.createTempFile("drover-restore-", ".snap");
        try {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            try (InputStream archive = Files.newInputStream(file)) {
                StateSnapshots.inspect(archive);
            } catch (SnapshotException damaged) {
                throw ServerException.badRequest("failed to restore: " + damaged.getMessage());
            }
            return propose(log, file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static long propose(Log log, Path file) throws IOException {
        String restore = UUID.randomUUID().toString();
        MessageDigest digest = sha256();
        int parts = 0;
        try (InputStream archive = Files.newInputStream(file)) {
            for (byte[] part = archive.readNBytes(PART_BYTES);
                    part.length > 0;
                    part = archive.readNBytes(PART_BYTES)) {
                digest.update(part);
                log.propose(new SnapshotCommand.Part(restore, parts, Blob.of(part)));
                parts++;
            }
        }
        String sum = HexFormat.of().formatHex(digest.digest());
        return log.propose(new SnapshotCommand.Install(restore, parts, sum));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
