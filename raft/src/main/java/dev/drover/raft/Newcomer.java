package dev.drover.raft;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;

/**
 * Keeps a server without a log from doing harm in a group that has one.
 *
 * <p>A server that lost its log (a damaged file, a new disk under the old name) has forgotten what it promised: which entries it holds,
 * whom it voted for. Raft counts on those promises. If it voted or confirmed entries right away, it could help to elect a leader
 * that lacks entries which the group has agreed on with this very server's help. So until it has been brought up by a leader that
 * knows it as new, such a server answers everything with {@link Answer#lost}. The leader that hears it takes the server out of the group
 * and adds it again ({@link Membership#readmit}). Taking it out needs a majority in which this server does not take part, and from
 * then on it is like any server that was never there before.
 *
 * <p>Servers that found a group have no log either. They are told by the list of founders, and take part only in what belongs to
 * the beginning of a log: votes for others without a log, and entries from the first one on.
 *
 * <p>The state is a file that goes away with the first entry that is applied. It keeps the founders too, for one that is restarted
 * before that.
 */
final class Newcomer {
    private static final String NAME = "newcomer";

    private final Path folder;
    private final Path file;
    private volatile List<ReplicatedLog.Peer> founders;
    private volatile boolean present;
    private volatile boolean admitted;

    private Newcomer(Path folder, List<ReplicatedLog.Peer> founders, boolean present) {
        this.folder = folder;
        file = folder.resolve(NAME);
        this.founders = founders;
        this.present = present;
        admitted = !present;
    }

    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(NAME));
    }

    /** A server that starts for the first time, or again after it lost its log. */
    static void mark(Path folder, List<ReplicatedLog.Peer> founders) throws IOException {
        Path file = folder.resolve(NAME);
        Path temporary = folder.resolve(NAME + ".tmp");
        List<String> lines =
                founders.stream().map(peer -> peer.id() + " " + peer.address()).toList();
        Files.write(temporary, lines, StandardCharsets.UTF_8);
        try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        SnapshotFile.sync(folder);
    }

    static Newcomer open(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return new Newcomer(folder, List.of(), false);
        }
        List<ReplicatedLog.Peer> founders = Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                .map(line -> line.split(" ", 2))
                .map(words -> new ReplicatedLog.Peer(words[0], words[1]))
                .toList();
        return new Newcomer(folder, founders, true);
    }

    List<ReplicatedLog.Peer> founders() {
        return founders;
    }

    /** The log of this server is lost. */
    void forget() throws IOException {
        admitted = false;
        founders = List.of();
        mark(folder, founders);
        present = true;
    }

    void checkVote(RequestVoteRequestProto request) throws Answer.LostLog {
        boolean beginning = request.getCandidateLastEntry().getIndex() <= 0;
        if (!admitted && !(beginning && !founders.isEmpty())) {
            throw new Answer.LostLog();
        }
    }

    void checkAppend(AppendEntriesRequestProto request) throws Answer.LostLog {
        if (admitted) {
            return;
        }
        boolean beginning = !founders.isEmpty() && !request.hasPreviousLog();
        if (!request.getInitializing() && !beginning) {
            throw new Answer.LostLog();
        }
        // A heartbeat that says nothing of the log is no sign that the log begins here.
        if (request.getInitializing() || request.getEntriesCount() > 0) {
            checkFirst(request);
            admitted = true;
        }
    }

    private static void checkFirst(AppendEntriesRequestProto request) throws Answer.LostLog {
        if (!request.getInitializing() && request.getEntries(0).getIndex() > 0) {
            throw new Answer.LostLog();
        }
    }

    void checkSnapshot(boolean joining) throws Answer.LostLog {
        if (!admitted && !joining) {
            throw new Answer.LostLog();
        }
        admitted = true;
    }

    void checkCandidacy() throws Answer.LostLog {
        if (!admitted) {
            throw new Answer.LostLog();
        }
    }

    /** An entry was applied, so there is a log. */
    void applied() {
        if (!present) {
            return;
        }
        admitted = true;
        try {
            Files.deleteIfExists(file);
            present = false;
        } catch (IOException full) {
            System.getLogger(Newcomer.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot delete " + file + "; trying again", full);
        }
    }
}
