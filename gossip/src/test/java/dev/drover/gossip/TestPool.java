package dev.drover.gossip;

import dev.drover.gossip.Member.Status;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Members in this process, on real sockets of the loopback, whose lines can be cut and which can be made to stand still. */
final class TestPool implements AutoCloseable {
    static final Timing FAST = new Timing(
            Duration.ofMillis(50),
            Duration.ofMillis(80),
            Duration.ofMillis(300),
            Duration.ofMillis(20),
            Duration.ofMillis(400),
            Duration.ofMillis(150),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofHours(1));

    /** A member with what was done to it and what its listener heard. */
    static final class Node implements Conditions, Gossip.Listener {
        private final Set<Integer> unreachable = ConcurrentHashMap.newKeySet();
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private volatile CountDownLatch frozen = new CountDownLatch(0);
        private Optional<SwimGossip> gossip = Optional.empty();

        SwimGossip gossip() {
            return gossip.orElseThrow();
        }

        int port() {
            return gossip().self().port();
        }

        String address() {
            return "127.0.0.1:" + port();
        }

        void freeze() {
            frozen = new CountDownLatch(1);
        }

        void thaw() {
            frozen.countDown();
        }

        List<String> heard() {
            return heard;
        }

        Optional<Member> view(String name) {
            return gossip().members().stream()
                    .filter(member -> member.name().equals(name))
                    .findFirst();
        }

        boolean sees(String name, Status status) {
            return view(name).filter(member -> member.status() == status).isPresent();
        }

        @Override
        public boolean reaches(InetSocketAddress to) {
            return !unreachable.contains(to.getPort());
        }

        @Override
        public void pass() throws InterruptedException {
            frozen.await();
        }

        @Override
        public void changed(Optional<Member> before, Member after) {
            heard.add(after.name() + " " + before.map(Member::status) + " -> " + after.status());
        }

        @Override
        public void forgotten(Member last) {
            heard.add(last.name() + " forgotten");
        }
    }

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<SwimGossip> started = new ArrayList<>();
    private final Timing timing;

    TestPool() {
        this(FAST);
    }

    TestPool(Timing timing) {
        this.timing = timing;
    }

    /** Members with these names, each joined through the first. */
    static TestPool of(String... names) throws IOException, InterruptedException {
        TestPool pool = new TestPool();
        for (String name : names) {
            Node node = pool.start(name);
            node.gossip().join(List.of(pool.node(names[0]).address()));
        }
        pool.awaitAll(Status.ALIVE, names);
        return pool;
    }

    Node start(String name) throws IOException {
        return start(name, KeyRing.empty(), Map.of("id", name));
    }

    Node start(String name, KeyRing keys, Map<String, String> tags) throws IOException {
        return start(name, 0, keys, tags);
    }

    Node start(String name, int port, KeyRing keys, Map<String, String> tags) throws IOException {
        Node node = new Node();
        SwimGossip gossip = SwimGossip.start(
                new GossipConfig(name, "127.0.0.1", port, "127.0.0.1", 0, tags, keys, timing), node, node);
        node.gossip = Optional.of(gossip);
        started.add(gossip);
        nodes.put(name, node);
        return node;
    }

    Node node(String name) {
        return Optional.ofNullable(nodes.get(name)).orElseThrow();
    }

    /** Nothing gets from one group to the other, in both directions. */
    void cut(List<String> left, List<String> right) {
        for (String one : left) {
            for (String other : right) {
                node(one).unreachable.add(node(other).port());
                node(other).unreachable.add(node(one).port());
            }
        }
    }

    void heal() {
        nodes.values().forEach(node -> node.unreachable.clear());
    }

    /** Waits until each of the named members sees each of them so. */
    void awaitAll(Status status, String... names) {
        await().untilAsserted(() -> {
            for (String observer : names) {
                Set<String> seen = new HashSet<>();
                for (Member member : node(observer).gossip().members()) {
                    if (member.status() == status) {
                        seen.add(member.name());
                    }
                }
                org.assertj.core.api.Assertions.assertThat(seen)
                        .as("what %s sees %s", observer, status)
                        .contains(names);
            }
        });
    }

    /** Waits until each observer sees that member so. */
    void awaitSeen(String name, Status status, String... observers) {
        await().untilAsserted(() -> {
            for (String observer : observers) {
                org.assertj.core.api.Assertions.assertThat(
                                node(observer).view(name).map(Member::status))
                        .as("how %s sees %s", observer, name)
                        .contains(status);
            }
        });
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(10));
    }

    @Override
    public void close() {
        nodes.values().forEach(Node::thaw);
        started.forEach(SwimGossip::close);
    }
}
