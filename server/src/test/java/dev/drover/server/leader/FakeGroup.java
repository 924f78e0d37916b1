package dev.drover.server.leader;

import dev.drover.rpc.Channel;
import dev.drover.rpc.Identity;
import dev.drover.rpc.Link;
import dev.drover.rpc.RemoteException;
import dev.drover.scheduler.Schedulers;
import dev.drover.server.Server;
import dev.drover.server.ServerConfig;
import dev.drover.server.ServerException;
import dev.drover.server.cluster.Cluster;
import dev.drover.server.eval.WorkerServices;
import dev.drover.server.log.Applied;
import dev.drover.server.log.LeadershipListener;
import dev.drover.server.log.Log;
import dev.drover.server.time.SystemTimer;
import dev.drover.state.State;
import dev.drover.state.StateMachine;
import dev.drover.state.StateStore;
import dev.drover.state.command.Command;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Several servers in one process that share a log which never fails, but whose leader changes whenever a test says so. Each applies at
 * its own pace. Whoever waits for a command when the leader changes is told that its outcome is unknown, though it will be applied.
 */
final class FakeGroup implements AutoCloseable {
    private static final int LAG_NANOS = 200_000;

    private final List<Member> members = new ArrayList<>();
    private final Set<Outcome> waiting = new HashSet<>();
    private @Nullable Member leader;
    private long term;
    private long length;

    FakeGroup(int size, ServerConfig config) {
        for (int number = 0; number < size; number++) {
            members.add(new Member("s" + number));
        }
        members.forEach(member -> member.start(config));
    }

    Member member(int number) {
        return members.get(number);
    }

    List<Member> members() {
        return members;
    }

    /** Takes leadership from whoever has it and gives it to another, who has it once everything before is applied there. */
    void lead(int number) {
        Member next = members.get(number);
        Optional<Member> before;
        long newTerm;
        synchronized (this) {
            before = Optional.ofNullable(leader);
            leader = null;
            term++;
            newTerm = term;
            waiting.forEach(one -> one.fail(ServerException.failed("outcome unknown")));
            waiting.clear();
        }
        before.ifPresent(member -> member.leadership().following());
        next.entries.add(() -> next.begin(newTerm));
    }

    private synchronized Outcome append(Member from, Command command) {
        Outcome outcome = new Outcome();
        waiting.add(outcome);
        long index = ++length;
        for (Member member : members) {
            member.entries.add(() -> member.apply(index, command, member == from ? outcome : null));
        }
        return outcome;
    }

    /** What becomes of a command. */
    private static final class Outcome {
        private final CompletableFuture<Long> index = new CompletableFuture<>();

        void fail(ServerException reason) {
            index.completeExceptionally(reason);
        }
    }

    private static long await(Outcome outcome) {
        try {
            return outcome.index.get();
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof ServerException reason) {
                throw new ServerException(reason.status(), reason.text());
            }
            throw new IllegalStateException(refused);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw ServerException.failed("interrupted");
        }
    }

    @Override
    public void close() {
        members.forEach(Member::stop);
    }

    /** One server, its place in the log and its way to the others. */
    final class Member implements Log, Cluster {
        private final String name;
        private final LinkedBlockingQueue<Runnable> entries = new LinkedBlockingQueue<>();
        private final SystemTimer timer = new SystemTimer(Clock.systemUTC());
        private final StateStore[] stores = new StateStore[1];
        private final Applied.Listener[] listeners = new Applied.Listener[1];
        private final LeadershipListener[] leaderships = new LeadershipListener[1];
        private final Server[] servers = new Server[1];
        private final Thread thread = Thread.ofVirtual().unstarted(this::run);
        private final Set<FakeLink> links = new HashSet<>();

        Member(String name) {
            this.name = name;
        }

        private void start(ServerConfig config) {
            servers[0] = Server.start(
                    config,
                    Clock.systemUTC(),
                    timer,
                    Schedulers::forType,
                    (store, applied, leadership) -> {
                        stores[0] = store;
                        listeners[0] = applied;
                        leaderships[0] = leadership;
                        return this;
                    },
                    this);
            thread.start();
        }

        Server server() {
            return servers[0];
        }

        private LeadershipListener leadership() {
            return leaderships[0];
        }

        private void run() {
            try {
                while (true) {
                    Runnable entry = entries.take();
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(LAG_NANOS));
                    entry.run();
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }

        private void begin(long newTerm) {
            synchronized (FakeGroup.this) {
                if (term != newTerm) {
                    return;
                }
                leader = this;
            }
            leadership().leading(newTerm);
            boolean lost;
            synchronized (FakeGroup.this) {
                lost = term != newTerm;
            }
            if (lost) {
                leadership().following();
            }
        }

        private void apply(long index, Command command, @Nullable Outcome outcome) {
            State before = stores[0].snapshot();
            Optional<String> refusal = StateMachine.refusal(before, command);
            State after = stores[0].apply(index, command);
            listeners[0].applied(new Applied(before, after, command));
            if (outcome != null) {
                synchronized (FakeGroup.this) {
                    waiting.remove(outcome);
                }
                refusal.ifPresentOrElse(
                        reason -> outcome.fail(ServerException.conflict(reason)), () -> outcome.index.complete(index));
            }
        }

        @Override
        public long propose(Command command) {
            Outcome outcome;
            synchronized (FakeGroup.this) {
                Member present = leader;
                if (present == null) {
                    throw ServerException.noLeader();
                }
                outcome = append(this, command);
            }
            return FakeGroup.await(outcome);
        }

        @Override
        public long proposeAsLeader(Command command, long inTerm) {
            Outcome outcome;
            synchronized (FakeGroup.this) {
                if (leader != this || term != inTerm) {
                    throw ServerException.notLeader();
                }
                outcome = append(this, command);
            }
            return FakeGroup.await(outcome);
        }

        @Override
        public void awaitFresh(Duration maxWait) {}

        @Override
        public boolean leading() {
            synchronized (FakeGroup.this) {
                return leader == this;
            }
        }

        @Override
        public Optional<String> leaderAddress() {
            synchronized (FakeGroup.this) {
                return Optional.ofNullable(leader).map(member -> member.name);
            }
        }

        @Override
        public Duration lastContact() {
            return Duration.ZERO;
        }

        @Override
        public Link leader(Duration maxWait) {
            synchronized (FakeGroup.this) {
                Member present = leader;
                if (present == null) {
                    throw ServerException.noLeader();
                }
                FakeLink link =
                        new FakeLink(name, new WorkerServices(present.server().work()));
                links.add(link);
                return link;
            }
        }

        /** As if the process were killed for all that others see of its workers. */
        void breakLinks() {
            List<FakeLink> broken;
            synchronized (FakeGroup.this) {
                broken = List.copyOf(links);
                links.clear();
            }
            broken.forEach(FakeLink::close);
        }

        @Override
        public List<String> servers() {
            return members.stream().map(member -> member.name).toList();
        }

        @Override
        public Optional<Link> node(String nodeId) {
            return Optional.empty();
        }

        @Override
        public Optional<Link> towardsNode(String nodeId) {
            return Optional.empty();
        }

        @Override
        public void close() {
            thread.interrupt();
        }

        private void stop() {
            servers[0].close();
            timer.close();
        }
    }

    /** Calls the services of the leader directly. */
    static final class FakeLink implements Link {
        private final Identity self;
        private final WorkerServices services;
        private final List<Runnable> onClose = new ArrayList<>();
        private volatile boolean open = true;

        FakeLink(String name, WorkerServices services) {
            this.self = new Identity(Identity.Role.SERVER, name, "global");
            this.services = services;
        }

        @Override
        public Identity remote() {
            return self;
        }

        @Override
        public String remoteAddress() {
            return self.id();
        }

        @Override
        public byte[] call(String method, byte[] request, Duration timeout) throws InterruptedException {
            try {
                return services.answer(this, method, request)
                        .orElseThrow(() -> new RemoteException(404, "unknown call " + method));
            } catch (ServerException refusal) {
                throw new RemoteException(refusal.status(), refusal.text());
            }
        }

        @Override
        public Channel open(String method, byte[] request) {
            throw new UnsupportedOperationException("workers open no channels");
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public synchronized void onClose(Runnable action) {
            if (open) {
                onClose.add(action);
            } else {
                action.run();
            }
        }

        @Override
        public synchronized void close() {
            open = false;
            onClose.forEach(Runnable::run);
            onClose.clear();
        }
    }
}
