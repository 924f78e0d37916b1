package dev.drover.server.member;

import dev.drover.gossip.Gossip;
import dev.drover.gossip.Member;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The servers of all regions that gossip knows, this one among them. */
public final class ServerMembers {
    /** Ids of departed servers that are remembered. */
    private static final int DEPARTED = 1_000;

    /** Starts gossip with a listener. */
    public interface GossipStart {
        Gossip start(Gossip.Listener listener) throws IOException;
    }

    private final List<Runnable> observers = new CopyOnWriteArrayList<>();
    private final Set<String> departed = new LinkedHashSet<>();

    /** Missing while gossip starts and may already call its listener. */
    private volatile @Nullable Gossip gossip;

    private ServerMembers() {}

    /** Starts gossip and follows it. */
    public static ServerMembers start(GossipStart start) throws IOException {
        ServerMembers members = new ServerMembers();
        members.gossip = start.start(members.new Follower());
        return members;
    }

    public Gossip gossip() {
        return Objects.requireNonNull(gossip);
    }

    /** Every server that is known, in whatever state, by name. */
    public List<ServerMember> all() {
        Gossip started = gossip;
        return started == null
                ? List.of()
                : started.members().stream()
                        .flatMap(member -> ServerMember.of(member).stream())
                        .toList();
    }

    /** The servers of a region, in whatever state. */
    public List<ServerMember> inRegion(String region) {
        return all().stream().filter(server -> server.region().equals(region)).toList();
    }

    /** The servers of a region that take part. */
    public List<ServerMember> present(String region) {
        return inRegion(region).stream().filter(ServerMember::present).toList();
    }

    /** Names of the regions that have servers which take part, in order. */
    public List<String> regions() {
        return all().stream()
                .filter(ServerMember::present)
                .map(ServerMember::region)
                .distinct()
                .sorted()
                .toList();
    }

    /** The server with this id; the one that takes part when an older one is remembered too. */
    public Optional<ServerMember> find(String id) {
        List<ServerMember> found =
                all().stream().filter(server -> server.id().equals(id)).toList();
        return found.stream()
                .filter(ServerMember::present)
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    /** Ids of servers that left or were forced out since this one runs, and have not come back. */
    public Set<String> departed() {
        Set<String> ids;
        synchronized (departed) {
            ids = new LinkedHashSet<>(departed);
        }
        List<ServerMember> servers = all();
        servers.stream()
                .filter(server -> server.status() == Member.Status.LEFT)
                .forEach(server -> ids.add(server.id()));
        servers.stream()
                .filter(server -> server.status() != Member.Status.LEFT)
                .forEach(server -> ids.remove(server.id()));
        return ids;
    }

    /** Runs the observer after each change, until the returned handle is closed. It has to be quick. */
    public Subscription onChange(Runnable observer) {
        observers.add(observer);
        return () -> observers.remove(observer);
    }

    /** Ends observing. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    private final class Follower implements Gossip.Listener {
        @Override
        public void changed(Optional<Member> before, Member after) {
            tell();
        }

        @Override
        public void forgotten(Member last) {
            if (last.status() == Member.Status.LEFT) {
                ServerMember.of(last).ifPresent(server -> remember(server.id()));
            }
            tell();
        }

        private void remember(String id) {
            synchronized (departed) {
                departed.add(id);
                if (departed.size() > DEPARTED) {
                    departed.remove(departed.iterator().next());
                }
            }
        }

        private void tell() {
            new ArrayList<>(observers).forEach(Runnable::run);
        }
    }
}
