package dev.drover.dist.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.dist.Needs;
import dev.drover.dist.cluster.ClusterProcesses.Layout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Servers that do not hear each other. */
@ResourceLock(ClusterProcesses.ONE_AT_A_TIME)
class PartitionIT {
    private static final int SERVERS = 3;

    /** One for the begin, one for each change of leader, and some for elections that came to nothing. */
    private static final int TERMS = 10;

    @TempDir
    Path folder;

    private ClusterProcesses cluster;

    @BeforeEach
    void start() {
        String obstacle = NamespaceNetwork.obstacle();
        Needs.that(obstacle.isEmpty(), obstacle);
        cluster = ClusterProcesses.start(folder, new NamespaceNetwork(SERVERS), new Layout(SERVERS, 0));
    }

    @AfterEach
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private int number(AgentProcess server) {
        return cluster.servers().indexOf(server);
    }

    private List<Integer> numbersBut(AgentProcess server) {
        return IntStream.range(0, SERVERS)
                .filter(number -> number != number(server))
                .boxed()
                .toList();
    }

    /** Nobody may have called one election after the other. */
    private void assertThatElectionsWereFew() {
        List<String> terms = ClusterProcesses.raftFacts(cluster.servers(), "term");
        assertThat(terms).allSatisfy(term -> assertThat(Long.parseLong(term)).isLessThan(TERMS));
    }

    @Test
    void a_leader_apart_from_the_others_takes_no_writes_and_shows_nothing_old() {
        AgentProcess apart = cluster.awaitLeader();
        try (RegisterWorkload workload = new RegisterWorkload(cluster.servers())) {
            workload.awaitWrites(cluster, 20);
            cluster.network().part(List.of(number(apart)), numbersBut(apart));
            cluster.awaitThat(
                    "another leads",
                    () -> cluster.leader().filter(other -> other != apart).isPresent());
            workload.awaitWrites(cluster, 50);
            Http.Reply refusal =
                    apart.http().send("PUT", "/v1/jobs", TestJobs.empty("refused"), Duration.ofSeconds(30));
            assertThat(refusal.status()).as(refusal.text()).isBetween(500, 599);
            assertThat(refusal.text()).containsIgnoringCase("leader");
            cluster.network().heal();
            cluster.awaitReady();
            workload.awaitWrites(cluster, 20);
            workload.check();
        }
        cluster.awaitAgreement();
        assertThatElectionsWereFew();
    }

    @Test
    void a_follower_apart_from_the_others_disturbs_nobody_when_it_comes_back() {
        AgentProcess leader = cluster.awaitLeader();
        AgentProcess apart = cluster.followers().getFirst();
        try (RegisterWorkload workload = new RegisterWorkload(cluster.servers())) {
            cluster.network().part(List.of(number(apart)), numbersBut(apart));
            workload.awaitWrites(cluster, 50);
            assertThat(apart.http()
                            .send("PUT", "/v1/jobs", TestJobs.empty("refused"), Duration.ofSeconds(30))
                            .status())
                    .isBetween(500, 599);
            cluster.network().heal();
            workload.awaitWrites(cluster, 50);
            assertThat(cluster.awaitLeader()).isSameAs(leader);
            workload.check();
        }
        cluster.awaitAgreement();
        assertThatElectionsWereFew();
    }

    @Test
    void a_server_that_is_heard_and_hears_nothing_does_not_stop_the_others() {
        AgentProcess deaf = cluster.awaitLeader();
        try (RegisterWorkload workload = new RegisterWorkload(cluster.servers())) {
            workload.awaitWrites(cluster, 20);
            numbersBut(deaf).forEach(other -> cluster.network().deafen(number(deaf), other));
            Duration gap = workload.awaitWrites(cluster, 20);
            Faults.report("leader deaf: 20 more writes after " + gap.toMillis() + " ms");
            cluster.network().heal();
            cluster.awaitReady();
            workload.awaitWrites(cluster, 20);
            workload.check();
        }
        cluster.awaitAgreement();
        assertThatElectionsWereFew();
    }
}
