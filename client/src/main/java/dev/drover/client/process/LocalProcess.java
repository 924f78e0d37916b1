package dev.drover.client.process;

import dev.drover.driver.DriverException;
import dev.drover.driver.ProcessHost;
import dev.drover.driver.Signals;
import dev.drover.driver.TaskExit;
import dev.drover.driver.TaskUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * A process that was started here, leader of its session. Its end is the end of all: what it left running is killed, the rest of its
 * output is written, and only then {@link #await} returns.
 */
final class LocalProcess implements ProcessHost.HostedProcess {
    /** How long output may still come when a process that left the session holds it open. */
    private static final Duration OUTPUT_GRACE = Duration.ofMillis(500);

    private final Process process;
    private final Session session;
    private final UsageMeter meter;
    private final List<Thread> pumps;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile TaskExit exit = TaskExit.code(-1);

    LocalProcess(Process process, List<Thread> pumps, DoubleSupplier coreMhz) {
        this.process = process;
        this.session = new Session(process.pid());
        this.meter = new UsageMeter(session, coreMhz);
        this.pumps = pumps;
    }

    /** Waits for the process and cleans up behind it. */
    void mind(Runnable afterwards) {
        try {
            exit = exit(process.waitFor());
            session.killAll();
            for (Thread pump : pumps) {
                pump.join(OUTPUT_GRACE);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
            afterwards.run();
        }
    }

    /** See {@link TaskExit} for the statuses that cannot be told from signals. */
    private static TaskExit exit(int code) {
        return code > 128 && code < 128 + 32 ? TaskExit.signalled(code - 128) : TaskExit.code(code);
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
        if (!process.isAlive() || !send(number)) {
            throw new DriverException("the process has ended and cannot be sent " + signal);
        }
    }

    /** To its whole group; in the first moments of its life, when it does not lead one yet, to itself. */
    private boolean send(int signal) {
        return NativeKill.kill(-process.pid(), signal) || NativeKill.kill(process.pid(), signal);
    }

    @Override
    public void stop(Duration timeout, String signal) throws InterruptedException {
        int number = Signals.number(signal.isEmpty() ? "SIGINT" : signal).orElse(2);
        if (process.isAlive()) {
            send(number);
            ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
        session.killAll();
        ended.await();
    }

    @Override
    public Optional<TaskUsage> usage() {
        return isRunning() ? Optional.of(meter.measure()) : Optional.empty();
    }
}
