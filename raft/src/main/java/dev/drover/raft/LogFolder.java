package dev.drover.raft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;

/** Where Ratis keeps what: one folder a group, in it the log and the vote ({@code current}) and the snapshots ({@code sm}). */
record LogFolder(Path folder, Path root) {
    /** Whether Ratis has run here, for any group. */
    static boolean isIn(Path folder) {
        try {
            return groups(folder).stream().anyMatch(group -> Files.exists(group.resolve("current/raft-meta")));
        } catch (IOException unreadable) {
            return true;
        }
    }

    /**
     * The folder of a group.
     *
     * @throws IOException when there is another group's
     */
    static LogFolder of(Path folder, UUID group, String name) throws IOException {
        for (Path found : groups(folder)) {
            if (!found.getFileName().toString().equals(group.toString())) {
                throw new IOException("folder " + folder + " holds the log of another group than \"" + name
                        + "\"; give this server the folder or the group that it had before");
            }
        }
        return new LogFolder(folder, folder.resolve(group.toString()));
    }

    Path log() {
        return root.resolve("current");
    }

    Path snapshots() {
        return root.resolve("sm");
    }

    /** The group as Ratis noted it last; empty when it did not, or when that cannot be read. */
    List<ReplicatedLog.Peer> lastPeers() {
        try {
            byte[] noted = Files.readAllBytes(log().resolve("raft-meta.conf"));
            return LogEntryProto.parseFrom(noted).getConfigurationEntry().getPeersList().stream()
                    .map(peer -> new ReplicatedLog.Peer(peer.getId().toStringUtf8(), peer.getAddress()))
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** Moves everything next to the folder of the log, where nothing looks for it. */
    Path moveAside() throws IOException {
        String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now(ZoneOffset.UTC));
        Path aside = folder.resolveSibling(folder.getFileName() + ".damaged-" + time);
        Files.createDirectories(aside);
        Files.move(root, aside.resolve(root.getFileName()));
        return aside;
    }

    private static List<Path> groups(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isDirectory).filter(LogFolder::isGroup).toList();
        }
    }

    private static boolean isGroup(Path folder) {
        try {
            UUID.fromString(folder.getFileName().toString());
            return true;
        } catch (IllegalArgumentException other) {
            return false;
        }
    }
}
