package dev.drover.keeper;

import dev.drover.driver.DriverException;
import dev.drover.driver.ProcessHost.HostedProcess;
import dev.drover.keeper.process.LocalProcess;
import dev.drover.keeper.process.LocalProcessHost;
import dev.drover.keeper.wire.Frames;
import dev.drover.keeper.wire.Frames.Frame;
import dev.drover.keeper.wire.Reply;
import dev.drover.keeper.wire.Request;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Owns the task processes of a node, so that they outlive the agent: starts them, waits for them, writes their logs, and keeps their
 * exit until an agent has taken note of it. It knows nothing of jobs and decides nothing; what it does is what the agent asks over a
 * Unix-domain socket. The less it does, the less reason there is for it ever to end.
 *
 * <p>One such process a node takes the place of the helpers that other supervisors start beside each task. Should it end all the
 * same, its tasks go on: their output waits in pipes that have names, and the next keeper opens them again.
 */
final class Keeper implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Keeper.class.getName());

    private final LocalProcessHost processes;
    private final ServerSocketChannel listener;
    private final CountDownLatch left = new CountDownLatch(1);
    private int connections;
    private long lastUsed = System.nanoTime();

    private Keeper(LocalProcessHost processes, ServerSocketChannel listener) {
        this.processes = processes;
        this.listener = listener;
    }

    /**
     * Adopts what an earlier keeper has left and listens.
     *
     * @throws IOException when the folder cannot be used
     */
    static Keeper start(KeeperFolder folder) throws IOException {
        LocalProcessHost processes = LocalProcessHost.lasting(folder.tasks());
        Files.deleteIfExists(folder.socketFile());
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(folder.address());
        Keeper keeper = new Keeper(processes, listener);
        Thread.ofVirtual().name("accept").start(keeper::accept);
        return keeper;
    }

    /** Returns when an agent has told the keeper to leave, or when nothing was to be done for this time. */
    void awaitEnd(Duration idle) throws InterruptedException {
        while (!left.await(Math.max(1, idle.toMillis() / 10), java.util.concurrent.TimeUnit.MILLISECONDS)) {
            if (isIdle(idle)) {
                return;
            }
        }
    }

    private synchronized boolean isIdle(Duration limit) {
        return connections == 0 && processes.keys().isEmpty() && System.nanoTime() - lastUsed > limit.toNanos();
    }

    private synchronized void use(int change) {
        connections += change;
        lastUsed = System.nanoTime();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel agent = listener.accept();
                use(1);
                Thread.ofVirtual().name("agent").start(() -> serve(agent));
            }
        } catch (IOException closed) {
            LOGGER.log(Level.DEBUG, "the keeper does not listen any more: {0}", closed.getMessage());
        }
    }

    private void serve(SocketChannel agent) {
        try (agent) {
            Frames frames = new Frames(Channels.newInputStream(agent), Channels.newOutputStream(agent));
            while (true) {
                Frame<Request> frame = frames.readRequest();
                Thread.ofVirtual().name("request").start(() -> answer(frames, frame));
            }
        } catch (IOException gone) {
            LOGGER.log(Level.DEBUG, "an agent is gone: {0}", gone.getMessage());
        } finally {
            use(-1);
        }
    }

    private void answer(Frames frames, Frame<Request> frame) {
        try {
            frames.write(frame.number(), answer(frame.message()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            LOGGER.log(Level.DEBUG, "the agent is gone: {0}", gone.getMessage());
        }
        if (frame.message() instanceof Request.Leave) {
            left.countDown();
        }
    }

    private Reply answer(Request request) throws InterruptedException {
        try {
            return switch (request) {
                case Request.Hello hello ->
                    new Reply.Welcome(Frames.VERSION, ProcessHandle.current().pid());
                case Request.Leave leave -> new Reply.Done();
                case Request.ListAll all ->
                    new Reply.Known(processes.all().stream().map(Keeper::known).toList());
                case Request.Start(var spec) -> started(processes.start(spec));
                case Request.Await(String id) ->
                    find(id).isPresent() ? new Reply.Ended(find(id).get().await()) : new Reply.Unknown();
                case Request.Signal(String id, String signal) -> {
                    Optional<LocalProcess> process = find(id);
                    if (process.isPresent()) {
                        process.get().signal(signal);
                    }
                    yield done(process);
                }
                case Request.Stop(String id, Duration timeout, String signal) -> {
                    Optional<LocalProcess> process = find(id);
                    if (process.isPresent()) {
                        process.get().stop(timeout, signal);
                    }
                    yield done(process);
                }
                case Request.TakeNotices(String id) ->
                    find(id).<Reply>map(process -> new Reply.Notices(process.takeNotices()))
                            .orElseGet(Reply.Unknown::new);
                case Request.Release(String id) -> {
                    Optional<LocalProcess> process = find(id);
                    process.ifPresent(LocalProcess::release);
                    yield done(process);
                }
            };
        } catch (DriverException fault) {
            return new Reply.Refused(String.valueOf(fault.getMessage()), fault.recoverable());
        } catch (RuntimeException fault) {
            LOGGER.log(Level.ERROR, "a request failed", fault);
            return new Reply.Refused("the keeper failed: " + fault, true);
        }
    }

    private static Reply started(HostedProcess process) throws DriverException {
        if (process instanceof LocalProcess local) {
            return new Reply.Started(known(local));
        }
        throw new DriverException("the process cannot be told");
    }

    private static Reply done(Optional<LocalProcess> process) {
        return process.isPresent() ? new Reply.Done() : new Reply.Unknown();
    }

    private static Reply.KnownProcess known(LocalProcess process) {
        return new Reply.KnownProcess(process.id(), process.key(), process.pid(), process.isRunning());
    }

    private Optional<LocalProcess> find(String id) {
        return processes.all().stream()
                .filter(process -> process.id().equals(id))
                .findFirst();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        processes.close();
    }
}
