package dev.drover.keeper;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where a keeper lives. Only its owner may enter the folder, so that nobody else reaches the socket or the pipes. */
record KeeperFolder(Path path) {
    /** What Linux allows for the path of a socket, less one for its end. */
    private static final int LONGEST_SOCKET_BYTES = 107;

    /**
     * Makes the folder.
     *
     * @throws IOException when it cannot be made or its name is too long for a socket
     */
    static KeeperFolder make(Path path) throws IOException {
        Path real = Files.createDirectories(path).toRealPath();
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwx------"));
        KeeperFolder folder = new KeeperFolder(real);
        int length = folder.socketFile().toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_SOCKET_BYTES) {
            throw new IOException(
                    "the path " + folder.socketFile() + " has " + length + " bytes, but that of a socket may"
                            + " have no more than " + LONGEST_SOCKET_BYTES + "; choose a shorter data_dir");
        }
        return folder;
    }

    Path socketFile() {
        return path.resolve("socket");
    }

    UnixDomainSocketAddress address() {
        return UnixDomainSocketAddress.of(socketFile());
    }

    /** Held by the keeper for as long as it lives. */
    Path lock() {
        return path.resolve("lock");
    }

    Path log() {
        return path.resolve("keeper.log");
    }

    Path tasks() {
        return path.resolve("tasks");
    }
}
