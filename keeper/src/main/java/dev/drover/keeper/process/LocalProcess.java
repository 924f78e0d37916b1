package dev.drover.keeper.process;

import dev.drover.driver.DriverException;
import dev.drover.driver.ProcessHost;
import dev.drover.driver.Signals;
import dev.drover.driver.TaskExit;
import dev.drover.driver.TaskUsage;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * A process that leads its session. Its end is the end of all: what it left running is killed, the rest of its
 * output is written, and only then {@link #await} returns.
 */
public final class LocalProcess implements ProcessHost.HostedProcess {
    static final String STATUS_UNKNOWN =
            "its exit status is not known, since the keeper process was started anew while it ran";
    static final String MACHINE_RESTARTED = "the machine was restarted while it ran";

    private static final System.Logger LOGGER = System.getLogger(LocalProcess.class.getName());

    /** How long output may still come when a process that left the session holds it open. */
    private static final Duration OUTPUT_GRACE = Duration.ofMillis(500);

    /** How long a write that is under way may take when the keeper leaves. A pump that waits for output need not be waited for. */
    private static final Duration LAST_WRITE = Duration.ofMillis(5);

    private static final int SIGINT = 2;

    private final TaskFolder folder;
    private final ProcessRecord process;
    private final boolean recorded;
    private final Enclosure enclosure;
    private final UsageMeter meter;
    private final List<OutputPump> pumps;
    private final Consumer<LocalProcess> onRelease;
    private final List<String> notices = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean reaped;
    private volatile TaskExit exit = TaskExit.code(-1);

    /** @param recorded whether its end is written into its folder */
    LocalProcess(
            TaskFolder folder,
            ProcessRecord process,
            boolean recorded,
            Enclosure enclosure,
            List<OutputPump> pumps,
            DoubleSupplier coreMhz,
            Consumer<LocalProcess> onRelease) {
        this.folder = folder;
        this.process = process;
        this.recorded = recorded;
        this.enclosure = enclosure;
        this.meter = new UsageMeter(enclosure.session(), enclosure.group(), coreMhz);
        this.pumps = pumps;
        this.onRelease = onRelease;
        process.exit().ifPresent(this::hasEnded);
    }

    private void hasEnded(TaskExit how) {
        exit = how;
        reaped = true;
        ended.countDown();
    }

    /** Cleans up behind a process that has ended just now. */
    void end(Optional<TaskExit> known) {
        reaped = true;
        TaskExit how = enclosure.complete(known.orElseGet(() -> TaskExit.unknown(STATUS_UNKNOWN)));
        try {
            enclosure.killAll();
            for (OutputPump pump : pumps) {
                pump.join(OUTPUT_GRACE);
            }
            enclosure.remove();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            save(how);
            hasEnded(how);
        }
    }

    private void save(TaskExit how) {
        if (recorded) {
            try {
                folder.save(process.ended(how));
            } catch (IOException fault) {
                LOGGER.log(Level.WARNING, "the end of {0} cannot be kept: {1}", key(), fault.getMessage());
            }
        }
    }

    public String key() {
        return process.key();
    }

    /** Unlike the key, it never means another process. */
    public String id() {
        return folder.id();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public TaskExit await() throws InterruptedException {
        ended.await();
        return exit;
    }

    @Override
    public boolean isRunning() {
        return ended.getCount() > 0;
    }

    @Override
    public void signal(String signal) throws DriverException {
        int number = Signals.require(signal);
        if (reaped || !send(number)) {
            throw new DriverException("the process has ended and cannot be sent " + signal);
        }
    }

    private boolean send(int signal) {
        return NativeKill.kill(-pid(), signal) || NativeKill.kill(pid(), signal);
    }

    @Override
    public void stop(Duration timeout, String signal) throws InterruptedException {
        int number = Signals.number(signal.isEmpty() ? "SIGINT" : signal).orElse(SIGINT);
        if (!reaped) {
            send(number);
            ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
        if (!reaped) {
            // Before the group is allowed no more processes: a shell that cannot fork would end with a status of its
            // own.
            send(NativeKill.SIGKILL);
            enclosure.killAll();
        }
        ended.await();
    }

    @Override
    public Optional<TaskUsage> usage() {
        return isRunning() ? Optional.of(meter.measure()) : Optional.empty();
    }

    /** Leaves output that was not read yet to the next keeper. */
    void leave() throws InterruptedException {
        pumps.forEach(OutputPump::leave);
        for (OutputPump pump : pumps) {
            pump.join(LAST_WRITE);
        }
    }

    void note(String notice) {
        synchronized (notices) {
            notices.add(notice);
        }
    }

    /** What nobody has been told yet. */
    public List<String> takeNotices() {
        synchronized (notices) {
            List<String> all = List.copyOf(notices);
            notices.clear();
            return all;
        }
    }

    @Override
    public void listen(Consumer<String> listener) {
        takeNotices().forEach(listener);
    }

    @Override
    public void release() {
        try {
            stop(Duration.ZERO, "SIGKILL");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        onRelease.accept(this);
        folder.delete();
    }
}
