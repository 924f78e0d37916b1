package dev.drover.network;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.Wire;
import dev.drover.model.wire.WireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What has to be known to take a network away again, kept in a file so that a later process of the agent can do it.
 *
 * @param result of the plugins as JSON; empty while they are at work
 */
public record NetworkRecord(
        @Wire("Request") NetworkRequest request,
        @Wire("Result") String result) {
    private static final String FILE = "network.json";

    public NetworkRecord {
        result = Defaults.text(result);
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path fresh = Files.write(folder.resolve(FILE + ".new"), Json.writeBytes(this));
        Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Empty when there is none, or it is damaged: what it stood for is then found by the name of its namespace. */
    static Optional<NetworkRecord> read(Path folder) throws IOException {
        try {
            return Optional.of(Json.read(NetworkRecord.class, Files.readAllBytes(folder.resolve(FILE))));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (WireException damaged) {
            System.getLogger(NetworkRecord.class.getName())
                    .log(System.Logger.Level.WARNING, "{0} is damaged: {1}", folder, damaged.getMessage());
            return Optional.empty();
        }
    }
}
