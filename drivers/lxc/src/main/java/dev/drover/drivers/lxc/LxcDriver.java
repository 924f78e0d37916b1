package dev.drover.drivers.lxc;

import dev.drover.driver.Driver;
import dev.drover.driver.DriverException;
import dev.drover.driver.FileIsolation;
import dev.drover.driver.Fingerprint;
import dev.drover.driver.ProcessHost;
import dev.drover.driver.ProcessHost.HostedProcess;
import dev.drover.driver.ProcessHost.ProcessSpec;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskLaunch;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Runs system containers: a template makes the root's files, and a program of LXC, held by the node's keeper, starts the init in it
 * and stays until it ends. The container's console is the task's output.
 */
public final class LxcDriver implements Driver {
    private static final System.Logger LOGGER = System.getLogger(LxcDriver.class.getName());
    private static final Duration VERSION = Duration.ofSeconds(5);

    /** A template may have to download a distribution. */
    private static final Duration CREATION = Duration.ofMinutes(10);

    private static final Duration REMOVAL = Duration.ofMinutes(1);
    /** Where commands are looked for in a container; the program that enters it is found there as well. */
    private static final String INNER_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final int START_SECONDS = 30;

    /** A file in a container's folder that says to which node and task it belongs. */
    private static final String OWNER = "drover-task";

    private final ProcessHost processes;
    private final LxcOptions options;
    private final LxcPrograms programs;

    public LxcDriver(ProcessHost processes, LxcOptions options) {
        this.processes = processes;
        this.options = options;
        this.programs = new LxcPrograms(options.store());
    }

    @Override
    public String name() {
        return "lxc";
    }

    @Override
    public FileIsolation fileIsolation() {
        return FileIsolation.IMAGE;
    }

    @Override
    public Fingerprint fingerprint() {
        if (!options.enabled()) {
            return Fingerprint.undetected("disabled");
        }
        try {
            String version =
                    LxcPrograms.run(VERSION, List.of("lxc-start", "--version")).text();
            if (!version.matches("\\d+\\.\\d+.*")) {
                return new Fingerprint(
                        Fingerprint.Health.UNHEALTHY, "lxc-start does not tell its version: " + version, Map.of());
            }
            Map<String, String> attributes = new TreeMap<>(Map.of("driver.lxc.version", version));
            if (options.volumesEnabled()) {
                attributes.put("driver.lxc.volumes.enabled", "1");
            }
            return Fingerprint.healthy(attributes);
        } catch (DriverException e) {
            return Fingerprint.undetected("LXC is not installed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Fingerprint.undetected("interrupted");
        }
    }

    @Override
    public List<String> validate(Map<String, Object> config) {
        return LxcConfig.read(config).faults();
    }

    @Override
    public RunningTask start(TaskLaunch launch, Consumer<String> progress)
            throws DriverException, InterruptedException {
        if (!options.enabled()) {
            throw new DriverException("the lxc driver is disabled on this node");
        }
        LxcConfig config = LxcConfig.read(launch.config());
        if (!config.faults().isEmpty()) {
            throw new DriverException(String.join("; ", config.faults()));
        }
        String container = name(launch);
        remove(programs, container);
        boolean started = false;
        try {
            create(launch, config, container, progress);
            RunningTask task = run(launch, config, container);
            started = true;
            return task;
        } finally {
            if (!started) {
                boolean interrupted = Thread.interrupted();
                remove(programs, container);
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private static String name(TaskLaunch launch) {
        return (launch.task().name() + "-" + launch.allocationId()).replaceAll("[^a-zA-Z0-9_.-]", "_");
    }

    private void create(TaskLaunch launch, LxcConfig config, String container, Consumer<String> progress)
            throws DriverException, InterruptedException {
        progress.accept("Creating the container with the template " + config.template());
        Path file = launch.directories().task().resolve("lxc.conf");
        try {
            Files.createDirectories(options.store());
            Files.write(file, new ContainerFile(launch, options, config).lines());
            List<String> words = new ArrayList<>(List.of("-t", config.template(), "-f", file.toString()));
            if (!config.templateArguments().isEmpty()) {
                words.add("--");
                words.addAll(config.templateArguments());
            }
            LxcPrograms.Result result = programs.run(CREATION, "lxc-create", container, words.toArray(String[]::new));
            if (result.code() != 0) {
                throw new DriverException("the template " + config.template() + " failed: " + result.text(), true);
            }
            Files.write(options.store().resolve(container).resolve(OWNER), List.of(launch.nodeId(), launch.taskKey()));
        } catch (IOException e) {
            throw new DriverException("the container cannot be made: " + e.getMessage(), true);
        }
    }

    private RunningTask run(TaskLaunch launch, LxcConfig config, String container)
            throws DriverException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "lxc-start", "-F", "-n", container, "-P", options.store().toString()));
        command.addAll(config.logging());
        command.addAll(
                List.of("-o", launch.directories().task().resolve("lxc.log").toString()));
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/sbin:/usr/bin:/sbin:/bin");
        HostedProcess process = processes.start(new ProcessSpec(
                launch.taskKey(),
                command,
                Map.of("PATH", path),
                launch.directories().task(),
                "",
                launch.stdout(),
                launch.stderr()));
        for (int second = 0; second < START_SECONDS && process.isRunning(); second++) {
            if (programs.run(VERSION, "lxc-wait", container, "-s", "RUNNING", "-t", "1")
                            .code()
                    == 0) {
                return task(launch, process);
            }
        }
        if (!process.isRunning() && process.await().successful()) {
            // It was faster than the question.
            return task(launch, process);
        }
        process.release();
        throw new DriverException(
                "the container did not start; " + launch.directories().task().resolve("lxc.log") + " may tell why",
                true);
    }

    private LxcTask task(TaskLaunch launch, HostedProcess process) {
        Map<String, String> environment = new TreeMap<>(launch.environment());
        environment.put("PATH", INNER_PATH);
        return new LxcTask(
                name(launch), launch.taskKey(), programs, process, processes, environment, options.removeContainers());
    }

    @Override
    public RunningTask recover(TaskLaunch launch, String recoveryState) throws DriverException {
        HostedProcess process = processes
                .find(recoveryState)
                .orElseThrow(() -> new DriverException("the task's container is not known any more", true));
        return task(launch, process);
    }

    @Override
    public void sweep(String nodeId, Predicate<String> known) throws DriverException, InterruptedException {
        List<Path> folders;
        if (!Files.isDirectory(options.store())) {
            return;
        }
        try (Stream<Path> all = Files.list(options.store())) {
            folders = all.filter(folder -> Files.isRegularFile(folder.resolve(OWNER)))
                    .toList();
        } catch (IOException e) {
            throw new DriverException("containers cannot be listed: " + e.getMessage(), true);
        }
        for (Path folder : folders) {
            try {
                List<String> owner = Files.readAllLines(folder.resolve(OWNER));
                if (owner.size() == 2 && owner.getFirst().equals(nodeId) && !known.test(owner.getLast())) {
                    LOGGER.log(
                            Level.INFO, "the container of {0}, which is not to run here any more, is removed", owner);
                    remove(programs, String.valueOf(folder.getFileName()));
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "the container in {0} is left alone: {1}", folder, e.getMessage());
            }
        }
    }

    /** Ends and removes a container, if there is one of this name. */
    static void remove(LxcPrograms programs, String container) throws InterruptedException {
        if (!Files.exists(programs.store().resolve(container))) {
            return;
        }
        try {
            LxcPrograms.Result result = programs.run(REMOVAL, "lxc-destroy", container, "-f");
            if (result.code() != 0) {
                LOGGER.log(Level.WARNING, "container {0} cannot be removed: {1}", container, result.text());
            }
        } catch (DriverException e) {
            LOGGER.log(Level.WARNING, "container {0} cannot be removed: {1}", container, e.getMessage());
        }
    }

    /** The host of processes is closed by whoever made it. */
    @Override
    public void close() {}
}
