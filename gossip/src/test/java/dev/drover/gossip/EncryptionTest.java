package dev.drover.gossip;

import static dev.drover.gossip.TestPool.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.gossip.Member.Status;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionTest {
    private static final byte[] HEADER = {1, 2};

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32})
    void members_with_the_same_key_find_each_other_and_tell_news(int length) throws Exception {
        try (TestPool pool = new TestPool()) {
            TestPool.Node a = pool.start("a", KeyRing.of(key(length, 1)), Map.of());
            TestPool.Node b = pool.start("b", KeyRing.of(key(length, 1)), Map.of());
            assertThat(b.gossip().join(List.of(a.address())).errors()).isEmpty();
            b.gossip().updateTags(Map.of("told", "over UDP"));
            await().until(() -> a.view("b").orElseThrow().tags().containsKey("told"));
        }
    }

    @Test
    void a_member_with_another_key_or_none_cannot_join_and_is_told_why() throws Exception {
        try (TestPool pool = new TestPool()) {
            TestPool.Node a = pool.start("a", KeyRing.of(key(32, 1)), Map.of());
            TestPool.Node wrong = pool.start("wrong", KeyRing.of(key(32, 2)), Map.of());
            TestPool.Node plain = pool.start("plain", KeyRing.empty(), Map.of());
            assertThat(wrong.gossip().join(List.of(a.address())).errors())
                    .singleElement()
                    .asString()
                    .contains("another or no `encrypt` key");
            assertThat(plain.gossip().join(List.of(a.address())).errors())
                    .singleElement()
                    .asString()
                    .contains("another or no `encrypt` key");
            assertThat(a.gossip().join(List.of(plain.address())).joined()).isZero();
            assertThat(a.gossip().members()).extracting(Member::name).containsExactly("a");
            assertThat(plain.gossip().members()).extracting(Member::name).containsExactly("plain");
        }
    }

    @Test
    void a_key_is_changed_while_everybody_goes_on() throws Exception {
        try (TestPool pool = new TestPool()) {
            KeyRing first = KeyRing.of(key(32, 1));
            KeyRing second = KeyRing.of(key(32, 1));
            TestPool.Node a = pool.start("a", first, Map.of());
            TestPool.Node b = pool.start("b", second, Map.of());
            b.gossip().join(List.of(a.address()));
            for (KeyRing ring : List.of(first, second)) {
                ring.install(key(32, 2));
            }
            first.use(key(32, 2));
            a.gossip().updateTags(Map.of("step", "one uses the new key"));
            await().until(() -> b.view("a").orElseThrow().tags().containsKey("step"));
            second.use(key(32, 2));
            for (KeyRing ring : List.of(first, second)) {
                ring.remove(key(32, 1));
            }
            b.gossip().updateTags(Map.of("step", "the old key is gone"));
            await().until(() -> a.view("b").orElseThrow().tags().containsKey("step"));
            assertThat(first.keys()).containsExactly(key(32, 2));
            pool.awaitAll(Status.ALIVE, "a", "b");
        }
    }

    @Test
    void what_was_changed_on_the_way_is_not_read() {
        KeyRing ring = KeyRing.of(key(32, 1));
        byte[] sealed = ring.encrypt(HEADER, new byte[] {7, 8, 9});
        assertThat(ring.decrypt(HEADER, sealed)).contains(new byte[] {7, 8, 9});
        assertThat(ring.decrypt(new byte[] {1, 3}, sealed)).isEmpty();
        sealed[sealed.length - 1] ^= 1;
        assertThat(ring.decrypt(HEADER, sealed)).isEmpty();
    }

    @Test
    void a_ring_refuses_what_would_lock_members_out() {
        KeyRing ring = KeyRing.of(key(32, 1));
        assertThatThrownBy(() -> ring.use(key(32, 2))).hasMessageContaining("not installed");
        assertThatThrownBy(() -> ring.remove(key(32, 1))).hasMessageContaining("in use");
        assertThatThrownBy(() -> KeyRing.of(key(31, 1)))
                .hasMessageContaining("32 bytes")
                .hasMessageContaining("31");
        assertThatThrownBy(() -> KeyRing.of("no base64!")).hasMessageContaining("base64");
    }

    private static String key(int length, int seed) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) seed);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
