package dev.drover.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.acl.Secret;
import dev.drover.model.operator.RootKeyMeta;
import dev.drover.model.operator.RootKeyMetaBuilder;
import dev.drover.model.wire.Json;
import dev.drover.state.codec.CommandCodec;
import dev.drover.state.command.Blob;
import dev.drover.state.command.Command;
import dev.drover.state.command.KeyringCommand;
import dev.drover.state.command.SnapshotCommand;
import dev.drover.state.snapshot.StateHash;
import dev.drover.state.snapshot.StateSnapshots;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyringChangesTest {
    private final StateStore store = new StateStore();

    private static RootKey key(String id, String state) {
        return new RootKey(
                RootKeyMetaBuilder.builder()
                        .keyId(id)
                        .algorithm("aes256-gcm")
                        .createTime(7)
                        .state(state)
                        .build(),
                Secret.of("encryption-of-" + id),
                Secret.of("signing-of-" + id));
    }

    private State apply(Command command) {
        return store.apply(store.snapshot().index() + 1, CommandCodec.decode(CommandCodec.encode(command)));
    }

    private State add(RootKey key) {
        return apply(new KeyringCommand.Add(key, false, false));
    }

    private String state(String id) {
        return store.snapshot().rootKey(id).map(key -> key.meta().state()).orElse("gone");
    }

    private static byte[] snapshot(State state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StateSnapshots.write(state, bytes);
        return bytes.toByteArray();
    }

    @Test
    void a_new_active_key_makes_the_one_before_inactive() {
        add(key("a", RootKeyMeta.ACTIVE));
        State after = add(key("b", RootKeyMeta.ACTIVE));
        assertThat(state("a")).isEqualTo(RootKeyMeta.INACTIVE);
        assertThat(after.activeRootKey().map(RootKey::id)).contains("b");
        assertThat(after.index(Table.ROOT_KEYS)).isEqualTo(after.index());
    }

    @Test
    void a_full_rotation_leaves_nothing_with_the_keys_of_before() {
        add(key("a", RootKeyMeta.ACTIVE));
        add(key("b", RootKeyMeta.ACTIVE));
        apply(new KeyringCommand.Add(key("c", RootKeyMeta.ACTIVE), true, false));
        assertThat(state("a")).isEqualTo(RootKeyMeta.REKEYING);
        assertThat(state("b")).isEqualTo(RootKeyMeta.REKEYING);
        assertThat(state("c")).isEqualTo(RootKeyMeta.ACTIVE);
    }

    @Test
    void a_prepublished_key_leaves_the_active_one_until_it_takes_its_place() {
        add(key("a", RootKeyMeta.ACTIVE));
        add(key("b", RootKeyMeta.PREPUBLISHED));
        assertThat(state("a")).isEqualTo(RootKeyMeta.ACTIVE);
        apply(new KeyringCommand.SetState("b", RootKeyMeta.ACTIVE));
        assertThat(state("a")).isEqualTo(RootKeyMeta.INACTIVE);
        assertThat(state("b")).isEqualTo(RootKeyMeta.ACTIVE);
    }

    @Test
    void a_first_key_is_only_taken_where_none_is_active() {
        apply(new KeyringCommand.Add(key("a", RootKeyMeta.ACTIVE), false, true));
        Command second = new KeyringCommand.Add(key("b", RootKeyMeta.ACTIVE), false, true);
        assertThat(StateMachine.refusal(store.snapshot(), second)).contains("root key a is active already");
        apply(second);
        assertThat(state("b")).isEqualTo("gone");
    }

    @Test
    void the_active_key_cannot_be_deleted_and_others_can() {
        add(key("a", RootKeyMeta.ACTIVE));
        add(key("b", RootKeyMeta.ACTIVE));
        Command active = new KeyringCommand.Delete(List.of("b"));
        assertThat(StateMachine.refusal(store.snapshot(), active)).isPresent();
        apply(active);
        assertThat(state("b")).isEqualTo(RootKeyMeta.ACTIVE);
        apply(new KeyringCommand.Delete(List.of("a")));
        assertThat(state("a")).isEqualTo("gone");
    }

    @Test
    void a_snapshot_holds_keys_whole_unless_they_are_redacted() throws IOException {
        State before = add(key("a", RootKeyMeta.ACTIVE));
        byte[] whole = snapshot(before);
        State read = StateSnapshots.read(new ByteArrayInputStream(whole));
        assertThat(StateHash.of(read)).isEqualTo(StateHash.of(before));
        assertThat(read.rootKey("a").map(RootKey::signing)).contains(Secret.of("signing-of-a"));

        ByteArrayOutputStream redacted = new ByteArrayOutputStream();
        StateSnapshots.redact(new ByteArrayInputStream(whole), redacted);
        State without = StateSnapshots.read(new ByteArrayInputStream(redacted.toByteArray()));
        assertThat(without.rootKey("a").map(RootKey::meta))
                .isEqualTo(before.rootKey("a").map(RootKey::meta));
        assertThat(without.rootKey("a").map(RootKey::isWhole)).contains(false);
        assertThat(before.rootKey("a").map(RootKey::isWhole)).contains(true);
    }

    @Test
    void a_redacted_snapshot_does_not_cost_the_cluster_that_it_came_from_its_keys() throws Exception {
        byte[] bytes = snapshot(add(key("a", RootKeyMeta.ACTIVE)).withoutKeyMaterial());
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        apply(new SnapshotCommand.Part("r", 0, Blob.of(bytes)));
        State restored = apply(new SnapshotCommand.Install("r", 1, sha256));
        assertThat(restored.rootKey("a").map(RootKey::isWhole)).contains(true);
    }

    @Test
    void a_key_shows_what_it_is_made_of_to_nobody() {
        RootKey key = key("a", RootKeyMeta.ACTIVE);
        assertThat(key.toString()).doesNotContain("signing-of").doesNotContain("encryption-of");
        assertThat(new String(Json.writeBytes(List.of(key.meta())), StandardCharsets.UTF_8))
                .doesNotContain("signing-of");
    }
}
