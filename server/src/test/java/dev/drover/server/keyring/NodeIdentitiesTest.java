package dev.drover.server.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.acl.Secret;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.wire.Json;
import dev.drover.server.ServerException;
import dev.drover.server.TestCluster;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NodeIdentitiesTest {
    private static final Node STRANGER =
            NodeBuilder.builder(TestCluster.node("n9")).name("web-1").build();
    private static final Optional<Duration> USUAL = Optional.empty();

    private final TestCluster cluster = new TestCluster();
    private final NodeIdentities strict = identities(IntroductionSettings.Enforcement.STRICT);

    private NodeIdentities identities(IntroductionSettings.Enforcement enforcement) {
        return cluster.server
                .nodeIdentities()
                .with(new IntroductionSettings(enforcement, Duration.ofMinutes(5), Duration.ofMinutes(30)));
    }

    @BeforeEach
    void awaitKey() {
        cluster.await("a root key", state -> state.activeRootKey().isPresent());
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private static Map<String, Object> claims(Secret token) {
        return Json.readObject(Base64.getUrlDecoder().decode(token.reveal().split("\\.", -1)[1]));
    }

    @Test
    void strict_servers_take_a_node_that_was_introduced_and_no_other() {
        Secret good = strict.introduce("web-1", "", USUAL);
        assertThat(claims(good))
                .containsEntry("sub", "node-introduction:global:default:web-1:default")
                .containsEntry("nomad_node_name", "web-1")
                .containsEntry("nomad_node_pool", "default")
                .containsEntry("aud", "nomadproject.io");
        assertThatCode(() -> strict.admit(STRANGER, good, Secret.NONE)).doesNotThrowAnyException();
        assertRefused(Secret.NONE, "shows no introduction token");
        assertRefused(Secret.of("eyJ.eyJ.x"), "no key of this cluster");
        assertRefused(strict.introduce("web-2", "", USUAL), "for the node web-2");
        assertRefused(strict.introduce("", "gpu", USUAL), "for the pool gpu");
    }

    private void assertRefused(Secret introduction, String why) {
        assertThatThrownBy(() -> strict.admit(STRANGER, introduction, Secret.NONE))
                .isInstanceOfSatisfying(ServerException.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(403);
                    assertThat(refusal.text()).contains(why).contains("node intro create");
                });
    }

    @Test
    void an_introduction_ends() {
        Secret introduction = strict.introduce("", "", Optional.of(Duration.ofMinutes(10)));
        cluster.time.advance(Duration.ofMinutes(11));
        assertRefused(introduction, "has expired");
        assertThatThrownBy(() -> strict.introduce("", "", Optional.of(Duration.ofHours(1))))
                .isInstanceOfSatisfying(
                        ServerException.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(400));
    }

    @Test
    void a_node_that_was_known_needs_no_introduction() throws Exception {
        cluster.server.nodes().register(STRANGER);
        strict.admit(STRANGER, Secret.NONE, Secret.NONE);
        Secret identity = strict.identity("n9").orElseThrow();
        assertThat(claims(identity))
                .containsEntry("nomad_node_id", "n9")
                .containsEntry("nomad_node_pool", "default")
                .containsEntry("nomad_node_datacenter", STRANGER.datacenter());

        cluster.server.nodes().purge("n9");
        strict.admit(STRANGER, Secret.NONE, identity);
        Node other = NodeBuilder.builder(STRANGER).id("n8").build();
        assertThatThrownBy(() -> strict.admit(other, Secret.NONE, identity)).isInstanceOf(ServerException.class);
        cluster.time.advance(Duration.ofHours(25));
        assertRefused(Secret.NONE, "shows no introduction token");
        assertThatThrownBy(() -> strict.admit(STRANGER, Secret.NONE, identity)).isInstanceOf(ServerException.class);
    }

    @Test
    void servers_that_only_warn_take_strangers() {
        assertThatCode(() ->
                        identities(IntroductionSettings.Enforcement.WARN).admit(STRANGER, Secret.NONE, Secret.NONE))
                .doesNotThrowAnyException();
    }

    @Test
    void an_identity_is_no_introduction() {
        cluster.server.nodes().register(STRANGER);
        Secret identity = strict.identity("n9").orElseThrow();
        cluster.server.nodes().purge("n9");
        Node other = NodeBuilder.builder(STRANGER).id("n8").build();
        assertThatThrownBy(() -> strict.admit(other, identity, Secret.NONE))
                .hasMessageContaining("is one for something else");
    }
}
