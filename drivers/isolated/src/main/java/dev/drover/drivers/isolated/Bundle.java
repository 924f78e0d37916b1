package dev.drover.drivers.isolated;

import dev.drover.model.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder from which a runtime makes one container. It stays for as long as the task, for commands that are run inside.
 *
 * @param folder its name is that of the container
 */
record Bundle(Path folder) {
    static Bundle of(Path bundles, String taskKey) {
        return new Bundle(bundles.resolve(name(taskKey)));
    }

    /** What runtimes take as a name; different for different tasks. */
    static String name(String taskKey) {
        String clean = taskKey.replace('/', '.').replaceAll("[^A-Za-z0-9_.-]", "_");
        return clean.equals(taskKey.replace('/', '.')) ? clean : clean + "-" + Integer.toHexString(taskKey.hashCode());
    }

    /** All that were written. */
    static List<Bundle> all(Path bundles) {
        if (!Files.isDirectory(bundles)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(bundles)) {
            return folders.map(Bundle::new).toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }

    String name() {
        return String.valueOf(folder.getFileName());
    }

    Path pidFile() {
        return folder.resolve("pid");
    }

    Path log() {
        return folder.resolve("log");
    }

    void write(Map<String, Object> config) throws IOException {
        Files.createDirectories(folder);
        Files.write(config(), Json.writeBytes(config));
    }

    private Path config() {
        return folder.resolve("config.json");
    }

    /** Describes a command, in a folder of its own, with all that the task's process has: user, rights and environment. */
    Path writeCommand(List<String> words, boolean terminal) throws IOException {
        if (!(Json.readObject(Files.readAllBytes(config())).get("process") instanceof Map<?, ?> task)) {
            throw new IOException(config() + " tells of no process");
        }
        Map<String, Object> process = new LinkedHashMap<>();
        task.forEach((name, value) -> process.put(String.valueOf(name), value));
        process.put("args", words);
        process.put("terminal", terminal);
        if (terminal && process.get("env") instanceof List<?> variables) {
            process.put(
                    "env",
                    Stream.concat(Stream.of("TERM=xterm"), variables.stream()).toList());
        }
        Path session = Files.createTempDirectory(folder, "session-");
        Files.write(session.resolve("process.json"), Json.writeBytes(process));
        return session;
    }

    void delete() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException fault) {
            throw fault.getCause();
        }
    }
}
