package dev.drover.raft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.server.protocol.TermIndex;

/**
 * The log of a server that does not run, to be looked at. Nothing is changed, not even what a crash left half-written. What is at the end
 * of the log may never have been agreed on: only the group knows.
 */
public final class OfflineLog {
    private final LogFolder folder;
    private final List<Path> files;
    private final Optional<SnapshotFolder.Stored> snapshot;

    private OfflineLog(LogFolder folder, List<Path> files, Optional<SnapshotFolder.Stored> snapshot) {
        this.folder = folder;
        this.files = files;
        this.snapshot = snapshot;
    }

    /**
     * Finds a log.
     *
     * @param folder that the server was started with
     * @throws IOException when there is none, or it cannot be read
     */
    public static OfflineLog open(Path folder) throws IOException {
        List<Path> groups;
        try (Stream<Path> inside = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            groups = inside.filter(group -> Files.isDirectory(group.resolve("current")))
                    .toList();
        }
        if (groups.size() != 1) {
            throw new IOException("there is no log of a server in " + folder
                    + "; name the data_dir of an agent that runs a server without -dev");
        }
        UUID group = UUID.fromString(groups.getFirst().getFileName().toString());
        LogFolder log = LogFolder.of(folder, group, group.toString());
        try (Stream<Path> inside = Files.list(log.log())) {
            List<Path> files = inside.filter(SegmentFile::isSegment)
                    .sorted(Comparator.comparingLong(SegmentFile::firstOf))
                    .toList();
            return new OfflineLog(
                    log, files, SnapshotFolder.stored(log.snapshots()).stream().findFirst());
        }
    }

    /** What an entry of the log is for. */
    public enum Kind {
        COMMANDS,
        PIECE,
        CONFIGURATION,
        METADATA,
        UNKNOWN
    }

    /**
     * An entry of the log.
     *
     * @param commands that are whole in it
     * @param peers of the group from here on, for a configuration
     */
    public record Entry(long term, long index, Kind kind, List<byte[]> commands, List<ReplicatedLog.Peer> peers) {}

    /** Takes entries in their order. */
    @FunctionalInterface
    public interface Reader {
        void entry(Entry entry) throws IOException;
    }

    /**
     * What there is.
     *
     * @param length how many entries
     * @param firstIndex 0 without entries, as {@code lastIndex} and {@code lastTerm}
     * @param entriesOfTerms how many entries of each term
     * @param snapshotIndex of the last entry in the newest snapshot; empty without one
     */
    public record Summary(
            Path folder,
            long length,
            long firstIndex,
            long lastIndex,
            long lastTerm,
            TreeMap<Long, Long> entriesOfTerms,
            OptionalLong snapshotIndex,
            List<ReplicatedLog.Peer> peers) {}

    public Summary summary() throws IOException {
        long[] seen = {0, 0, 0, 0};
        TreeMap<Long, Long> terms = new TreeMap<>();
        read(entry -> {
            seen[0]++;
            seen[1] = seen[0] == 1 ? entry.index() : seen[1];
            seen[2] = entry.index();
            seen[3] = entry.term();
            terms.merge(entry.term(), 1L, Long::sum);
        });
        OptionalLong index = snapshot.stream()
                .mapToLong(stored -> stored.position().getIndex())
                .findFirst();
        return new Summary(folder.root(), seen[0], seen[1], seen[2], seen[3], terms, index, folder.lastPeers());
    }

    /** Reads all entries that are on disk. */
    public void read(Reader reader) throws IOException {
        for (Path file : files) {
            for (LogEntryProto entry : SegmentFile.read(file).entries()) {
                reader.entry(described(entry));
            }
        }
    }

    private static Entry described(LogEntryProto entry) throws IOException {
        return switch (entry.getLogEntryBodyCase()) {
            case STATEMACHINELOGENTRY ->
                switch (commandsOf(entry)) {
                    case Entries.Commands whole -> entry(entry, Kind.COMMANDS, whole.commands(), List.of());
                    case Entries.Piece piece -> entry(entry, Kind.PIECE, List.of(), List.of());
                    case Entries.Unknown unknown -> entry(entry, Kind.UNKNOWN, List.of(), List.of());
                };
            case CONFIGURATIONENTRY ->
                entry(
                        entry,
                        Kind.CONFIGURATION,
                        List.of(),
                        entry.getConfigurationEntry().getPeersList().stream()
                                .map(peer -> new ReplicatedLog.Peer(peer.getId().toStringUtf8(), peer.getAddress()))
                                .toList());
            case METADATAENTRY -> entry(entry, Kind.METADATA, List.of(), List.of());
            case LOGENTRYBODY_NOT_SET -> entry(entry, Kind.UNKNOWN, List.of(), List.of());
        };
    }

    private static Entry entry(LogEntryProto entry, Kind kind, List<byte[]> commands, List<ReplicatedLog.Peer> peers) {
        return new Entry(entry.getTerm(), entry.getIndex(), kind, commands, peers);
    }

    private static Entries commandsOf(LogEntryProto entry) throws IOException {
        return Entries.read(entry.getStateMachineLogEntry().getLogData());
    }

    /**
     * Brings a machine to where the log leads: the newest snapshot, and what comes after it.
     *
     * @param machine in its first state
     * @param lastIndex the last entry to apply; entries in the snapshot are always applied
     */
    public void replay(Machine machine, long lastIndex) throws IOException {
        Seat seat = new Seat(machine);
        if (snapshot.isPresent()) {
            Path file = snapshot.get().file();
            SnapshotFile.verify(file);
            seat.restore(snapshot.get().position(), () -> SnapshotFile.open(file));
        }
        for (Path file : files) {
            for (LogEntryProto entry : SegmentFile.read(file).entries()) {
                if (entry.hasStateMachineLogEntry() && entry.getIndex() <= lastIndex) {
                    seat.apply(TermIndex.valueOf(entry.getTerm(), entry.getIndex()), commandsOf(entry));
                }
            }
        }
    }
}
