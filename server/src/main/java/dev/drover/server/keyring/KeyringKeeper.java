package dev.drover.server.keyring;

import dev.drover.model.operator.RootKeyMeta;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.server.leader.LeaderService;
import dev.drover.server.log.Applied;
import dev.drover.server.time.Timer;
import dev.drover.state.RootKey;
import dev.drover.state.State;
import dev.drover.state.Times;
import dev.drover.state.command.KeyringCommand;
import dev.drover.state.command.SnapshotCommand;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sees to it that there is always an active root key, that another takes its place in time, and that those of before go when nothing
 * depends on them. The next key is made known at half of the active one's time, so that whoever keeps a copy of the public keys has it
 * before it signs.
 */
public final class KeyringKeeper implements LeaderService {
    private static final Logger LOG = System.getLogger(KeyringKeeper.class.getName());
    private static final ReentrantLock MAKING = new ReentrantLock();
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Core core;
    private final Timer timer;
    private final KeyringSettings settings;
    private final ReentrantLock oneRound = new ReentrantLock();
    private volatile Timer.Alarm alarm = () -> {};
    private volatile boolean closed;

    public KeyringKeeper(Core core, Timer timer, KeyringSettings settings) {
        this.core = core;
        this.timer = timer;
        this.settings = settings;
        start();
    }

    /** To make a key takes a processor for a while, which virtual threads would miss. */
    private void start() {
        Thread.ofPlatform().daemon().name("root-keys").start(this::round);
    }

    @Override
    public void applied(Applied applied) {
        boolean rekeying = applied.command() instanceof KeyringCommand.Add add && add.rekey();
        if (rekeying || applied.command() instanceof SnapshotCommand.Install) {
            start();
        }
    }

    private void round() {
        oneRound.lock();
        try {
            if (closed) {
                return;
            }
            alarm.cancel();
            Duration pause = RETRY;
            try {
                ensureActive();
                finishRekeying();
                promote();
                rotate();
                forget();
                pause = settings.gcInterval();
            } catch (ServerException refused) {
                LOG.log(Level.DEBUG, () -> "root keys stay as they are for now: " + refused.getMessage());
            } finally {
                if (!closed) {
                    alarm = timer.at(core.now().plus(pause), this::start);
                }
            }
        } finally {
            oneRound.unlock();
        }
    }

    /** Also after a redacted snapshot of another cluster was restored, whose keys nobody has. */
    private void ensureActive() {
        if (core.state().activeRootKey().filter(RootKey::isWhole).isEmpty()) {
            RootKey key = fresh(RootKeyMeta.ACTIVE, core.now(), Optional.empty());
            core.propose(new KeyringCommand.Add(key, false, true));
        }
    }

    /** One key at a time in the whole process, and none for a leader that is none any more. */
    private RootKey fresh(String state, Instant now, Optional<Instant> publish) {
        MAKING.lock();
        try {
            if (closed) {
                throw ServerException.notLeader();
            }
            return SigningKey.fresh(state, now, publish);
        } finally {
            MAKING.unlock();
        }
    }

    /** Nothing that the servers keep is encrypted with root keys, so that there is nothing to encrypt anew. */
    private void finishRekeying() {
        for (RootKey key : core.state().rootKeys()) {
            if (key.meta().state().equals(RootKeyMeta.REKEYING)) {
                core.propose(new KeyringCommand.SetState(key.id(), RootKeyMeta.DEPRECATED));
            }
        }
    }

    private Optional<RootKey> next() {
        return core.state().rootKeys().stream()
                .filter(key -> key.meta().state().equals(RootKeyMeta.PREPUBLISHED))
                .min(Comparator.comparing(KeyringKeeper::since));
    }

    private void promote() {
        Optional<RootKey> due = next().filter(key -> !since(key).isAfter(core.now()));
        if (due.isPresent()) {
            core.propose(new KeyringCommand.SetState(due.get().id(), RootKeyMeta.ACTIVE));
        }
    }

    private void rotate() {
        Optional<RootKey> active = core.state().activeRootKey();
        if (active.isEmpty() || next().isPresent()) {
            return;
        }
        Instant now = core.now();
        Instant since = since(active.get());
        Instant end = since.plus(settings.rotation());
        if (!end.isAfter(now)) {
            RootKey key = fresh(RootKeyMeta.ACTIVE, now, Optional.empty());
            core.propose(new KeyringCommand.Add(key, false, false));
        } else if (!since.plus(settings.rotation().dividedBy(2)).isAfter(now)) {
            RootKey key = fresh(RootKeyMeta.PREPUBLISHED, now, Optional.of(end));
            core.propose(new KeyringCommand.Add(key, false, false));
        }
    }

    private void forget() {
        State state = core.state();
        Instant now = core.now();
        List<RootKey> old = state.rootKeys().stream()
                .filter(key -> Set.of(RootKeyMeta.INACTIVE, RootKeyMeta.DEPRECATED)
                        .contains(key.meta().state()))
                .filter(key ->
                        !replacedAt(state, key).plus(settings.gcThreshold()).isAfter(now))
                .toList();
        if (old.isEmpty()) {
            return;
        }
        Set<String> used = KeyUse.of(state);
        List<String> unused =
                old.stream().map(RootKey::id).filter(id -> !used.contains(id)).toList();
        if (!unused.isEmpty()) {
            core.propose(new KeyringCommand.Delete(unused));
        }
    }

    /** When a key became active, or will. */
    private static Instant since(RootKey key) {
        return Times.ofNanos(
                key.meta().publishTime() > 0
                        ? key.meta().publishTime()
                        : key.meta().createTime());
    }

    /** When the next key took its place. */
    private static Instant replacedAt(State state, RootKey key) {
        Instant own = since(key);
        return state.rootKeys().stream()
                .filter(other -> !other.meta().state().equals(RootKeyMeta.PREPUBLISHED))
                .map(KeyringKeeper::since)
                .filter(other -> other.isAfter(own))
                .min(Comparator.naturalOrder())
                .orElse(own);
    }

    @Override
    public void close() {
        closed = true;
        alarm.cancel();
    }
}
