package dev.drover.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.client.servers.UnreachableServersException;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.ACLTokenBuilder;
import dev.drover.model.acl.NodeProof;
import dev.drover.model.acl.Secret;
import dev.drover.rpc.RemoteException;
import dev.drover.rpc.message.AclCalls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeTokensTest {
    private static final Secret SECRET = Secret.of("11111111-2222-3333-4444-555555555555");
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    private final Servers servers = new Servers();
    private final SetClock clock = new SetClock();
    private final NodeTokens tokens = new NodeTokens(servers, Duration.ofSeconds(30), clock);

    private static final class SetClock extends Clock {
        private Instant now = START;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static final class Servers implements NodeTokens.Question {
        private boolean reachable = true;
        private boolean known = true;
        private int asked;

        @Override
        public AclCalls.Holder ask(Secret secret) {
            if (!reachable) {
                throw new UnreachableServersException("nobody there");
            }
            asked++;
            if (!known) {
                throw new RemoteException(403, "ACL token not found");
            }
            ACLToken token = ACLTokenBuilder.builder()
                    .accessorId("a")
                    .type(ACLToken.MANAGEMENT)
                    .expirationTime(START.plus(Duration.ofHours(1)))
                    .build();
            return new AclCalls.Holder(token, List.of(), null);
        }

        @Override
        public boolean continues(NodeProof proof) {
            if (!reachable) {
                throw new UnreachableServersException("nobody there");
            }
            return proof.isBy(SECRET);
        }
    }

    @Test
    void servers_are_asked_once_until_the_answer_is_old() throws Exception {
        assertThat(tokens.callerOf(SECRET).acl().isManagement()).isTrue();
        tokens.callerOf(SECRET);
        assertThat(servers.asked).isEqualTo(1);

        clock.now = START.plusSeconds(31);
        tokens.callerOf(SECRET);
        assertThat(servers.asked).isEqualTo(2);
    }

    @Test
    void who_was_known_stays_known_while_no_server_can_be_asked() throws Exception {
        tokens.callerOf(SECRET);
        servers.reachable = false;
        clock.now = START.plus(Duration.ofMinutes(10));

        assertThat(tokens.callerOf(SECRET).token()).isPresent();
        assertThatThrownBy(() -> tokens.callerOf(Secret.of("of-somebody-else")))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("No cluster leader");
    }

    @Test
    void a_token_expires_although_no_server_can_be_asked() throws Exception {
        tokens.callerOf(SECRET);
        servers.reachable = false;
        clock.now = START.plus(Duration.ofHours(2));

        assertThatThrownBy(() -> tokens.callerOf(SECRET)).hasMessageContaining("ACL token expired");
    }

    @Test
    void a_deleted_token_is_forgotten() throws Exception {
        tokens.callerOf(SECRET);
        servers.known = false;
        clock.now = START.plusSeconds(31);
        assertThatThrownBy(() -> tokens.callerOf(SECRET)).hasMessageContaining("ACL token not found");

        servers.reachable = false;
        assertThatThrownBy(() -> tokens.callerOf(SECRET)).hasMessageContaining("No cluster leader");
    }

    @Test
    void without_servers_no_node_gets_data() throws Exception {
        NodeProof proof = NodeProof.of("n", SECRET, "alloc");
        assertThat(tokens.continues(proof)).isTrue();

        servers.reachable = false;
        assertThatThrownBy(() -> tokens.continues(proof)).hasMessageContaining("No cluster leader");
    }
}
