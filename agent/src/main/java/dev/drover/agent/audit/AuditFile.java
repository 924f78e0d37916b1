package dev.drover.agent.audit;

import dev.drover.agent.config.AuditSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file of records, a line each. One that is too large or too old gets the time into its name, {@code audit-1790000000000000000.log}
 * (nanoseconds since 1970), and a new one is begun. Each line is handed to the operating system before {@link #write} returns, so it outlives the
 * process; it is not forced to the disk.
 */
final class AuditFile implements AutoCloseable {
    private static final int NANOS = 1_000_000_000;

    private final Path path;
    private final AuditSettings.Sink settings;
    private final Clock clock;
    private FileChannel channel;
    private Instant since;
    private long lastName;

    private AuditFile(Path path, AuditSettings.Sink settings, Clock clock, FileChannel channel, Instant since) {
        this.path = path;
        this.settings = settings;
        this.clock = clock;
        this.channel = channel;
        this.since = since;
    }

    /**
     * Goes on with the file, or begins it.
     *
     * @throws IOException when it cannot be opened for writing
     */
    static AuditFile open(Path path, AuditSettings.Sink settings, Clock clock) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            restrict(
                    folder,
                    Set.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE));
        }
        Instant since = Files.exists(path)
                ? Files.readAttributes(path, BasicFileAttributes.class)
                        .creationTime()
                        .toInstant()
                : clock.instant();
        return new AuditFile(path, settings, clock, begin(path, settings), since);
    }

    private static FileChannel begin(Path path, AuditSettings.Sink settings) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.position(channel.size());
        if (Files.isRegularFile(path)) {
            // Not what a link to a device or a pipe leads to.
            restrict(path, settings.mode());
        }
        return channel;
    }

    private static void restrict(Path path, Set<PosixFilePermission> mode) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(mode);
        }
    }

    /**
     * Adds a line.
     *
     * @throws IOException when it is not written; nothing of it is then in the file, as far as that can be
     */
    synchronized void write(byte[] line) throws IOException {
        if (isFull(line.length)) {
            rotate();
        }
        long before = channel.position();
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException fault) {
            // The disk may be full: what follows must not stand on the same line as a piece of this one.
            try {
                channel.truncate(before);
            } catch (IOException notTruncated) {
                fault.addSuppressed(notTruncated);
            }
            throw fault;
        }
    }

    private boolean isFull(int more) throws IOException {
        long size = channel.position();
        boolean large = settings.rotateBytes() > 0 && size + more > settings.rotateBytes();
        boolean old =
                settings.rotateAfter().isPositive() && !clock.instant().isBefore(since.plus(settings.rotateAfter()));
        return size > 0 && (large || old);
    }

    private void rotate() throws IOException {
        Instant now = clock.instant();
        lastName = Math.max(lastName + 1, now.getEpochSecond() * NANOS + now.getNano());
        Files.move(path, path.resolveSibling(prefix() + lastName + suffix()));
        FileChannel next = begin(path, settings);
        channel.close();
        channel = next;
        since = now;
        if (settings.maxFiles() > 0) {
            List<Path> earlier = earlier();
            for (Path old : earlier.subList(0, Math.max(0, earlier.size() - settings.maxFiles()))) {
                Files.deleteIfExists(old);
            }
        }
    }

    private String prefix() {
        String name = String.valueOf(path.getFileName());
        return name.substring(0, name.length() - suffix().length()) + "-";
    }

    private String suffix() {
        String name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot);
    }

    /** The files before this one, the oldest first. */
    private List<Path> earlier() throws IOException {
        try (Stream<Path> files = Files.list(path.toAbsolutePath().getParent())) {
            return files.filter(file -> isEarlier(String.valueOf(file.getFileName())))
                    .sorted()
                    .toList();
        }
    }

    private boolean isEarlier(String name) {
        return name.length() > prefix().length() + suffix().length()
                && name.startsWith(prefix())
                && name.endsWith(suffix())
                && name.substring(prefix().length(), name.length() - suffix().length())
                        .chars()
                        .allMatch(Character::isDigit);
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
