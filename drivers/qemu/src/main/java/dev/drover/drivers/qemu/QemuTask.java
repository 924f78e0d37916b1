package dev.drover.drivers.qemu;

import dev.drover.driver.DriverException;
import dev.drover.driver.HostedTask;
import dev.drover.driver.ProcessHost.HostedProcess;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A running emulator.
 *
 * @param monitor its monitor's socket, when the machine is to be shut down in order
 */
record QemuTask(String key, HostedProcess process, Optional<Path> monitor) implements HostedTask {
    private static final System.Logger LOGGER = System.getLogger(QemuTask.class.getName());

    private static final Duration BETWEEN_PRESSES = Duration.ofSeconds(2);

    /** Presses the machine's power button and waits, where the task wants it; then ends the emulator. */
    @Override
    public void stop(Duration timeout, String signal) throws InterruptedException {
        if (monitor.isEmpty()) {
            process.stop(timeout, signal);
            return;
        }
        CountDownLatch ended = new CountDownLatch(1);
        Thread watch = Thread.ofVirtual().name("qemu-stop").start(() -> awaitEnd(ended));
        Thread button = Thread.ofVirtual().name("qemu-power").start(() -> powerDown(monitor.get()));
        try {
            if (!ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                process.stop(Duration.ZERO, "SIGKILL");
            }
        } finally {
            watch.interrupt();
            button.interrupt();
        }
    }

    private void awaitEnd(CountDownLatch ended) {
        try {
            process.await();
            ended.countDown();
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Again and again: a machine that is still starting does not feel the first time. */
    private void powerDown(Path socket) {
        try {
            while (process.isRunning()) {
                Monitor.powerDown(socket);
                Thread.sleep(BETWEEN_PRESSES);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the machine of {0} cannot be shut down in order: {1}", key, e.getMessage());
        }
    }

    @Override
    public void signal(String signal) throws DriverException {
        throw new DriverException("a virtual machine takes no signals");
    }
}
