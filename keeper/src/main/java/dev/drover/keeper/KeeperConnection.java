package dev.drover.keeper;

import dev.drover.keeper.process.DetachedProcess;
import dev.drover.keeper.wire.Frames;
import dev.drover.keeper.wire.Reply;
import dev.drover.keeper.wire.Request;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The agent's side of its keeper: connects to the one that runs, starts one when none does, and begins anew when it is gone. An
 * agent that was upgraded may find a keeper that speaks another version; that one is asked to leave, and its successor adopts the
 * processes.
 */
final class KeeperConnection implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(KeeperConnection.class.getName());

    /** A start takes a quarter of a second on an idle machine. */
    private static final Duration START_LIMIT = Duration.ofSeconds(20);

    private static final Duration START_LOOK = Duration.ofMillis(5);
    private static final Duration RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final int LOG_TAIL_LINES = 5;

    private final Path path;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Runnable> onReconnect = new ArrayList<>();
    private @Nullable KeeperLink link;
    private boolean closed;

    KeeperConnection(Path path) {
        this.path = path;
    }

    /**
     * Asks the keeper and waits for its reply.
     *
     * @throws KeeperGoneException when it went away meanwhile; the request may have been carried out or not
     * @throws IOException when there is none and none can be started
     */
    Reply ask(Request request) throws IOException, InterruptedException {
        return link().ask(request);
    }

    /** Waits until there is a keeper again; for ever once this is closed. */
    void awaitLink() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (link == null || closed) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Has something done whenever another keeper was found after the first. */
    void listen(Runnable listener) {
        lock.lock();
        try {
            onReconnect.add(listener);
        } finally {
            lock.unlock();
        }
    }

    void forget(Runnable listener) {
        lock.lock();
        try {
            onReconnect.remove(listener);
        } finally {
            lock.unlock();
        }
    }

    private KeeperLink link() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (closed) {
                throw new KeeperGoneException("the agent ends");
            }
            KeeperLink current = link;
            if (current == null) {
                current = connect(KeeperFolder.make(path));
                link = current;
                changed.signalAll();
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    private KeeperLink connect(KeeperFolder folder) throws IOException, InterruptedException {
        try {
            KeeperLink found = KeeperLink.open(folder, this::gone);
            if (found.ask(new Request.Hello(Frames.VERSION)) instanceof Reply.Welcome(int version, long pid)) {
                if (version == Frames.VERSION) {
                    return found;
                }
                LOGGER.log(Level.INFO, "keeper process {0} of version {1} is replaced", pid, version);
            }
            found.ask(new Request.Leave());
            found.close();
        } catch (IOException none) {
            LOGGER.log(Level.DEBUG, "no keeper at {0}: {1}", folder.path(), none.getMessage());
        }
        return start(folder);
    }

    private KeeperLink start(KeeperFolder folder) throws IOException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        DetachedProcess begun = KeeperStart.begin(folder);
        while (System.nanoTime() < end) {
            try {
                KeeperLink fresh = KeeperLink.open(folder, this::gone);
                fresh.ask(new Request.Hello(Frames.VERSION));
                return fresh;
            } catch (IOException notYet) {
                // One that ends at once has found another that is about to end, or cannot run at all.
                if (begun.hasEnded()) {
                    Thread.sleep(RETRY);
                    begun = KeeperStart.begin(folder);
                }
                Thread.sleep(START_LOOK);
            }
        }
        throw new IOException(
                "the keeper process did not start within " + START_LIMIT.toSeconds() + " s: " + tail(folder.log()));
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return String.join("; ", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
    }

    /** The connection has ended, which without a close of ours means that the keeper has. */
    private void gone(KeeperLink which) {
        lock.lock();
        try {
            if (closed || link != which) {
                return;
            }
            link = null;
        } finally {
            lock.unlock();
        }
        LOGGER.log(Level.WARNING, "the keeper process is gone and is started anew; its tasks go on");
        begin();
    }

    private void begin() {
        Duration pause = RETRY;
        try {
            while (!isClosed()) {
                try {
                    link();
                    tellListeners();
                    return;
                } catch (IOException fault) {
                    LOGGER.log(Level.ERROR, "the keeper process cannot be started: {0}", fault.getMessage());
                    Thread.sleep(pause);
                    pause = pause.compareTo(LONGEST_RETRY) < 0 ? pause.multipliedBy(2) : pause;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellListeners() {
        List<Runnable> listeners;
        lock.lock();
        try {
            listeners = List.copyOf(onReconnect);
        } finally {
            lock.unlock();
        }
        listeners.forEach(Runnable::run);
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** A keeper without processes has nothing to wait for. */
    private void sendAwayIdle(KeeperLink current) {
        try {
            if (current.ask(new Request.ListAll()) instanceof Reply.Known(var processes) && processes.isEmpty()) {
                current.ask(new Request.Leave());
            }
        } catch (IOException gone) {
            LOGGER.log(Level.DEBUG, "the keeper is gone already: {0}", gone.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        KeeperLink current;
        lock.lock();
        try {
            current = closed ? null : link;
            closed = true;
        } finally {
            lock.unlock();
        }
        if (current != null) {
            try {
                Thread.ofVirtual().start(() -> sendAwayIdle(current)).join(FAREWELL);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            current.close();
        }
    }
}
