package dev.drover.agent.offline;

import dev.drover.raft.Machine;
import dev.drover.raft.OfflineLog;
import dev.drover.raft.ReplicatedLog;
import dev.drover.state.State;
import dev.drover.state.StateMachine;
import dev.drover.state.StateStore;
import dev.drover.state.codec.CommandCodec;
import dev.drover.state.command.Command;
import dev.drover.state.snapshot.StateSnapshots;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The log and the state of a server that does not run. */
public final class OfflineServer {
    private final OfflineLog log;

    private OfflineServer(OfflineLog log) {
        this.log = log;
    }

    /**
     * Finds the log of a server.
     *
     * @param folder the {@code data_dir} of its agent, or what is inside: {@code server}, or {@code server/raft}
     * @throws IOException when there is none
     */
    public static OfflineServer open(Path folder) throws IOException {
        Path raft = Stream.of(folder.resolve("server").resolve("raft"), folder.resolve("raft"), folder)
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(folder);
        return new OfflineServer(OfflineLog.open(raft));
    }

    /**
     * What there is.
     *
     * @param snapshotIndex of the last entry in the newest snapshot; -1 without one
     * @param terms how many entries there are of each term
     * @param peers the servers of the group, {@code id at address}
     */
    public record Summary(
            String folder,
            long entries,
            long firstIndex,
            long lastIndex,
            long lastTerm,
            long snapshotIndex,
            Map<Long, Long> terms,
            List<String> peers) {}

    public Summary summary() throws IOException {
        OfflineLog.Summary found = log.summary();
        return new Summary(
                found.folder().toString(),
                found.length(),
                found.firstIndex(),
                found.lastIndex(),
                found.lastTerm(),
                found.snapshotIndex().orElse(-1),
                found.entriesOfTerms(),
                found.peers().stream()
                        .map(peer -> peer.id() + " at " + peer.address())
                        .toList());
    }

    /** Every entry of the log, as a tree that JSON is made of. */
    public List<Map<String, Object>> entries() throws IOException {
        List<Map<String, Object>> entries = new ArrayList<>();
        log.read(entry -> entries.add(tree(entry)));
        return entries;
    }

    private static Map<String, Object> tree(OfflineLog.Entry entry) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("Index", entry.index());
        tree.put("Term", entry.term());
        tree.put("Type", entry.kind().name().toLowerCase(Locale.ROOT));
        if (!entry.commands().isEmpty()) {
            tree.put(
                    "Commands",
                    entry.commands().stream().map(OfflineServer::command).toList());
        }
        if (!entry.peers().isEmpty()) {
            tree.put("Peers", entry.peers().stream().map(OfflineServer::peer).toList());
        }
        return tree;
    }

    private static Map<String, Object> command(byte[] bytes) {
        Command command = CommandCodec.decode(bytes);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("Type", CommandNames.of(command));
        tree.put("Content", CommandNames.tree(command));
        return tree;
    }

    private static Map<String, Object> peer(ReplicatedLog.Peer peer) {
        return Map.of("ID", peer.id(), "Address", peer.address());
    }

    /**
     * The state that the log leads to.
     *
     * @param lastIndex the last entry of the log to apply
     */
    public State state(long lastIndex) throws IOException {
        Replayed replayed = new Replayed();
        log.replay(replayed, lastIndex);
        return replayed.state;
    }

    private static final class Replayed implements Machine {
        private State state = new StateStore(1).snapshot();

        @Override
        public Object apply(byte[] command) {
            state = StateMachine.apply(state, state.index() + 1, CommandCodec.decode(command));
            return state.index();
        }

        @Override
        public void leading(long term) {
            throw new IllegalStateException("nobody leads a log that is only read");
        }

        @Override
        public void following() {
            throw new IllegalStateException("nobody follows in a log that is only read");
        }

        @Override
        public Snapshot snapshot() {
            State now = state;
            return out -> StateSnapshots.write(now, out);
        }

        @Override
        public void restore(InputStream in) throws IOException {
            state = StateSnapshots.read(in);
        }

        @Override
        public void failed(String reason) {
            throw new IllegalStateException(reason);
        }
    }
}
