package dev.drover.server.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.operator.RootKeyMeta;
import dev.drover.server.ServerException;
import dev.drover.server.TestCluster;
import dev.drover.state.RootKey;
import dev.drover.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RootKeysTest {
    private static final Duration INTERVAL = KeyringSettings.usual().gcInterval();

    private final TestCluster cluster = new TestCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    private RootKey first() {
        return cluster.await("a first key", state -> state.activeRootKey().isPresent())
                .activeRootKey()
                .orElseThrow();
    }

    private RootKeyMeta rotate() {
        return cluster.server.keyring().rotate("", false, Optional.empty());
    }

    private static String state(State state, String id) {
        return state.rootKey(id).map(key -> key.meta().state()).orElse("gone");
    }

    private String state(String id) {
        return state(cluster.server.state(), id);
    }

    /** Lets the leader look after the keys, which takes a while since the time of the test stands still meanwhile. */
    private State after(Duration time, String what, java.util.function.Predicate<State> condition) {
        Instant end = cluster.time.instant().plus(time);
        while (cluster.time.instant().isBefore(end)) {
            cluster.time.advance(INTERVAL);
        }
        return cluster.await(what, state -> {
            if (condition.test(state)) {
                return true;
            }
            // A round may have been under way while time went on.
            cluster.time.advance(Duration.ofSeconds(10));
            return false;
        });
    }

    @Test
    void the_leader_makes_a_first_key() {
        RootKeyMeta key = first().meta();
        assertThat(key.algorithm()).isEqualTo("aes256-gcm");
        assertThat(key.createTime()).isPositive();
        assertThat(KeyringEndpoint.list(cluster.server.state())).containsExactly(key);
    }

    @Test
    void a_rotation_makes_another_key_active_and_keeps_the_one_before() {
        RootKey before = first();
        cluster.time.advance(Duration.ofSeconds(1));
        RootKeyMeta after = rotate();
        assertThat(after.state()).isEqualTo(RootKeyMeta.ACTIVE);
        assertThat(state(before.id())).isEqualTo(RootKeyMeta.INACTIVE);
        assertThat(KeyringEndpoint.list(cluster.server.state()))
                .extracting(RootKeyMeta::keyId)
                .containsExactly(after.keyId(), before.id());
    }

    @Test
    void a_full_rotation_ends_with_deprecated_keys() {
        RootKey before = first();
        cluster.server.keyring().rotate("aes256-gcm", true, Optional.empty());
        cluster.await("the end of rekeying", state -> state(state, before.id()).equals(RootKeyMeta.DEPRECATED));
    }

    @Test
    void a_prepublished_key_becomes_active_when_its_time_has_come() {
        RootKey before = first();
        Instant publish = cluster.time.instant().plus(Duration.ofHours(1));
        RootKeyMeta next = cluster.server.keyring().rotate("", false, Optional.of(publish));
        assertThat(next.state()).isEqualTo(RootKeyMeta.PREPUBLISHED);
        assertThat(state(before.id())).isEqualTo(RootKeyMeta.ACTIVE);
        assertThat(cluster.server.keyring().publicKeys(cluster.server.state()).toString())
                .as("others can get it before it signs")
                .contains(next.keyId());
        after(
                Duration.ofHours(2),
                "the next key",
                state -> state(state, next.keyId()).equals(RootKeyMeta.ACTIVE));
        assertThat(state(before.id())).isNotEqualTo(RootKeyMeta.ACTIVE);
    }

    @Test
    void what_cannot_be_rotated_to_is_refused_with_the_reason() {
        first();
        Optional<Instant> later = Optional.of(cluster.time.instant().plusSeconds(60));
        assertThatThrownBy(() -> cluster.server.keyring().rotate("", true, later))
                .isInstanceOfSatisfying(
                        ServerException.class,
                        refused -> assertThat(refused.status()).isEqualTo(400));
        assertThatThrownBy(() -> cluster.server.keyring().rotate("rot13", false, Optional.empty()))
                .hasMessageContaining("aes256-gcm");
    }

    @Test
    void a_key_is_made_known_at_half_time_and_old_ones_without_use_go() {
        RootKey old = first();
        State half = after(
                Duration.ofHours(361), "a next key", state -> state.rootKeys().size() == 2);
        RootKey next = half.rootKeys().stream()
                .filter(key -> !key.id().equals(old.id()))
                .findFirst()
                .orElseThrow();
        assertThat(next.meta().state()).isEqualTo(RootKeyMeta.PREPUBLISHED);
        after(
                Duration.ofHours(363),
                "the next key to be alone",
                state -> state(state, next.id()).equals(RootKeyMeta.ACTIVE)
                        && state(state, old.id()).equals("gone"));
    }

    @Test
    void the_active_key_and_those_in_use_stay() {
        RootKey used = first();
        cluster.server.nodes().register(TestCluster.node("node"));
        cluster.register(TestCluster.job("web", "service", 1, 100));
        Allocation allocation = cluster.awaitLive("web", 1).getFirst();
        assertThat(allocation.signingKeyId()).isEqualTo(used.id());
        RootKeyMeta active = rotate();

        KeyringEndpoint keyring = cluster.server.keyring();
        assertThatThrownBy(() -> keyring.delete(active.keyId(), true)).hasMessageContaining("rotate first");
        assertThatThrownBy(() -> keyring.delete(used.id(), false)).hasMessageContaining("in use");
        assertThatThrownBy(() -> keyring.delete("nosuch", false))
                .isInstanceOfSatisfying(
                        ServerException.class,
                        refused -> assertThat(refused.status()).isEqualTo(404));

        cluster.report(allocation.id(), ClientStatus.FAILED);
        cluster.report(allocation.id(), ClientStatus.COMPLETE);
        keyring.delete(
                used.id(),
                cluster.live("web").stream()
                        .anyMatch(live -> live.signingKeyId().equals(used.id())));
        assertThat(state(used.id())).isEqualTo("gone");
    }

    @Test
    void force_deletes_a_key_in_use() {
        RootKey used = first();
        cluster.server.nodes().register(TestCluster.node("node"));
        cluster.register(TestCluster.job("web", "service", 1, 100));
        cluster.awaitLive("web", 1);
        rotate();
        cluster.server.keyring().delete(used.id(), true);
        assertThat(state(used.id())).isEqualTo("gone");
        assertThat(List.copyOf(cluster.server.state().rootKeys())).hasSize(1);
    }
}
