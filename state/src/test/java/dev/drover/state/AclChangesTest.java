package dev.drover.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.acl.ACLPolicy;
import dev.drover.model.acl.ACLPolicyBuilder;
import dev.drover.model.acl.ACLPolicyRules;
import dev.drover.model.acl.ACLRole;
import dev.drover.model.acl.ACLRoleBuilder;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.ACLTokenBuilder;
import dev.drover.model.acl.OneTimeToken;
import dev.drover.model.acl.Secret;
import dev.drover.model.wire.Json;
import dev.drover.state.codec.CommandCodec;
import dev.drover.state.command.AclCommand;
import dev.drover.state.command.Command;
import dev.drover.state.event.EventCursor;
import dev.drover.state.event.Subscription;
import dev.drover.state.snapshot.StateHash;
import dev.drover.state.snapshot.StateSnapshots;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AclChangesTest {
    private final StateStore store = new StateStore();

    private static ACLToken token(String accessor, String secret) {
        return ACLTokenBuilder.builder()
                .accessorId(accessor)
                .secretId(Secret.of(secret))
                .type(ACLToken.CLIENT)
                .policies(List.of("readers"))
                .createTime(Samples.NOW)
                .build();
    }

    private static ACLPolicy policy(String name) {
        return ACLPolicyBuilder.builder()
                .name(name)
                .rulesJson(ACLPolicyRules.NONE)
                .build();
    }

    /** Applies what comes out of the log's own bytes, as other servers do. */
    private State apply(Command command) {
        return store.apply(store.snapshot().index() + 1, CommandCodec.decode(CommandCodec.encode(command)));
    }

    @Test
    void a_token_is_found_by_its_accessor_and_its_secret_until_it_is_gone() {
        apply(new AclCommand.UpsertTokens(List.of(token("a", "s1"), token("b", "s2"))));
        assertThat(store.snapshot().aclToken(Secret.of("s2")).map(ACLToken::accessorId))
                .contains("b");
        assertThat(store.snapshot().aclToken("a").map(ACLToken::secretId)).contains(Secret.of("s1"));
        State after = apply(new AclCommand.DeleteTokens(List.of("b", "unknown")));
        assertThat(after.aclToken(Secret.of("s2"))).isEmpty();
        assertThat(after.aclTokens()).hasSize(1);
    }

    @Test
    void the_first_token_is_made_once_unless_the_index_is_given() {
        AclCommand.Bootstrap first = new AclCommand.Bootstrap(token("a", "s1"), 0);
        State after = apply(first);
        long done = after.aclBootstrapIndex();
        assertThat(done).isEqualTo(1);
        AclCommand.Bootstrap second = new AclCommand.Bootstrap(token("b", "s2"), 0);
        assertThat(StateMachine.refusal(after, second))
                .hasValueSatisfying(text -> assertThat(text).contains("ACL bootstrap already done (reset index: 1)"));
        assertThat(apply(second).aclToken("b")).isEmpty();
        AclCommand.Bootstrap reset = new AclCommand.Bootstrap(token("c", "s3"), done);
        assertThat(StateMachine.refusal(store.snapshot(), reset)).isEmpty();
        assertThat(apply(reset).aclToken("c")).isPresent();
    }

    @Test
    void a_one_time_token_counts_once_and_not_after_its_end() {
        apply(new AclCommand.UpsertTokens(List.of(token("a", "s1"))));
        OneTimeToken oneTime = new OneTimeToken(Secret.of("once"), "a", Samples.NOW.plusSeconds(600), 0, 0);
        State given = apply(new AclCommand.UpsertOneTimeToken(oneTime));
        Command late = new AclCommand.ExchangeOneTimeToken(Secret.of("once"), Samples.NOW.plusSeconds(600));
        assertThat(StateMachine.refusal(given, late)).isPresent();
        Command use = new AclCommand.ExchangeOneTimeToken(Secret.of("once"), Samples.NOW);
        assertThat(StateMachine.refusal(given, use)).isEmpty();
        State used = apply(use);
        assertThat(StateMachine.refusal(used, use)).isPresent();
        assertThat(used.oneTimeTokens()).isEmpty();
    }

    @Test
    void a_snapshot_holds_everything_with_its_secrets() throws Exception {
        apply(new AclCommand.Bootstrap(token("a", "s1"), 0));
        apply(new AclCommand.UpsertPolicies(List.of(policy("readers"))));
        ACLRole role = ACLRoleBuilder.builder().id("r").name("team").build();
        apply(new AclCommand.UpsertRoles(List.of(role)));
        State before = apply(new AclCommand.UpsertOneTimeToken(
                new OneTimeToken(Secret.of("once"), "a", Samples.NOW.plusSeconds(600), 0, 0)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StateSnapshots.write(before, bytes);
        State after = StateSnapshots.read(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(StateHash.of(after)).isEqualTo(StateHash.of(before));
        assertThat(after.aclToken(Secret.of("s1"))).isPresent();
        assertThat(after.oneTimeToken(Secret.of("once"))).isPresent();
        assertThat(after.aclRoleByName("team")).isPresent();
        assertThat(after.aclPolicy("readers")).isPresent();
        assertThat(after.aclBootstrapIndex()).isEqualTo(1);
    }

    @Test
    void subscribers_hear_of_tokens_without_their_secrets() throws Exception {
        try (EventCursor cursor = store.events().subscribe(Subscription.all(0))) {
            apply(new AclCommand.UpsertTokens(List.of(token("a", "s1"))));
            String event = Json.write(cursor.next(Duration.ofSeconds(10)).orElseThrow());
            assertThat(event)
                    .contains("\"Topic\":\"ACLToken\"", "\"Type\":\"ACLTokenUpserted\"", "\"SecretID\":\"\"")
                    .doesNotContain("s1");
            apply(new AclCommand.DeleteTokens(List.of("a")));
            assertThat(Json.write(cursor.next(Duration.ofSeconds(10)).orElseThrow()))
                    .contains("\"Type\":\"ACLTokenDeleted\"", "\"Key\":\"a\"");
        }
    }
}
