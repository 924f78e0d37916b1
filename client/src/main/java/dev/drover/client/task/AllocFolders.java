package dev.drover.client.task;

import dev.drover.client.host.MemoryFolder;
import dev.drover.driver.FileIsolation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * The folders of one allocation: {@code alloc/} is shared by its tasks, and each task has one of its own.
 *
 * @param root {@code <alloc dir>/<allocation id>}
 */
public record AllocFolders(Path root) {
    /** Folders below a task's own that are nobody else's business. */
    public static final Set<String> PRIVATE = Set.of("secrets", "private");

    private static final long PRIVATE_BYTES = 1 << 20;
    private static final int OPEN = 0777;
    private static final int STICKY = 01777;
    private static final int OWNER_ONLY = 0700;

    public Path shared() {
        return root.resolve("alloc");
    }

    public Path logs() {
        return shared().resolve("logs");
    }

    public Path data() {
        return shared().resolve("data");
    }

    public Path task(String name) {
        return root.resolve(name);
    }

    public Path local(String task) {
        return task(task).resolve("local");
    }

    public Path secrets(String task) {
        return task(task).resolve("secrets");
    }

    /** Makes the shared folders. */
    public void createShared() throws IOException {
        Files.createDirectories(root);
        make(shared(), OPEN);
        make(logs(), OPEN);
        make(data(), OPEN);
        make(shared().resolve("tmp"), OPEN);
    }

    /**
     * Makes the folders of one task, those of {@link #PRIVATE} in memory where that can be. What exists stays. Users that only an image
     * knows must be able to read secrets, so where the task sees just what is mounted for it, the folder above keeps others out.
     */
    void createTask(String name, FileIsolation isolation, long secretBytes) throws IOException {
        boolean mounted = isolation == FileIsolation.IMAGE;
        createRoot(name);
        Files.setAttribute(task(name), "unix:mode", mounted ? OWNER_ONLY : OPEN);
        make(local(name), OPEN);
        int mode = mounted ? OPEN : OWNER_ONLY;
        make(secrets(name), mode);
        MemoryFolder.make(secrets(name), secretBytes, mode);
        make(hidden(name), OWNER_ONLY);
        MemoryFolder.make(hidden(name), PRIVATE_BYTES, OWNER_ONLY);
        make(task(name).resolve("tmp"), STICKY);
    }

    /** Makes the folder of one task, for data of another that is moved into it. */
    public void createRoot(String name) throws IOException {
        make(task(name), OWNER_ONLY);
    }

    /** What the task itself does not see. */
    Path hidden(String task) {
        return task(task).resolve("private");
    }

    /** Gives back the memory of a task that has ended for good, with its secrets. */
    public void forgetSecrets(String task) throws IOException {
        MemoryFolder.free(secrets(task));
        MemoryFolder.free(hidden(task));
    }

    /** Permissions are set afterwards, since the process's mask takes some away while making. */
    private static void make(Path folder, int mode) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(folder);
            Files.setAttribute(folder, "unix:mode", mode);
        }
    }

    /** Deletes everything, without following links out of it. */
    public void delete() {
        try {
            if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
                for (Path mounted : MemoryFolder.below(root)) {
                    MemoryFolder.free(mounted);
                }
                Files.walkFileTree(root, new Deletion());
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        /** A task that is just ending may take files away itself. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
            if (fault instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw fault;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException fault) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
