package dev.drover.drivers.mock;

import dev.drover.driver.ConfigReader;
import dev.drover.driver.Driver;
import dev.drover.driver.DriverException;
import dev.drover.driver.FileIsolation;
import dev.drover.driver.Fingerprint;
import dev.drover.driver.RotatingLog;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskLaunch;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;

/**
 * Pretends to run tasks: for tests of schedulers, deployments and clients that need tasks which start slowly, fail or end when told.
 * A pretended task has no process. It is over when the time of its configuration is, whether an agent runs or not, so that it
 * is found again after a restart of the agent as a real one would be.
 */
public final class MockDriver implements Driver {
    /**
     * How the operator set the driver up.
     *
     * @param enabled off unless the operator, or dev mode, says otherwise
     * @param shutdownPeriodically whether the driver looks like gone every other {@code period}
     */
    public record Options(boolean enabled, FileIsolation isolation, boolean shutdownPeriodically, Duration period) {
        /** Reads the plugin's {@code config} block. */
        public static Options of(boolean enabled, Map<String, Object> plugin) {
            ConfigReader config = ConfigReader.of(plugin);
            FileIsolation isolation = switch (config.text("fs_isolation", "none")) {
                case "image" -> FileIsolation.IMAGE;
                case "chroot" -> FileIsolation.CHROOT;
                default -> FileIsolation.NONE;
            };
            long seconds = config.number("shutdown_periodic_duration").orElse(0);
            return new Options(
                    enabled,
                    isolation,
                    config.flag("shutdown_periodic_after", false),
                    Duration.ofSeconds(Math.max(1, seconds)));
        }
    }

    private final Options options;
    private final InstantSource clock;
    private final Instant made;
    private final ConcurrentSkipListSet<Instant> crashes = new ConcurrentSkipListSet<>();

    public MockDriver(Options options) {
        this(options, InstantSource.system());
    }

    MockDriver(Options options, InstantSource clock) {
        this.options = options;
        this.clock = clock;
        this.made = clock.instant();
    }

    @Override
    public String name() {
        return "mock_driver";
    }

    @Override
    public FileIsolation fileIsolation() {
        return options.isolation();
    }

    @Override
    public Fingerprint fingerprint() {
        if (!options.enabled()) {
            return Fingerprint.undetected("disabled");
        }
        Instant now = clock.instant();
        long period = Duration.between(made, now).toMillis() / options.period().toMillis();
        if (options.shutdownPeriodically() && period % 2 == 1) {
            return Fingerprint.undetected("shut down for a while, as shutdown_periodic_after says");
        }
        if (crashes.removeIf(crash -> !crash.isAfter(now))) {
            return new Fingerprint(
                    Fingerprint.Health.UNHEALTHY, "it looks crashed, as plugin_exit_after of a task says", Map.of());
        }
        return Fingerprint.healthy(Map.of("driver.mock_driver", "1"));
    }

    @Override
    public List<String> validate(Map<String, Object> config) {
        return MockConfig.read(config).faults();
    }

    @Override
    public RunningTask start(TaskLaunch launch, Consumer<String> progress)
            throws DriverException, InterruptedException {
        if (!options.enabled()) {
            throw new DriverException("the mock_driver driver is disabled on this node");
        }
        MockConfig config = read(launch);
        Thread.sleep(config.startBlock());
        if (!config.startError().isEmpty()) {
            throw new DriverException(config.startError(), config.startErrorRecoverable());
        }
        Instant now = clock.instant();
        if (config.crashAfter().isPositive()) {
            crashes.add(now.plus(config.crashAfter()));
        }
        try {
            Performance performance = Performance.start(
                    config.behaviour(),
                    config.behaviour().runFor(),
                    RotatingLog.open(launch.stdout()),
                    RotatingLog.open(launch.stderr()));
            return new MockTask(config, performance, now);
        } catch (IOException fault) {
            throw new DriverException("the task's logs cannot be written: " + fault.getMessage(), true);
        }
    }

    private static MockConfig read(TaskLaunch launch) throws DriverException {
        MockConfig config = MockConfig.read(launch.config());
        if (!config.faults().isEmpty()) {
            throw new DriverException(String.join("; ", config.faults()));
        }
        return config;
    }

    /** Goes on for what is left of the task's time. What it has said before is not said again. */
    @Override
    public RunningTask recover(TaskLaunch launch, String recoveryState) throws DriverException {
        MockConfig config = read(launch);
        try {
            Instant started = Instant.parse(recoveryState);
            Duration left = Duration.between(
                    clock.instant(), started.plus(config.behaviour().runFor()));
            Behaviour.Speech silence = new Behaviour.Speech("", 0, Duration.ZERO);
            Behaviour rest = new Behaviour(
                    left, config.behaviour().exit(), config.behaviour().signalError(), silence, silence);
            OutputStream nothing = OutputStream.nullOutputStream();
            return new MockTask(config, Performance.start(rest, left, nothing, nothing), started);
        } catch (DateTimeException | ArithmeticException fault) {
            throw new DriverException("\"" + recoveryState + "\" is not when a task started");
        }
    }

    @Override
    public void close() {}
}
