package dev.drover.raft;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.SnapshotRetentionPolicy;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.jspecify.annotations.Nullable;

/** The snapshots of this server, named by term and index. Ratis puts into the same folder what a leader sends. */
final class SnapshotFolder implements StateMachineStorage {
    private static final Pattern NAME = Pattern.compile("snapshot\\.(\\d+)_(\\d+)");

    private volatile @Nullable Path folder;
    private volatile @Nullable Stored latest;

    /** A snapshot that is there. */
    record Stored(TermIndex position, Path file) implements SnapshotInfo {
        @Override
        public TermIndex getTermIndex() {
            return position;
        }

        @Override
        public List<FileInfo> getFiles() {
            return List.of(new FileInfo(file, null));
        }
    }

    @Override
    public void init(RaftStorage storage) throws IOException {
        folder = storage.getStorageDir().getStateMachineDir().toPath();
        refresh();
    }

    /** Looks again at what is there. */
    Optional<Stored> refresh() throws IOException {
        // While Ratis exchanges the folder for one that a leader sent, there is none for a moment.
        if (Files.isDirectory(there())) {
            List<Stored> stored = stored(there());
            latest = stored.isEmpty() ? null : stored.getFirst();
        }
        return Optional.ofNullable(latest);
    }

    /** Writes a snapshot and lets go of the oldest ones. */
    void write(Seat.Moment moment) throws IOException {
        TermIndex at = moment.position();
        SnapshotFile.write(there(), "snapshot." + at.getTerm() + "_" + at.getIndex(), moment.snapshot());
        refresh();
        tidy();
    }

    /** Deletes what is neither one of the newest snapshots nor being written. */
    void tidy() throws IOException {
        List<Stored> stored = stored(there());
        for (Stored old : stored.subList(Math.min(Limits.SNAPSHOTS_KEPT, stored.size()), stored.size())) {
            Files.deleteIfExists(old.file());
        }
    }

    /** The snapshots in a folder, newest first. */
    static List<Stored> stored(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(file -> named(file).stream())
                    .sorted(Comparator.comparing(Stored::position).reversed())
                    .toList();
        }
    }

    private static Optional<Stored> named(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches()
                ? Optional.of(new Stored(
                        TermIndex.valueOf(Long.parseLong(name.group(1)), Long.parseLong(name.group(2))), file))
                : Optional.empty();
    }

    private Path there() {
        Path path = folder;
        if (path == null) {
            throw new IllegalStateException("the folder of the log is not open yet");
        }
        return path;
    }

    @Override
    public @Nullable SnapshotInfo getLatestSnapshot() {
        return latest;
    }

    /** Index of the last entry in the newest snapshot; -1 when there is none. */
    long latestIndex() {
        Stored newest = latest;
        return newest == null ? -1 : newest.position().getIndex();
    }

    @Override
    public void format() {
        // An empty folder is all that is needed.
    }

    @Override
    public void cleanupOldSnapshots(SnapshotRetentionPolicy policy) throws IOException {
        tidy();
    }

    @Override
    public @Nullable File getSnapshotDir() {
        Path path = folder;
        return path == null ? null : path.toFile();
    }
}
