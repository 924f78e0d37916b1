package dev.drover.state;

import dev.drover.model.operator.RootKeyMeta;
import dev.drover.model.operator.RootKeyMetaBuilder;
import dev.drover.state.command.KeyringCommand;
import java.util.List;
import java.util.Optional;

/** Changes root keys. One key at most is active. */
final class KeyringChanges {
    private KeyringChanges() {}

    static void apply(Draft draft, KeyringCommand command) {
        switch (command) {
            case KeyringCommand.Add change -> {
                if (conflict(draft.view(), change).isEmpty()) {
                    add(draft, change);
                }
            }
            case KeyringCommand.SetState(String id, String state) -> {
                RootKey key = draft.tables.rootKeys.get(id);
                if (key != null) {
                    if (state.equals(RootKeyMeta.ACTIVE)) {
                        retire(draft, List.of(RootKeyMeta.ACTIVE), RootKeyMeta.INACTIVE);
                    }
                    put(draft, key.withState(state, draft.index));
                }
            }
            case KeyringCommand.Delete change -> {
                if (conflict(draft.view(), change).isEmpty()) {
                    for (String id : change.ids()) {
                        draft.tables.rootKeys = draft.tables.rootKeys.without(id, draft.edit);
                    }
                    draft.touch(Table.ROOT_KEYS);
                }
            }
        }
    }

    /** Why a first key is not wanted; nothing when it is, or when it is not the first. */
    static Optional<String> conflict(State state, KeyringCommand.Add change) {
        return state.activeRootKey()
                .filter(active -> change.first() && active.isWhole())
                .map(active -> "root key " + active.id() + " is active already");
    }

    static Optional<String> conflict(State state, KeyringCommand.Delete change) {
        return state.activeRootKey()
                .filter(active -> change.ids().contains(active.id()))
                .map(active ->
                        "root key " + active.id() + " is active and cannot be removed; rotate the keyring first");
    }

    private static void add(Draft draft, KeyringCommand.Add change) {
        RootKey key = change.key();
        if (change.rekey()) {
            retire(draft, List.of(RootKeyMeta.ACTIVE, RootKeyMeta.INACTIVE), RootKeyMeta.REKEYING);
        } else if (key.isActive()) {
            retire(draft, List.of(RootKeyMeta.ACTIVE), RootKeyMeta.INACTIVE);
        }
        RootKeyMeta meta = RootKeyMetaBuilder.builder(key.meta())
                .createIndex(draft.index)
                .modifyIndex(draft.index)
                .build();
        put(draft, new RootKey(meta, key.encryption(), key.signing()));
    }

    private static void retire(Draft draft, List<String> states, String to) {
        for (RootKey key : List.copyOf(draft.tables.rootKeys.values())) {
            if (states.contains(key.meta().state())) {
                put(draft, key.withState(to, draft.index));
            }
        }
    }

    private static void put(Draft draft, RootKey key) {
        draft.tables.rootKeys = draft.tables.rootKeys.with(key.id(), key, draft.edit);
        draft.touch(Table.ROOT_KEYS);
    }

    /** A redacted snapshot, restored where it came from, does not cost the cluster its keys. */
    static void keepMaterial(Tables restored, State present) {
        for (RootKey key : List.copyOf(restored.rootKeys.values())) {
            RootKey known = present.rootKey(key.id()).orElse(key);
            if (!key.isWhole() && known.isWhole()) {
                restored.rootKeys =
                        restored.rootKeys.with(key.id(), new RootKey(key.meta(), known.encryption(), known.signing()));
            }
        }
    }
}
