package dev.drover.state;

import dev.drover.state.command.Blob;
import dev.drover.state.command.SnapshotCommand;
import dev.drover.state.snapshot.StateSnapshots;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Replaces everything by a snapshot. Records keep the indexes that they had, so that the state goes on after the higher of the two
 * indexes; each table, and all that is watched, counts as changed there. Of a root key whose material was taken out of the snapshot that
 * is kept which is there.
 */
final class RestoreChanges {
    private RestoreChanges() {}

    static Optional<String> conflict(State state, SnapshotCommand.Part part) {
        return state.tables.restore.conflict(part);
    }

    static void collect(Draft draft, SnapshotCommand.Part part) {
        if (draft.tables.restore.conflict(part).isEmpty()) {
            draft.tables.restore = draft.tables.restore.with(part);
        }
    }

    static Optional<String> conflict(State state, SnapshotCommand.Install install) {
        return switch (read(state.tables.restore, install)) {
            case Read.Whole whole -> Optional.empty();
            case Read.Refused refused -> Optional.of(refused.reason());
        };
    }

    /** A snapshot that cannot be used changes nothing; its parts are dropped either way. */
    static Transition install(Draft draft, SnapshotCommand.Install install) {
        Read read = read(draft.tables.restore, install);
        if (install.restoreId().equals(draft.tables.restore.restoreId())) {
            draft.tables.restore = RestoreParts.NONE;
        }
        return switch (read) {
            case Read.Whole(State restored) -> replace(restored, draft.view(), draft.index);
            case Read.Refused refused -> draft.finish();
        };
    }

    private static Transition replace(State restored, State present, long index) {
        long at = Math.max(index, restored.index() + 1);
        Tables tables = restored.tables.copy();
        tables.restoredAt = at;
        tables.restore = RestoreParts.NONE;
        KeyringChanges.keepMaterial(tables, present);
        EnumMap<Table, Long> all = new EnumMap<>(Table.class);
        Set<Watch> changed = new HashSet<>();
        for (Table table : Table.values()) {
            all.put(table, at);
            changed.add(new Watch.Whole(table));
        }
        tables.indexes.putAll(all);
        return new Transition(new State(tables, at), changed, true);
    }

    private sealed interface Read {
        record Whole(State state) implements Read {}

        record Refused(String reason) implements Read {}
    }

    private static Read read(RestoreParts restore, SnapshotCommand.Install install) {
        if (!restore.restoreId().equals(install.restoreId()) || restore.parts().size() != install.parts()) {
            int there = restore.restoreId().equals(install.restoreId())
                    ? restore.parts().size()
                    : 0;
            return new Read.Refused("of the " + install.parts() + " parts of restore " + install.restoreId() + " "
                    + there + " are there; restore the snapshot again");
        }
        String sha256 = sha256(restore);
        if (!sha256.equals(install.sha256())) {
            return new Read.Refused("the snapshot was damaged on the way: its SHA-256 is " + sha256 + " and should be "
                    + install.sha256());
        }
        try {
            return new Read.Whole(StateSnapshots.read(restore.stream()));
        } catch (IOException damaged) {
            return new Read.Refused(String.valueOf(damaged.getMessage()));
        }
    }

    private static String sha256(RestoreParts restore) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Blob part : restore.parts()) {
                digest.update(part.toByteArray());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
