package dev.drover.server.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.namespace.NamespaceBuilder;
import dev.drover.model.quota.NodePoolLimitBuilder;
import dev.drover.model.quota.QuotaLimit;
import dev.drover.model.quota.QuotaResources;
import dev.drover.model.quota.QuotaResourcesBuilder;
import dev.drover.model.quota.QuotaSpec;
import dev.drover.model.quota.QuotaSpecBuilder;
import dev.drover.model.quota.QuotaStorageResources;
import dev.drover.model.quota.QuotaUsage;
import dev.drover.server.ServerException;
import dev.drover.server.TestCluster;
import dev.drover.state.JobId;
import dev.drover.state.State;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Quotas from the operator's word to evaluations that wait for them and wake. */
class QuotaTest {
    private final TestCluster cluster = new TestCluster();

    @AfterEach
    void stop() {
        cluster.close();
    }

    private static QuotaResourcesBuilder most() {
        return QuotaResourcesBuilder.builder();
    }

    private static QuotaSpec quota(String name, QuotaResources limit) {
        return QuotaSpecBuilder.builder()
                .name(name)
                .limits(List.of(new QuotaLimit("global", limit, null, null)))
                .build();
    }

    private void gold(int memory) {
        cluster.server.quotas().upsert(quota("gold", most().memoryMb(memory).build()));
    }

    private void under(String quota) {
        cluster.server
                .system()
                .upsertNamespace(
                        NamespaceBuilder.builder().name("default").quota(quota).build());
    }

    private void node(String id) {
        cluster.server.nodes().register(TestCluster.node(id));
    }

    private static boolean waits(State state, String job) {
        return state.evaluationsOfJob(new JobId("default", job)).stream()
                .anyMatch(it -> it.status() == EvaluationStatus.BLOCKED
                        && it.quotaLimitReached().equals("gold"));
    }

    private void awaitWaiting(String job) {
        cluster.await(job + " waits for its quota", state -> waits(state, job));
    }

    @Test
    void what_exceeds_the_quota_waits_and_comes_when_the_quota_is_raised() {
        node("n1");
        gold(128);
        under("gold");
        cluster.register(TestCluster.job("web", "service", 3, 10));
        cluster.awaitLive("web", 2);
        awaitWaiting("web");
        gold(1_000);
        cluster.awaitLive("web", 3);
    }

    @Test
    void what_waits_comes_when_others_have_ended() {
        node("n1");
        gold(64);
        under("gold");
        cluster.register(TestCluster.job("old", "batch", 1, 10));
        Allocation old = cluster.awaitLive("old", 1).getFirst();
        cluster.register(TestCluster.job("new", "service", 1, 10));
        awaitWaiting("new");
        cluster.report(old.id(), ClientStatus.COMPLETE);
        cluster.awaitLive("new", 1);
    }

    @Test
    void what_waits_comes_when_its_namespace_is_put_under_another_quota() {
        node("n1");
        gold(64);
        cluster.server.quotas().upsert(quota("platinum", most().memoryMb(900).build()));
        under("gold");
        cluster.register(TestCluster.job("web", "service", 2, 10));
        awaitWaiting("web");
        under("platinum");
        cluster.awaitLive("web", 2);
        gold(32);
        under("");
    }

    @Test
    void many_schedulers_at_once_never_exceed_it_together() {
        for (int node = 0; node < 5; node++) {
            node("n" + node);
        }
        gold(640);
        under("gold");
        for (int job = 0; job < 30; job++) {
            cluster.register(TestCluster.job("j" + job, "service", 2, 10));
        }
        State rest = cluster.await("everything was looked at", state -> {
            assertThat(state.quotaUse("gold").total().memoryMb()).isLessThanOrEqualTo(640);
            return state.evaluations().stream().noneMatch(it -> it.status() == EvaluationStatus.PENDING);
        });
        assertThat(rest.quotaUse("gold").total().memoryMb()).isEqualTo(640);
        assertThat(rest.evaluations().stream()
                        .filter(it -> it.status() == EvaluationStatus.BLOCKED)
                        .map(Evaluation::quotaLimitReached))
                .hasSizeGreaterThanOrEqualTo(25)
                .allMatch("gold"::equals);
    }

    @Test
    void the_evaluation_that_met_the_limit_names_the_quota() {
        node("n1");
        gold(64);
        under("gold");
        String id = cluster.register(TestCluster.job("web", "service", 2, 10)).evalId();
        Evaluation done = cluster.await(
                        "the evaluation ends",
                        state -> state.evaluation(id)
                                .filter(it -> it.status() == EvaluationStatus.COMPLETE)
                                .isPresent())
                .evaluation(id)
                .orElseThrow();
        assertThat(done.quotaLimitReached()).isEqualTo("gold");
        assertThat(Objects.requireNonNull(done.failedTgAllocs().get("web")).quotaExhausted())
                .containsExactly("memory exhausted (128 needed > 64 limit)");
        assertThat(cluster.server.evaluations().explain(id).get("web"))
                .contains("the namespace is at its quota: memory exhausted (128 needed > 64 limit)");
    }

    @Test
    void what_is_used_is_told_by_the_hash_of_the_limit() {
        node("n1");
        cluster.server
                .quotas()
                .upsert(quota(
                        "gold",
                        most().memoryMb(1_000)
                                .devices(List.of(new RequestedDevice("gpu", 2L, List.of(), List.of())))
                                .nodePools(List.of(NodePoolLimitBuilder.builder()
                                        .nodePool("default")
                                        .cpu(500)
                                        .build()))
                                .build()));
        under("gold");
        cluster.register(TestCluster.job("web", "service", 3, 10));
        cluster.awaitLive("web", 3);
        State state = cluster.server.state();
        QuotaSpec stored = state.quota("gold").orElseThrow();
        QuotaUsage usage = cluster.server.quotas().usage(state, stored);
        String hash = Objects.requireNonNull(stored.limits().getFirst().hash());
        QuotaResources used = Objects.requireNonNull(
                Objects.requireNonNull(usage.used().get(hash)).regionLimit());
        assertThat(used.memoryMb()).isEqualTo(192);
        assertThat(used.cpu()).isEqualTo(30);
        assertThat(used.devices().getFirst().count()).isZero();
        assertThat(used.nodePools().getFirst().cpu()).isEqualTo(30);
    }

    @Test
    void a_quota_in_use_is_not_deleted() {
        gold(64);
        under("gold");
        assertThatThrownBy(() -> cluster.server.quotas().delete("gold")).hasMessageContaining("namespaces default");
        under("");
        cluster.server.quotas().delete("gold");
        assertThat(cluster.server.state().quotas()).isEmpty();
        assertThatThrownBy(() -> cluster.server.quotas().delete("gold")).hasMessageContaining("not found");
    }

    @Test
    void a_namespace_is_not_put_under_a_quota_that_is_not_there() {
        assertThatThrownBy(() -> under("lead")).hasMessageContaining("no quota \"lead\"");
    }

    private void refused(QuotaSpec quota, String words) {
        assertThatThrownBy(() -> cluster.server.quotas().upsert(quota))
                .isInstanceOfSatisfying(
                        ServerException.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(400))
                .hasMessageContaining(words);
    }

    @Test
    void limits_that_nobody_would_keep_are_refused() {
        refused(quota("gold", most().secretsMb(1).build()), "secrets");
        refused(quota("gold", most().storage(new QuotaStorageResources(1, 0)).build()), "storage variables");
        refused(quota("gold", most().storage(new QuotaStorageResources(0, 1)).build()), "host_volumes");
        refused(
                QuotaSpecBuilder.builder()
                        .name("gold")
                        .limits(List.of(new QuotaLimit("global", most().build(), 7, null)))
                        .build(),
                "variables_limit");
    }

    @Test
    void a_quota_that_makes_no_sense_is_refused() {
        refused(quota("not a name", most().build()), "invalid name");
        refused(QuotaSpecBuilder.builder().name("gold").build(), "no limits");
        QuotaLimit limit = new QuotaLimit("", most().build(), null, null);
        refused(
                QuotaSpecBuilder.builder()
                        .name("gold")
                        .limits(List.of(limit, limit))
                        .build(),
                "two limits for region \"global\"");
        refused(
                quota(
                        "gold",
                        most().nodePools(List.of(NodePoolLimitBuilder.builder().build()))
                                .build()),
                "node_pool");
        refused(
                quota(
                        "gold",
                        most().devices(List.of(new RequestedDevice("", 1L, List.of(), List.of())))
                                .build()),
                "name of a device");
        refused(
                QuotaSpecBuilder.builder()
                        .name("gold")
                        .description("x".repeat(257))
                        .limits(List.of(limit))
                        .build(),
                "256");
    }
}
