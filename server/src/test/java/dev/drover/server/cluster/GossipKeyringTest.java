package dev.drover.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.gossip.KeyRing;
import dev.drover.rpc.LinkSettings;
import dev.drover.server.ServerConfig;
import dev.drover.server.ServerException;
import dev.drover.server.member.GossipKeys.Action;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers in this process, on real sockets of the loopback; no log is needed for gossip. */
class GossipKeyringTest {
    private static final String FIRST = key(1);
    private static final String SECOND = key(2);

    @TempDir
    Path folder;

    private final List<ClusterServer> running = new ArrayList<>();

    private static String key(int filling) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) filling);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static InetSocketAddress free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), socket.getLocalPort());
        }
    }

    private ClusterServer start(String name, KeyRing keys) throws IOException {
        InetSocketAddress rpc = free();
        InetSocketAddress gossip = free();
        List<String> others = running.isEmpty() ? List.of() : List.of(gossipAddress(running.getFirst()));
        ClusterConfig config = new ClusterConfig(
                folder.resolve(name),
                name,
                "global",
                "dc1",
                "2.0.6",
                rpc,
                rpc,
                gossip,
                gossip,
                keys,
                0,
                new ClusterConfig.JoinSettings(others, List.of(), Duration.ofSeconds(1), 0, false),
                LinkSettings.DEFAULT,
                new ClusterConfig.LogSettings(1, 1_000, 1_000, false));
        ClusterServer server = ClusterServer.start(config, ServerConfig.dev(), Clock.systemUTC(), fault -> {});
        running.add(server);
        return server;
    }

    private static String gossipAddress(ClusterServer server) {
        return "127.0.0.1:" + server.members().gossip().self().port();
    }

    private List<ClusterServer> startAll(KeyRing... keys) throws IOException {
        for (int i = 0; i < keys.length; i++) {
            start("s" + i, keys[i]);
        }
        awaitMeeting(keys.length);
        return List.copyOf(running);
    }

    private void awaitMeeting(int servers) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> running.stream()
                        .allMatch(server -> server.members().present("global").size() == servers));
    }

    @AfterEach
    void stop() {
        running.forEach(ClusterServer::close);
    }

    @Test
    void a_key_is_changed_on_all_servers_and_stays_so_when_one_starts_again() throws Exception {
        List<ClusterServer> servers = startAll(KeyRing.of(FIRST), KeyRing.of(FIRST), KeyRing.of(FIRST));
        ClusterServer asked = servers.get(1);
        assertThat(asked.gossipKeys().ask(Action.INSTALL, SECOND).numNodes()).isEqualTo(3);
        assertThat(asked.gossipKeys().ask(Action.LIST, "").keys()).isEqualTo(Map.of(FIRST, 3, SECOND, 3));
        assertThatThrownBy(() -> asked.gossipKeys().ask(Action.REMOVE, FIRST))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("3/3 nodes reported failure")
                .hasMessageContaining("s0.global: the key is in use");
        asked.gossipKeys().ask(Action.USE, SECOND);
        asked.gossipKeys().ask(Action.REMOVE, FIRST);
        for (ClusterServer server : servers) {
            assertThat(server.gossipKeys().ask(Action.LIST, "").keys()).isEqualTo(Map.of(SECOND, 3));
        }
        Path file = folder.resolve("s2/gossip-keys");
        assertThat(file).hasContent(SECOND);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        running.removeLast().close();
        ClusterServer again = start("s2", KeyRing.of(FIRST));
        awaitMeeting(3);
        assertThat(again.gossipKeys().ask(Action.LIST, "").keys()).isEqualTo(Map.of(SECOND, 3));
    }

    @Test
    void a_key_that_a_server_lacks_is_used_by_none() throws Exception {
        KeyRing both = KeyRing.of(FIRST);
        both.install(SECOND);
        ClusterServer asked = startAll(both, KeyRing.of(FIRST)).getFirst();
        assertThatThrownBy(() -> asked.gossipKeys().ask(Action.USE, SECOND))
                .hasMessageContaining("1/2 nodes reported failure: s1.global: the key is not installed")
                .hasMessageContaining("nothing was changed");
        assertThat(both.keys()).containsExactly(FIRST, SECOND);
        assertThat(asked.gossipKeys().ask(Action.LIST, "").keys()).isEqualTo(Map.of(FIRST, 2, SECOND, 1));
    }

    @Test
    void without_encryption_it_is_said_how_to_have_it() throws Exception {
        ClusterServer asked = startAll(KeyRing.empty(), KeyRing.empty()).getFirst();
        assertThatThrownBy(() -> asked.gossipKeys().ask(Action.INSTALL, FIRST))
                .hasMessageContaining("2/2 nodes reported failure")
                .hasMessageContaining("set `encrypt`");
    }

    @Test
    void what_is_no_key_is_refused_before_any_server_is_asked() throws Exception {
        ClusterServer asked = startAll(KeyRing.of(FIRST)).getFirst();
        assertThatThrownBy(() -> asked.gossipKeys().ask(Action.INSTALL, "c2hvcnQ="))
                .isInstanceOfSatisfying(
                        ServerException.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(400))
                .hasMessageContaining("this one has 5");
    }

    @Test
    void a_file_of_keys_that_is_spoilt_stops_the_start_with_the_remedy() throws Exception {
        Files.createDirectories(folder.resolve("s0"));
        Files.writeString(folder.resolve("s0/gossip-keys"), "not a key\n");
        assertThatThrownBy(() -> start("s0", KeyRing.of(FIRST)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gossip-keys")
                .hasMessageContaining("delete it");
    }
}
