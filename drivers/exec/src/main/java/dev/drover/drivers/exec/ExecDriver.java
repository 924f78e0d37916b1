package dev.drover.drivers.exec;

import dev.drover.driver.Driver;
import dev.drover.driver.DriverException;
import dev.drover.driver.FileIsolation;
import dev.drover.driver.Fingerprint;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskLaunch;
import dev.drover.drivers.isolated.Isolation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Runs a program of the host in a root, namespaces and limits of its own, without an image. */
public final class ExecDriver implements Driver {
    private final Isolation isolation;

    public ExecDriver(Isolation isolation) {
        this.isolation = isolation;
    }

    @Override
    public String name() {
        return "exec";
    }

    @Override
    public FileIsolation fileIsolation() {
        return FileIsolation.CHROOT;
    }

    @Override
    public Fingerprint fingerprint() {
        return isolation.missing().orElseGet(() -> Fingerprint.healthy(Map.of("driver.exec", "1")));
    }

    @Override
    public List<String> validate(Map<String, Object> config) {
        return ExecConfig.read(config).faults();
    }

    @Override
    public RunningTask start(TaskLaunch launch, Consumer<String> progress)
            throws DriverException, InterruptedException {
        ExecConfig config = ExecConfig.read(launch.config());
        if (!config.faults().isEmpty()) {
            throw new DriverException(String.join("; ", config.faults()));
        }
        return isolation.start(launch, config.command(), config.confinement(), Set.of());
    }

    @Override
    public RunningTask recover(TaskLaunch launch, String recoveryState) throws DriverException {
        return isolation.recover(recoveryState);
    }

    /** The host of processes ends what nobody knows; this removes what was made around it. */
    @Override
    public void sweep(String nodeId, Predicate<String> known) throws DriverException, InterruptedException {
        isolation.sweep(known);
    }

    @Override
    public void close() {}
}
