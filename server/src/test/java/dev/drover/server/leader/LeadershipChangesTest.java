package dev.drover.server.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.job.Job;
import dev.drover.server.ServerConfig;
import dev.drover.server.ServerException;
import dev.drover.server.TestCluster;
import dev.drover.server.eval.BrokerLimits;
import dev.drover.server.eval.Triggers;
import dev.drover.server.garbage.GarbageThresholds;
import dev.drover.server.node.HeartbeatConfig;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.Table;
import dev.drover.state.Watch;
import dev.drover.state.usage.NodeUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers among which leadership wanders while work goes on: nothing is lost and nothing happens twice. */
@Timeout(60)
class LeadershipChangesTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int JOBS = 40;
    private static final int COUNT = 3;

    private final FakeGroup group = new FakeGroup(3, config());

    private static ServerConfig config() {
        ServerConfig usual = ServerConfig.dev();
        return new ServerConfig(
                usual.region(),
                usual.rpcAddress(),
                2,
                ServerConfig.ALL_TYPES,
                usual.jobs(),
                usual.initialScheduler(),
                usual.initialAutopilot(),
                usual.rejections(),
                usual.eventBufferSize(),
                new HeartbeatConfig(LONG, LONG, 1_000, LONG),
                new BrokerLimits(Duration.ofSeconds(60), 20, Duration.ofMillis(20), Duration.ofMillis(20), 1_000),
                GarbageThresholds.usual(),
                usual.acl(),
                usual.keyring(),
                usual.introductions());
    }

    @AfterEach
    void stop() {
        group.close();
    }

    private State await(int server, String what, Predicate<State> condition) {
        Set<Watch> everything =
                EnumSet.allOf(Table.class).stream().map(Watch.Whole::new).collect(Collectors.toSet());
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        State state = group.member(server).server().state();
        while (!condition.test(state)) {
            assertThat(System.nanoTime()).as("gave up waiting until " + what).isLessThan(end);
            state = group.member(server).server().store().await(everything, state.index(), Duration.ofMillis(100));
        }
        return state;
    }

    /** What a client does: asks again until somebody leads. */
    private static void insist(Runnable request) {
        while (true) {
            try {
                request.run();
                return;
            } catch (ServerException refused) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private void registerNodes(int count) {
        for (int number = 0; number < count; number++) {
            String id = "%08d-2222-3333-4444-555555555555".formatted(number);
            insist(() -> leader().server().nodes().register(TestCluster.node(id)));
        }
    }

    private FakeGroup.Member leader() {
        return group.members().stream()
                .filter(FakeGroup.Member::leading)
                .findFirst()
                .orElseThrow(ServerException::noLeader);
    }

    private static boolean settled(State state) {
        return state.evaluations().stream().allMatch(evaluation -> Statuses.terminal(evaluation.status()))
                && state.jobs().size() == JOBS;
    }

    @Test
    void work_goes_on_through_many_changes_and_every_allocation_is_there_once() throws InterruptedException {
        group.lead(0);
        registerNodes(8);
        AtomicBoolean done = new AtomicBoolean();
        Thread registering = Thread.ofVirtual().start(() -> {
            for (int number = 0; number < JOBS; number++) {
                Job job = TestCluster.job("job-" + number, "service", COUNT, 50);
                insist(() -> group.member(ThreadLocalRandom.current().nextInt(3))
                        .server()
                        .jobs()
                        .register(TestCluster.request(job)));
                LockSupport.parkNanos(5_000_000);
            }
            done.set(true);
        });
        int change = 0;
        while (!done.get()) {
            group.lead(++change % 3);
            LockSupport.parkNanos(Duration.ofMillis(ThreadLocalRandom.current().nextInt(5, 40))
                    .toNanos());
        }
        registering.join();
        assertThat(change).isGreaterThan(4);
        for (int server = 0; server < 3; server++) {
            State state = await(server, "everything is settled", LeadershipChangesTest::settled);
            for (Job job : state.jobs()) {
                assertThat(TestCluster.live(state, job.id()))
                        .as(job.id())
                        .hasSize(COUNT)
                        .extracting(Allocation::name)
                        .doesNotHaveDuplicates();
            }
            assertThat(state.allocations()).hasSize(JOBS * COUNT);
            state.nodes().forEach(node -> assertThat(state.usage(node.id())).satisfies(LeadershipChangesTest::fits));
        }
    }

    private static void fits(NodeUsage usage) {
        assertThat(usage.cpuMhz()).isLessThanOrEqualTo(4000);
        assertThat(usage.memoryMb()).isLessThanOrEqualTo(8192);
    }

    @Test
    void workers_of_followers_do_work_for_the_leader() {
        group.lead(1);
        registerNodes(2);
        insist(() -> group.member(1)
                .server()
                .jobs()
                .register(TestCluster.request(TestCluster.job("web", "service", 2, 50))));
        State state = await(2, "the job runs", it -> TestCluster.live(it, "web").size() == 2);
        assertThat(state.evaluations()).extracting(Evaluation::status).doesNotContain(EvaluationStatus.BLOCKED);
    }

    @Test
    void what_waits_for_room_is_known_to_the_next_leader() {
        group.lead(0);
        insist(() -> leader().server().jobs().register(TestCluster.request(TestCluster.job("web", "service", 1, 50))));
        await(
                0,
                "it is blocked",
                state -> state.evaluations().stream()
                        .anyMatch(evaluation -> evaluation.status() == EvaluationStatus.BLOCKED));
        group.lead(2);
        registerNodes(1);
        State state = await(1, "it runs", it -> TestCluster.live(it, "web").size() == 1);
        assertThat(state.evaluations()).extracting(Evaluation::status).contains(EvaluationStatus.COMPLETE);
    }

    @Test
    void after_its_term_nothing_of_a_leader_gets_into_the_log() {
        group.lead(0);
        registerNodes(1);
        LeaderServices old = group.member(0).server().work().required();
        group.lead(1);
        registerNodes(2);
        Evaluation evaluation =
                Triggers.plain(TestCluster.job("web", "service", 1, 1), Triggers.JOB_REGISTER, Instant.EPOCH);
        assertThatThrownBy(() -> old.finish(evaluation.id(), 1, List.of(evaluation)))
                .isInstanceOf(ServerException.class);
        assertThatThrownBy(() -> old.dequeue(ServerConfig.ALL_TYPES, Duration.ofSeconds(1), "test", true))
                .hasMessageContaining("not leader");
        assertThat(group.member(1).server().state().evaluation(evaluation.id())).isEmpty();
    }

    @Test
    void a_server_that_does_not_lead_refuses_what_only_the_leader_can_do() {
        group.lead(0);
        registerNodes(1);
        assertThatThrownBy(() -> group.member(1).server().nodes().heartbeat("00000000-2222-3333-4444-555555555555"))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("not leader");
        assertThatThrownBy(() -> group.member(2).server().system().collectGarbage())
                .hasMessageContaining("not leader");
    }
}
