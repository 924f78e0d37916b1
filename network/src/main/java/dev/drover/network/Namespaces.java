package dev.drover.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Network namespaces of the kernel that have a name, by the program {@code ip} of iproute2. */
record Namespaces(Path folder) {
    static final Path FOLDER = Path.of("/run/netns");
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");

    Path path(String name) {
        return folder.resolve(name);
    }

    boolean exists(String name) {
        return Files.exists(path(name));
    }

    void create(String name) throws NetworkException, InterruptedException {
        if (!exists(name)) {
            ip("netns", "add", name);
        }
    }

    void delete(String name) throws NetworkException, InterruptedException {
        if (exists(name)) {
            ip("netns", "delete", name);
        }
    }

    /** The names that begin so. */
    List<String> named(String prefix) throws NetworkException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (IOException fault) {
            throw new NetworkException("network namespaces cannot be listed: " + fault.getMessage());
        }
    }

    private static void ip(String... words) throws NetworkException, InterruptedException {
        List<String> command = Stream.concat(Stream.of("ip"), Stream.of(words)).toList();
        Program.Outcome outcome = Program.run(command, ENVIRONMENT, new byte[0]);
        if (outcome.status() != 0) {
            throw new NetworkException(String.join(" ", command) + ": " + outcome.errors());
        }
    }
}
