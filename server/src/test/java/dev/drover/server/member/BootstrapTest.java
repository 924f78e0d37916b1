package dev.drover.server.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.gossip.Member.Status;
import dev.drover.raft.ReplicatedLog.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final Duration SETTLE = Duration.ofMillis(20);
    private static final String JOINED = "joined";

    private final FakePool pool = new FakePool();
    private final Map<String, BlockingQueue<String>> began = new ConcurrentSkipListMap<>();

    private static ServerIdentity identity(String id, int expect) {
        return new ServerIdentity(id, "global", "dc1", "10.0.0." + id.charAt(1), 4647, "2.0.0", expect);
    }

    private Bootstrap start(String id, int expect) throws IOException {
        ServerIdentity identity = identity(id, expect);
        BlockingQueue<String> calls = new LinkedBlockingQueue<>();
        began.put(id, calls);
        return Bootstrap.start(identity, pool.join(identity, false), SETTLE, new Bootstrap.LogStart() {
            @Override
            public void form(List<Peer> peers) {
                calls.add(ids(peers));
            }

            @Override
            public void join() {
                calls.add(JOINED);
            }
        });
    }

    private static String ids(List<Peer> peers) {
        return String.join(",", peers.stream().map(Peer::id).toList());
    }

    /** What the server's log began with, once it began. */
    private String began(String id) throws InterruptedException {
        String what = began.getOrDefault(id, new LinkedBlockingQueue<>()).poll(10, TimeUnit.SECONDS);
        assertThat(what).as("how %s began", id).isNotNull();
        return String.valueOf(what);
    }

    @Test
    void servers_that_expect_each_other_begin_with_the_same_peers_in_the_order_of_their_ids() throws Exception {
        start("s3", 3);
        start("s1", 3);
        assertThat(began).allSatisfy((id, calls) -> assertThat(calls).isEmpty());
        start("s2", 3);
        assertThat(List.of(began("s1"), began("s2"), began("s3"))).containsOnly("s1,s2,s3");
    }

    @Test
    void a_single_server_begins_at_once() throws Exception {
        start("s1", 1);
        assertThat(began("s1")).isEqualTo("s1");
    }

    @Test
    void once_formed_everybody_says_so_and_the_founder_stops_naming_the_others() throws Exception {
        start("s1", 2);
        start("s2", 2);
        began("s1");
        began("s2");
        awaitFormed("s1.global");
        awaitFormed("s2.global");
        assertThat(pool.member("s1.global").tags()).doesNotContainKey(ServerMember.FORMING);
    }

    /** Waits until the server says that it belongs to a cluster, and names nobody any more. */
    private void awaitFormed(String name) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> {
                    assertThat(pool.member(name).tags())
                            .containsEntry(ServerMember.BOOTSTRAPPED, "1")
                            .doesNotContainKey(ServerMember.FORMING);
                });
    }

    @Test
    void a_server_that_comes_later_waits_to_be_added() throws Exception {
        start("s2", 1);
        began("s2");
        awaitFormed("s2.global");
        start("s1", 1);
        assertThat(began("s1")).isEqualTo(JOINED);
    }

    @Test
    void a_server_with_a_log_never_forms_but_tells_those_in_it_that_do_not_know_yet() throws Exception {
        ServerIdentity founder = identity("s1", 3);
        Bootstrap.resume(
                founder,
                pool.join(founder, false),
                List.of(new Peer("s1", "a:1"), new Peer("s2", "b:1"), new Peer("s3", "c:1")));
        start("s2", 3);
        start("s3", 3);
        start("s4", 3);
        assertThat(began("s2")).isEqualTo("s1,s2,s3");
        assertThat(began("s3")).isEqualTo("s1,s2,s3");
        assertThat(began("s4")).isEqualTo(JOINED);
        awaitFormed("s1.global");
    }

    @Test
    void a_server_that_expects_nobody_joins_when_there_is_a_cluster() throws Exception {
        start("s1", 0);
        start("s2", 1);
        assertThat(began("s2")).isEqualTo("s2");
        assertThat(began("s1")).isEqualTo(JOINED);
    }

    @Test
    void a_founder_that_dies_after_naming_the_others_is_followed_all_the_same() {
        List<ServerMember> servers = List.of(
                server(identity("s1", 3), true, List.of("s1", "s2", "s3"), Status.FAILED),
                server(identity("s2", 3), false, List.of(), Status.ALIVE),
                server(identity("s3", 3), false, List.of(), Status.ALIVE));
        assertThat(BootstrapRules.decide(identity("s3", 3), servers))
                .isEqualTo(new BootstrapRules.Decision.Follow(List.of(
                        new Peer("s1", "10.0.0.1:4647"),
                        new Peer("s2", "10.0.0.2:4647"),
                        new Peer("s3", "10.0.0.3:4647"))));
    }

    @Test
    void different_expectations_form_nothing_and_say_where_they_differ() {
        List<ServerMember> servers = List.of(
                server(identity("s1", 3), false, List.of(), Status.ALIVE),
                server(identity("s2", 3), false, List.of(), Status.ALIVE),
                server(identity("s3", 5), false, List.of(), Status.ALIVE));
        assertThat(BootstrapRules.decide(identity("s1", 3), servers))
                .isInstanceOfSatisfying(
                        BootstrapRules.Decision.Refuse.class,
                        refuse -> assertThat(refuse.reason()).contains("3 here").contains("5 on s3.global"));
    }

    @Test
    void servers_that_failed_or_left_are_not_waited_for_and_not_counted() {
        List<ServerMember> servers = List.of(
                server(identity("s1", 3), true, List.of(), Status.LEFT),
                server(identity("s2", 3), false, List.of(), Status.ALIVE),
                server(identity("s3", 3), false, List.of(), Status.ALIVE),
                server(identity("s4", 3), false, List.of(), Status.FAILED));
        assertThat(BootstrapRules.decide(identity("s2", 3), servers))
                .isEqualTo(
                        new BootstrapRules.Decision.Await("found 2 of the 3 servers that bootstrap_expect waits for"));
    }

    private static ServerMember server(
            ServerIdentity identity, boolean bootstrapped, List<String> forming, Status status) {
        return ServerMember.of(new dev.drover.gossip.Member(
                        identity.memberName(identity.id()),
                        "127.0.0.1",
                        4648,
                        identity.tags(bootstrapped, forming),
                        status,
                        1))
                .orElseThrow();
    }
}
