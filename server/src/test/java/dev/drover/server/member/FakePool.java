package dev.drover.server.member;

import dev.drover.gossip.Gossip;
import dev.drover.gossip.Member;
import dev.drover.gossip.Member.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A pool in which everybody knows everything at once; what happens to members is told by the test. */
final class FakePool {
    private final Map<String, Member> members = new TreeMap<>();
    private final List<Gossip.Listener> listeners = new ArrayList<>();

    /** A server that follows this pool. */
    ServerMembers join(ServerIdentity identity, boolean bootstrapped) throws java.io.IOException {
        String name = identity.memberName(identity.id());
        ServerMembers joined = ServerMembers.start(listener -> {
            listeners.add(listener);
            return new View(name);
        });
        put(new Member(name, "127.0.0.1", 4648, identity.tags(bootstrapped), Status.ALIVE, 1));
        return joined;
    }

    void put(Member member) {
        Optional<Member> before;
        List<Gossip.Listener> told;
        synchronized (members) {
            before = Optional.ofNullable(members.put(member.name(), member));
            told = List.copyOf(listeners);
        }
        told.forEach(listener -> listener.changed(before, member));
    }

    void is(String name, Status status) {
        Member member = member(name);
        put(new Member(name, member.host(), member.port(), member.tags(), status, member.incarnation()));
    }

    void forget(String name, Status last) {
        Member member = member(name);
        synchronized (members) {
            members.remove(name);
        }
        Member gone = new Member(name, member.host(), member.port(), member.tags(), last, member.incarnation());
        listeners.forEach(listener -> listener.forgotten(gone));
    }

    Member member(String name) {
        synchronized (members) {
            return Optional.ofNullable(members.get(name)).orElseThrow();
        }
    }

    private final class View implements Gossip {
        private final String name;

        View(String name) {
            this.name = name;
        }

        @Override
        public Member self() {
            return member(name);
        }

        @Override
        public List<Member> members() {
            synchronized (members) {
                return List.copyOf(members.values());
            }
        }

        @Override
        public JoinResult join(List<String> addresses) {
            return new JoinResult(addresses.size(), List.of());
        }

        @Override
        public void updateTags(Map<String, String> tags) {
            Member self = self();
            put(new Member(name, self.host(), self.port(), tags, self.status(), self.incarnation() + 1));
        }

        @Override
        public void forceLeave(String failed, boolean prune) {
            is(failed, Status.LEFT);
        }

        @Override
        public void leave() {
            is(name, Status.LEFT);
        }

        @Override
        public void close() {
            is(name, Status.FAILED);
        }
    }
}
