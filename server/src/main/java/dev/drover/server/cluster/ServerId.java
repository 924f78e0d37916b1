package dev.drover.server.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** The id of a server, drawn at its first start and kept in a file, for the group of servers knows its members by id. */
final class ServerId {
    private ServerId() {}

    static String in(Path folder) throws IOException {
        Path file = folder.resolve("node-id");
        if (Files.exists(file)) {
            String id = Files.readString(file).strip();
            try {
                return UUID.fromString(id).toString();
            } catch (IllegalArgumentException fault) {
                throw new IOException(
                        file + " holds \"" + id + "\", which is not an id of a server; restore the file, or move "
                                + folder + " away to start as a new server",
                        fault);
            }
        }
        String id = UUID.randomUUID().toString();
        Path fresh = Files.writeString(folder.resolve("node-id.new"), id + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return id;
    }
}
