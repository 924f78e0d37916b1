package dev.drover.server.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.gossip.Member;
import dev.drover.raft.RaftException;
import dev.drover.raft.ReplicatedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemberReconcilerTest {
    private final FakePool pool = new FakePool();
    private final Group group = new Group();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable resource : open) {
            resource.close();
        }
    }

    private static ServerIdentity identity(String id, String host, String region) {
        return new ServerIdentity(id, region, "dc1", host, 4647, "2.0.0", 3);
    }

    private ServerMembers join(String id, String host) throws IOException {
        return pool.join(identity(id, host, "global"), true);
    }

    private ServerMembers leaderWith(String... others) throws IOException {
        ServerMembers members = join("s1", "h1");
        for (String other : others) {
            join(other, "h" + other.charAt(1));
        }
        open.add(MemberReconciler.start("s1", "global", group, members, Duration.ofMillis(50)));
        return members;
    }

    @Test
    void new_servers_of_the_region_are_added_and_those_of_others_are_not() throws Exception {
        leaderWith("s2");
        group.await("s1@h1:4647", "s2@h2:4647");
        pool.join(identity("s9", "h9", "europe"), true);
        join("s3", "h3");
        group.await("s1@h1:4647", "s2@h2:4647", "s3@h3:4647");
    }

    @Test
    void a_server_that_left_is_removed_and_one_that_failed_stays() throws Exception {
        leaderWith("s2", "s3");
        group.await("s1@h1:4647", "s2@h2:4647", "s3@h3:4647");
        pool.is("s3.global", Member.Status.FAILED);
        pool.is("s2.global", Member.Status.LEFT);
        group.await("s1@h1:4647", "s3@h3:4647");
        pool.is("s3.global", Member.Status.LEFT);
        group.await("s1@h1:4647");
    }

    @Test
    void a_pruned_server_is_removed_and_one_that_was_forgotten_with_time_stays() throws Exception {
        leaderWith("s2", "s3");
        group.await("s1@h1:4647", "s2@h2:4647", "s3@h3:4647");
        pool.forget("s2.global", Member.Status.FAILED);
        pool.forget("s3.global", Member.Status.LEFT);
        group.await("s1@h1:4647", "s2@h2:4647");
    }

    @Test
    void a_changed_address_is_taken_on() throws Exception {
        leaderWith("s2");
        group.await("s1@h1:4647", "s2@h2:4647");
        Member member = pool.member("s2.global");
        pool.put(new Member(
                member.name(), "127.0.0.1", 4648, identity("s2", "h7", "global").tags(true), Member.Status.ALIVE, 2));
        group.await("s1@h1:4647", "s2@h7:4647");
    }

    @Test
    void a_server_that_lost_its_disk_replaces_the_one_that_had_its_address() throws Exception {
        leaderWith("s2");
        group.await("s1@h1:4647", "s2@h2:4647");
        pool.is("s2.global", Member.Status.FAILED);
        join("s5", "h2");
        group.await("s1@h1:4647", "s5@h2:4647");
    }

    @Test
    void a_change_that_failed_is_tried_again() throws Exception {
        group.refuse(2);
        leaderWith("s2");
        group.await("s1@h1:4647", "s2@h2:4647");
    }

    @Test
    void a_leader_never_removes_itself() {
        assertThat(GroupRules.next(
                        "s1", List.of(new ReplicatedLog.Peer("s1", "h1:4647")), List.of(), java.util.Set.of("s1")))
                .isEmpty();
    }

    @Test
    void members_that_are_no_servers_or_say_nonsense_are_passed_over() throws Exception {
        ServerMembers members = leaderWith();
        pool.put(new Member("other", "127.0.0.1", 1, Map.of("role", "cache"), Member.Status.ALIVE, 1));
        pool.put(new Member(
                "odd",
                "127.0.0.1",
                1,
                Map.of("role", "nomad", "id", "x", "region", "r", "port", "-1"),
                Member.Status.ALIVE,
                1));
        assertThat(members.all()).extracting(ServerMember::id).containsExactly("s1");
        assertThat(members.regions()).containsExactly("global");
    }

    /** The group alone of a log. */
    private static final class Group implements ReplicatedLog {
        private final List<Peer> peers = new ArrayList<>();
        private int refusals;

        synchronized void refuse(int times) {
            refusals = times;
        }

        /** Waits until the group is this. */
        synchronized void await(String... expected) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (!text().equals(List.of(expected)) && System.nanoTime() < end) {
                wait(100);
            }
            assertThat(text()).containsExactly(expected);
        }

        private List<String> text() {
            return peers.stream()
                    .map(peer -> peer.id() + "@" + peer.address())
                    .sorted()
                    .toList();
        }

        @Override
        public synchronized List<Peer> peers() {
            return List.copyOf(peers);
        }

        @Override
        public synchronized void add(Peer peer) {
            if (refusals > 0) {
                refusals--;
                throw new RaftException.Unavailable("not now");
            }
            peers.removeIf(other -> other.id().equals(peer.id()));
            peers.add(peer);
            notifyAll();
        }

        @Override
        public synchronized void remove(String id) {
            peers.removeIf(other -> other.id().equals(id));
            notifyAll();
        }

        @Override
        public Object propose(byte[] command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void awaitFresh(Duration timeout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ReplicatedLog.Status status() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void transferLeadership(Optional<String> id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long snapshot() {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] handle(byte kind, byte[] request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
