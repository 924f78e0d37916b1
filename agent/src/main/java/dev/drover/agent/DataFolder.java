package dev.drover.agent;

import dev.drover.agent.config.ConfigException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder {@code data_dir}, where an agent keeps what has to outlive it. It belongs to one agent at a time, which a lock sees to, and says
 * which layout its files have, so that an older program leaves alone what it would misread.
 */
public final class DataFolder implements AutoCloseable {
    /** The layout that this program writes and the newest that it reads. To be raised when older programs cannot read what is written. */
    static final int LAYOUT = 1;

    private static final String VERSION_FILE = "version";
    private static final String LOCK_FILE = "agent.lock";

    /** Where a server of Nomad keeps its log. */
    private static final String LOG_OF_NOMAD = "server/raft/raft.db";

    private final Path path;
    private final FileChannel lockFile;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Makes the folder if need be, takes it for this process and checks its version.
     *
     * @throws ConfigException when it cannot be used, saying why and what to do
     */
    public static DataFolder open(Path path) {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new ConfigException("data_dir " + path + " is a file; name a folder");
        }
        FileChannel lockFile = null;
        try {
            Files.createDirectories(path);
            lockFile = FileChannel.open(
                    path.resolve(LOCK_FILE),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            lock(path, lockFile);
            checkVersion(path);
            return new DataFolder(path, lockFile);
        } catch (IOException fault) {
            close(lockFile);
            throw new ConfigException("data_dir " + path + " cannot be used (" + reason(fault) + "): the agent runs as "
                    + System.getProperty("user.name")
                    + ", who has to be able to read and write it; change its owner, or"
                    + " name another folder");
        } catch (ConfigException refusal) {
            close(lockFile);
            throw refusal;
        }
    }

    private static void lock(Path path, FileChannel file) throws IOException {
        FileLock lock = null;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            // As with another process: the lock stays null.
        }
        if (lock == null) {
            throw new ConfigException("data_dir " + path + " is in use by another agent" + holder(path)
                    + "; end that one, or give this one a data_dir of its own");
        }
        byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8);
        file.truncate(0);
        file.write(ByteBuffer.wrap(pid), 0);
    }

    private static String holder(Path path) {
        try {
            return " (process " + Files.readString(path.resolve(LOCK_FILE)).strip() + ")";
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static void checkVersion(Path path) throws IOException {
        Path file = path.resolve(VERSION_FILE);
        if (!Files.exists(file)) {
            if (Files.exists(path.resolve(LOG_OF_NOMAD))) {
                throw new ConfigException(
                        "data_dir " + path + " holds the data of a Nomad server, which Drover cannot take over;"
                                + " name an empty folder and register the jobs anew");
            }
            Path fresh = path.resolve(VERSION_FILE + ".new");
            Files.writeString(fresh, LAYOUT + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        String text = Files.readString(file).strip();
        if (!text.matches("[0-9]{1,9}")) {
            throw new ConfigException(file + " does not hold a version of the data folder: \"" + shortened(text)
                    + "\"; is " + path + " really the data_dir of an agent?");
        }
        if (Integer.parseInt(text) > LAYOUT) {
            throw new ConfigException("data_dir " + path + " was written by a newer program (layout " + text
                    + ", this one knows up to " + LAYOUT
                    + "); start the newer program again. To go back nevertheless, restore a"
                    + " snapshot from before the change into an empty data_dir");
        }
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }

    private static String reason(IOException fault) {
        String kind = fault.getClass().getSimpleName().replace("Exception", "");
        return fault.getMessage() == null ? kind : kind + ": " + fault.getMessage();
    }

    public Path path() {
        return path;
    }

    /** Leaves the folder to others. */
    @Override
    public void close() {
        close(lockFile);
    }

    private static void close(@Nullable FileChannel file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException fault) {
            System.getLogger(DataFolder.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            () -> "the lock of data_dir was not released: " + fault.getMessage());
        }
    }
}
