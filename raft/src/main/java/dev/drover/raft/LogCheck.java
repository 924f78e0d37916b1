package dev.drover.raft;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at what a server finds on its disk before Ratis does: cuts off what a crash left half-written, finishes what it left half-renamed,
 * and finds damage. Reads every file of the log once.
 */
final class LogCheck {
    private static final System.Logger LOG = System.getLogger(LogCheck.class.getName());

    private LogCheck() {}

    static Optional<LogDamage> run(LogFolder folder) throws IOException {
        if (!Files.isDirectory(folder.root())) {
            return Optional.empty();
        }
        finishExchange(folder);
        long snapshot = -1;
        List<SnapshotFolder.Stored> snapshots = SnapshotFolder.stored(folder.snapshots());
        if (!snapshots.isEmpty()) {
            SnapshotFolder.Stored newest = snapshots.getFirst();
            try {
                SnapshotFile.verify(newest.file());
            } catch (IOException fault) {
                return Optional.of(new LogDamage(newest.file(), 0, String.valueOf(fault.getMessage())));
            }
            snapshot = newest.position().getIndex();
        }
        return Files.isDirectory(folder.log()) ? segments(folder.log(), snapshot) : Optional.empty();
    }

    /** Ratis exchanges the snapshot folder by two renames; between them there is none. */
    private static void finishExchange(LogFolder folder) throws IOException {
        if (Files.exists(folder.snapshots())) {
            return;
        }
        try (Stream<Path> files = Files.list(folder.root())) {
            Optional<Path> previous = files.filter(
                            file -> file.getFileName().toString().startsWith("sm.tmp"))
                    .max(Comparator.naturalOrder());
            if (previous.isPresent()) {
                Files.move(previous.get(), folder.snapshots());
            }
        }
    }

    private static Optional<LogDamage> segments(Path folder, long snapshot) throws IOException {
        long next = -1;
        for (Path file : files(folder)) {
            SegmentFile segment = SegmentFile.read(file);
            if (next >= 0 && segment.first() != next) {
                return Optional.of(
                        new LogDamage(folder, 0, "entries " + next + " to " + (segment.first() - 1) + " are missing"));
            }
            if (next < 0 && segment.first() > snapshot + 1) {
                return Optional.of(new LogDamage(
                        folder, 0, "entries " + (snapshot + 1) + " to " + (segment.first() - 1) + " are missing"));
            }
            switch (segment.check()) {
                case SegmentFile.Finding.Whole whole -> next = whole.last() + 1;
                case SegmentFile.Finding.Torn torn -> {
                    cut(file, torn.offset());
                    next = torn.last() + 1;
                }
                case SegmentFile.Finding.Damaged damaged -> {
                    return Optional.of(damaged.damage());
                }
            }
        }
        return Optional.empty();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(SegmentFile::isSegment)
                    .sorted(Comparator.comparingLong(SegmentFile::firstOf))
                    .toList();
        }
    }

    private static void cut(Path file, long offset) throws IOException {
        LOG.log(
                System.Logger.Level.INFO,
                "the last entry in {0} was not written to its end; it is cut off at {1}",
                file,
                offset);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(offset);
            channel.force(true);
        }
    }
}
