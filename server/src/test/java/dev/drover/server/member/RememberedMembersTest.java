package dev.drover.server.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.gossip.Gossip;
import dev.drover.gossip.GossipConfig;
import dev.drover.gossip.KeyRing;
import dev.drover.gossip.SwimGossip;
import dev.drover.gossip.Timing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On real sockets of the loopback. */
class RememberedMembersTest {
    @TempDir
    private Path folder;

    private static Gossip gossip(String name, Gossip.Listener listener) throws IOException {
        return SwimGossip.start(
                new GossipConfig(name, "127.0.0.1", 0, "127.0.0.1", 0, Map.of(), KeyRing.empty(), Timing.usual()),
                listener);
    }

    private static String address(Gossip gossip) {
        return "127.0.0.1:" + gossip.self().port();
    }

    @Test
    void a_server_that_starts_again_knows_where_the_others_were_and_one_that_left_does_not() throws Exception {
        Path file = folder.resolve("members");
        assertThat(RememberedMembers.in(file)).isEmpty();
        ServerMembers members = ServerMembers.start(listener -> gossip("a", listener));
        try (Gossip first = members.gossip();
                RememberedMembers remembered = RememberedMembers.follow(file, members, "a")) {
            String other;
            try (Gossip second = gossip("b", (before, after) -> {})) {
                other = address(second);
                second.join(List.of(address(first)));
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> RememberedMembers.in(file).equals(List.of(other)));
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> first.members().stream()
                            .anyMatch(member -> member.status() != dev.drover.gossip.Member.Status.ALIVE));
            assertThat(RememberedMembers.in(file))
                    .as("those that are away are looked for again")
                    .containsExactly(other);

            remembered.forget();
            assertThat(folder).isEmptyDirectory();
        }
    }
}
