package dev.drover.client.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;

/** Id and secret of a node. With a state folder they are kept in {@code client-id} and {@code secret-id}, so that a restart is the same node. */
public record NodeIdentity(String id, String secret) {
    /** Reads or makes them. */
    public static NodeIdentity of(Optional<Path> stateDir) {
        return new NodeIdentity(
                stateDir.map(folder -> kept(folder.resolve("client-id"))).orElseGet(NodeIdentity::fresh),
                stateDir.map(folder -> kept(folder.resolve("secret-id"))).orElseGet(NodeIdentity::fresh));
    }

    private static String fresh() {
        return UUID.randomUUID().toString();
    }

    private static String kept(Path file) {
        try {
            if (Files.exists(file)) {
                return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
            }
            Files.createDirectories(file.getParent());
            String id = fresh();
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, id);
            return id;
        } catch (IOException fault) {
            throw new UncheckedIOException("the node's id cannot be kept in " + file, fault);
        }
    }
}
