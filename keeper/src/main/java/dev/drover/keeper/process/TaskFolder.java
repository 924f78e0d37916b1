package dev.drover.keeper.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The folder of one process, outside of what the task can write: its pipes and the record of it. Only the owner may enter.
 *
 * <p>Nothing here is forced to disk: when the machine goes down, so do the processes that it tells of.
 */
record TaskFolder(Path path) {
    private static final System.Logger LOGGER = System.getLogger(TaskFolder.class.getName());

    static TaskFolder create(Path root) throws IOException {
        Files.createDirectories(root);
        return new TaskFolder(Files.createTempDirectory(root, "task-"));
    }

    static List<TaskFolder> all(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory).map(TaskFolder::new).toList();
        }
    }

    /** A name that no other process of the folder above has, now or later. */
    String id() {
        return String.valueOf(path.getFileName());
    }

    Path pipe(String output) {
        return path.resolve(output);
    }

    private Path record() {
        return path.resolve("record");
    }

    void save(ProcessRecord process) throws IOException {
        Path fresh = path.resolve("record.new");
        try (OutputStream out = Files.newOutputStream(fresh)) {
            process.properties().store(out, null);
        }
        Files.move(fresh, record(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Empty when nothing was started here. */
    Optional<ProcessRecord> load() {
        Properties all = new Properties();
        try (InputStream in = Files.newInputStream(record())) {
            all.load(in);
            return Optional.of(ProcessRecord.of(all));
        } catch (IOException | IllegalArgumentException fault) {
            LOGGER.log(Level.WARNING, "{0} tells of no process: {1}", path, fault.getMessage());
            return Optional.empty();
        }
    }

    void delete() {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(path);
        } catch (IOException | UncheckedIOException fault) {
            LOGGER.log(Level.DEBUG, "{0} cannot be deleted: {1}", path, fault.getMessage());
        }
    }
}
