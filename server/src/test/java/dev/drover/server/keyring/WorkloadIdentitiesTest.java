package dev.drover.server.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.acl.ACLPolicy;
import dev.drover.model.acl.ACLPolicyBuilder;
import dev.drover.model.acl.ACLPolicyRules;
import dev.drover.model.acl.Acl;
import dev.drover.model.acl.JobACL;
import dev.drover.model.acl.Secret;
import dev.drover.model.acl.VariableCapability;
import dev.drover.model.acl.Workload;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.job.WorkloadIdentity;
import dev.drover.model.job.WorkloadIdentityBuilder;
import dev.drover.model.wire.Json;
import dev.drover.rpc.message.IdentityCalls.Token;
import dev.drover.rpc.message.IdentityCalls.Wanted;
import dev.drover.server.ServerException;
import dev.drover.server.TestCluster;
import dev.drover.server.acl.Holder;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkloadIdentitiesTest {
    private final TestCluster cluster = new TestCluster();

    private Allocation allocation;

    private static Job job() {
        WorkloadIdentity named = WorkloadIdentityBuilder.builder()
                .name("bank")
                .audience(List.of("bank.example"))
                .ttl(Duration.ofHours(1))
                .env(true)
                .build();
        Job plain = TestCluster.job("web", "service", 1, 100);
        return JobBuilder.builder(plain)
                .taskGroups(plain.taskGroups().stream()
                        .map(group -> TaskGroupBuilder.builder(group)
                                .tasks(group.tasks().stream()
                                        .map(task -> TaskBuilder.builder(task)
                                                .identities(List.of(named))
                                                .build())
                                        .toList())
                                .build())
                        .toList())
                .build();
    }

    @BeforeEach
    void place() {
        cluster.await("a first key", state -> state.activeRootKey().isPresent());
        cluster.server.nodes().register(TestCluster.node("node"));
        cluster.register(job());
        allocation = cluster.awaitLive("web", 1).getFirst();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private Token token(String identity) throws InterruptedException {
        return cluster.server
                .identities()
                .sign("node", List.of(new Wanted(allocation.id(), "server", identity)))
                .getFirst();
    }

    private static Map<String, Object> claims(Token token) {
        String payload = token.jwt().reveal().split("\\.", -1)[1];
        return Json.readObject(Base64.getUrlDecoder().decode(payload));
    }

    private int refused(String token) {
        try {
            cluster.server.acl().holder(Secret.of(token));
            return 0;
        } catch (ServerException refusal) {
            return refusal.status();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Test
    void the_default_identity_says_whose_it_is_and_does_not_expire() throws InterruptedException {
        Token token = token("default");
        assertThat(claims(token))
                .containsEntry("nomad_namespace", "default")
                .containsEntry("nomad_job_id", "web")
                .containsEntry("nomad_task", "server")
                .containsEntry("nomad_allocation_id", allocation.id())
                .containsEntry("aud", "nomadproject.io")
                .containsEntry("sub", "global:default:web:web:server:default")
                .containsKeys("iat", "nbf", "jti")
                .doesNotContainKeys("exp", "iss");
        assertThat(token.expires()).isNull();
    }

    @Test
    void a_named_identity_has_its_own_audience_and_end() throws InterruptedException {
        Token token = token("bank");
        Map<String, Object> claims = claims(token);
        assertThat(claims).containsEntry("aud", "bank.example").containsKey("exp");
        long issued = ((Number) claims.getOrDefault("iat", 0)).longValue();
        assertThat(((Number) claims.getOrDefault("exp", 0)).longValue()).isEqualTo(issued + 3600);
        assertThat(token.expires()).isEqualTo(token.issued().plus(Duration.ofHours(1)));
    }

    @Test
    void whoever_has_the_public_keys_can_check_a_token() throws Exception {
        String jwt = token("bank").jwt().reveal();
        String[] parts = jwt.split("\\.", -1);
        Map<String, Object> header = Json.readObject(Base64.getUrlDecoder().decode(parts[0]));
        Map<String, Object> key =
                cluster.server.keyring().publicKeys(cluster.server.state()).getFirst();
        assertThat(key.get("kid")).isEqualTo(header.get("kid")).isEqualTo(allocation.signingKeyId());
        assertThat(key.get("alg")).isEqualTo(header.get("alg")).isEqualTo("RS256");
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(KeyFactory.getInstance("RSA")
                .generatePublic(
                        new RSAPublicKeySpec(number(key.getOrDefault("n", "")), number(key.getOrDefault("e", "")))));
        verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(verifier.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    private static BigInteger number(Object base64) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(String.valueOf(base64)));
    }

    @Test
    void a_token_is_that_of_the_workload_with_the_policies_bound_to_it() throws InterruptedException {
        assertThat(propose(bound("theirs", new JobACL("default", "other", "", ""))))
                .isPositive();
        propose(bound("whole-job", new JobACL("default", "web", "", "")));
        propose(bound("other-task", new JobACL("default", "web", "web", "helper")));
        propose(bound("namespace", new JobACL("default", "", "", "")));
        propose(ACLPolicyBuilder.builder()
                .name("free")
                .rulesJson(ACLPolicyRules.NONE)
                .build());
        Holder holder = cluster.server.acl().holder(token("default").jwt());
        assertThat(holder.token()).isEmpty();
        assertThat(holder.workload()).contains(new Workload("default", "web", "web", "server", allocation.id()));
        assertThat(holder.policies()).extracting(ACLPolicy::name).containsExactly("namespace", "whole-job");
    }

    private long propose(ACLPolicy policy) {
        return cluster.server.acl().upsertPolicy(policy);
    }

    private static ACLPolicy bound(String name, JobACL to) {
        return ACLPolicyBuilder.builder()
                .name(name)
                .jobAcl(to)
                .rulesJson(ACLPolicyRules.NONE)
                .build();
    }

    @Test
    void a_workload_without_policies_may_read_its_own_variables_and_no_more() {
        Acl acl = Acl.of(List.of(), new Workload("default", "web", "group", "server", "id"));
        assertThat(acl.allowsVariable("default", "nomad/jobs/web/group/server", VariableCapability.READ))
                .isTrue();
        assertThat(acl.allowsVariable("default", "nomad/jobs/web", VariableCapability.LIST))
                .isTrue();
        assertThat(acl.allowsVariable("default", "nomad/jobs/web", VariableCapability.WRITE))
                .isFalse();
        assertThat(acl.allowsVariable("default", "nomad/jobs/other", VariableCapability.READ))
                .isFalse();
        assertThat(acl.allowsVariable("other", "nomad/jobs/web", VariableCapability.READ))
                .isFalse();
        assertThat(acl.knows("default")).isFalse();
    }

    @Test
    void a_token_counts_no_more_once_its_allocation_is_over() throws InterruptedException {
        String jwt = token("default").jwt().reveal();
        assertThat(refused(jwt)).isZero();
        cluster.report(allocation.id(), ClientStatus.COMPLETE);
        assertThat(refused(jwt)).isEqualTo(403);
        assertThatThrownBy(() -> token("default")).hasMessageContaining("is over");
    }

    @Test
    void a_token_for_others_or_changed_or_unsigned_is_refused() throws InterruptedException {
        assertThat(refused(token("bank").jwt().reveal())).isEqualTo(403);
        String jwt = token("default").jwt().reveal();
        String[] parts = jwt.split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("\"server\"", "\"boss\"");
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String forged = encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        assertThat(refused(parts[0] + "." + forged + "." + parts[2])).isEqualTo(403);
        String none = encoder.encodeToString(
                ("{\"alg\":\"none\",\"kid\":\"" + allocation.signingKeyId() + "\"}").getBytes(StandardCharsets.UTF_8));
        assertThat(refused(none + "." + forged + ".")).isEqualTo(403);
        assertThat(refused("eyJ.eyJ.x")).isEqualTo(403);
    }

    @Test
    void a_token_counts_no_more_when_its_key_is_gone() throws InterruptedException {
        String jwt = token("default").jwt().reveal();
        cluster.server.keyring().rotate("", false, Optional.empty());
        assertThat(refused(jwt)).isZero();
        cluster.server.keyring().delete(allocation.signingKeyId(), true);
        assertThat(refused(jwt)).isEqualTo(403);
        assertThat(refused(token("default").jwt().reveal()))
                .as("signed with the active key instead")
                .isZero();
    }

    @Test
    void nothing_is_signed_for_other_nodes_and_for_identities_that_there_are_not() {
        Wanted own = new Wanted(allocation.id(), "server", "default");
        assertThatThrownBy(() -> cluster.server.identities().sign("other", List.of(own)))
                .hasMessageContaining("belongs to another node");
        assertThatThrownBy(() -> token("nosuch")).hasMessageContaining("has no identity nosuch");
        assertThatThrownBy(() -> cluster.server
                        .identities()
                        .sign("node", List.of(new Wanted("11111111-2222-3333-4444-555555555555", "server", "default"))))
                .hasMessageContaining("not found");
    }
}
