package dev.drover.drivers.isolated;

import dev.drover.driver.DriverException;
import dev.drover.driver.Fingerprint;
import dev.drover.driver.HostUser;
import dev.drover.driver.ProcessGroup;
import dev.drover.driver.ProcessGroup.Limits;
import dev.drover.driver.ProcessHost;
import dev.drover.driver.ProcessHost.HostedProcess;
import dev.drover.driver.ProcessHost.Launcher;
import dev.drover.driver.ProcessHost.ProcessSpec;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskLaunch;
import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedMemoryResources;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Starts tasks in isolation. A runtime makes namespaces and root from a bundle and ends; the task becomes a child of the host of
 * processes like any other, which made its control group with the limits before. So an isolated task costs nothing beside itself, and
 * outlives the agent in the same way as a plain process.
 */
public final class Isolation {
    private static final System.Logger LOGGER = System.getLogger(Isolation.class.getName());

    private static final String DEFAULT_USER = "nobody";
    private static final long MEBIBYTE = 1 << 20;
    private static final long DELETE_SECONDS = 20;
    private static final Map<String, String> RUNTIME_ENVIRONMENT =
            Map.of("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C.UTF-8");

    /** How runc writes what went wrong. */
    private static final Pattern MESSAGE = Pattern.compile("msg=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Pattern MISSING_PROGRAM =
            Pattern.compile("executable file .*not found|exec(utable)?:? .*no such file|permission denied");

    private final ProcessHost processes;
    private final Supplier<Optional<ContainerRuntime>> runtimes;
    private final IsolationOptions options;
    private final Path bundles;
    private final Path state;

    /** @param folder for what is needed to start and find tasks; the same after a restart of the agent */
    public Isolation(ProcessHost processes, IsolationOptions options, Path folder) {
        this(processes, ContainerRuntime::find, options, folder);
    }

    /** With a runtime of choice. */
    public Isolation(
            ProcessHost processes,
            Supplier<Optional<ContainerRuntime>> runtimes,
            IsolationOptions options,
            Path folder) {
        this.processes = processes;
        this.runtimes = runtimes;
        this.options = options;
        this.bundles = folder.resolve("bundles");
        this.state = folder.resolve("state");
    }

    /** Why tasks cannot be isolated here; empty when they can. */
    public Optional<Fingerprint> missing() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.of(Fingerprint.undetected("isolation needs Linux"));
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of(Fingerprint.undetected("isolation needs an agent that runs as root"));
        }
        if (processes.groupPath("fingerprint").isEmpty()) {
            return Optional.of(Fingerprint.undetected("isolation needs control groups, which cannot be made here"));
        }
        if (runtimes.get().isEmpty()) {
            return Optional.of(Fingerprint.undetected("isolation needs an OCI runtime: install crun or runc"));
        }
        return Optional.empty();
    }

    /**
     * Starts a program in isolation.
     *
     * @param command found in the task's root, its own folders first
     * @param visible further folders and files of the host that the program needs, at the same place
     */
    public RunningTask start(TaskLaunch launch, List<String> command, Confinement confinement, Set<Path> visible)
            throws DriverException, InterruptedException {
        HostUser user = HostUser.find(launch.user().isEmpty() ? DEFAULT_USER : launch.user());
        user.require(options.deniedUsers(), options.deniedGroups());
        String group = processes
                .groupPath(launch.taskKey())
                .orElseThrow(() -> new DriverException("control groups cannot be made on this node"));
        Map<Path, String> chroot = new LinkedHashMap<>(options.chroot());
        visible.forEach(path -> chroot.putIfAbsent(path, path.toString()));
        TaskRoot root = new TaskRoot(launch.directories());
        root.prepare(chroot, user);
        List<String> words = new ArrayList<>(command);
        words.set(0, root.find(command.getFirst()));
        Bundle bundle = Bundle.of(bundles, launch.taskKey());
        remove(bundle);
        write(bundle, new ContainerConfig(launch, words, confinement, options, user, chroot, group).build());
        try {
            return new IsolatedTask(this, launch.taskKey(), processes.start(spec(launch, bundle)));
        } catch (DriverException fault) {
            remove(bundle);
            throw explained(fault);
        }
    }

    private static void write(Bundle bundle, Map<String, Object> config) throws DriverException {
        try {
            bundle.write(config);
        } catch (IOException fault) {
            throw new DriverException("the task's bundle cannot be written: " + fault, true);
        }
    }

    private ProcessSpec spec(TaskLaunch launch, Bundle bundle) throws DriverException {
        return new ProcessSpec(
                launch.taskKey(),
                runtime().run(state, bundle, options.pivotRoot()),
                RUNTIME_ENVIRONMENT,
                Path.of("/"),
                "",
                launch.stdout(),
                launch.stderr(),
                new ProcessGroup(true, false, limits(launch), List.of()),
                Optional.of(new Launcher(bundle.pidFile(), bundle.log())));
    }

    private ContainerRuntime runtime() throws DriverException {
        return runtimes.get()
                .orElseThrow(
                        () -> new DriverException("there is no OCI runtime on this node: install crun or runc", true));
    }

    private Limits limits(TaskLaunch launch) {
        AllocatedCpuResources cpu = launch.resources().cpu();
        AllocatedMemoryResources memory = launch.resources().memory();
        long reserved = memory == null ? 0 : memory.memoryMb() * MEBIBYTE;
        long most = memory == null || memory.memoryMaxMb() == 0 ? reserved : memory.memoryMaxMb() * MEBIBYTE;
        return new Limits(
                cpu == null ? 0 : cpu.cpuShares(),
                cpu == null ? List.of() : cpu.reservedCores(),
                reserved,
                Math.max(0, most),
                options.processes());
    }

    private static DriverException explained(DriverException fault) {
        String text = String.valueOf(fault.getMessage());
        Matcher message = MESSAGE.matcher(text);
        String reason = message.find() ? message.group(1).replace("\\\"", "\"") : text;
        return new DriverException(
                "cannot start the task: " + reason,
                fault.recoverable() && !MISSING_PROGRAM.matcher(reason).find());
    }

    /** Finds a task of an earlier agent again. */
    public RunningTask recover(String taskKey) throws DriverException {
        return processes
                .find(taskKey)
                .map(process -> new IsolatedTask(this, taskKey, process))
                .orElseThrow(() -> new DriverException("the task's process is not known any more", true));
    }

    /**
     * Ends and removes all of these tasks but those that are known, and what was left of others.
     *
     * @param known tells of a task's key whether it is to stay
     */
    public void sweep(Predicate<String> known) throws DriverException, InterruptedException {
        Map<String, String> keys =
                processes.keys().stream().collect(Collectors.toMap(Bundle::name, key -> key, (one, other) -> one));
        for (Bundle bundle : Bundle.all(bundles)) {
            Optional<String> key = Optional.ofNullable(keys.get(bundle.name()));
            if (key.filter(known).isEmpty()) {
                LOGGER.log(Level.INFO, "container {0}, which is not to run here any more, is removed", bundle.name());
                Optional<HostedProcess> process = key.isPresent() ? processes.find(key.get()) : Optional.empty();
                process.ifPresent(HostedProcess::release);
                remove(bundle);
            }
        }
    }

    /** A command inside the task: with its rights, environment and root. */
    ProcessHost.SessionSpec session(String taskKey, List<String> command, boolean terminal) throws DriverException {
        Bundle bundle = Bundle.of(bundles, taskKey);
        try {
            Path session = bundle.writeCommand(command, terminal);
            return new ProcessHost.SessionSpec(
                    taskKey,
                    runtime().execute(state, bundle, session),
                    RUNTIME_ENVIRONMENT,
                    Path.of("/"),
                    "",
                    terminal,
                    false,
                    Optional.of(session));
        } catch (IOException fault) {
            throw new DriverException("the command cannot be run: " + fault, true);
        }
    }

    ProcessHost processes() {
        return processes;
    }

    void release(String taskKey, HostedProcess process) {
        process.release();
        try {
            remove(Bundle.of(bundles, taskKey));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Removes the container, running or not, and its bundle. */
    private void remove(Bundle bundle) throws InterruptedException {
        try {
            if (Files.exists(state.resolve(bundle.name()))) {
                Process delete = new ProcessBuilder(runtime().delete(state, bundle.name()))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (!delete.waitFor(DELETE_SECONDS, TimeUnit.SECONDS)) {
                    delete.destroyForcibly();
                }
            }
            bundle.delete();
        } catch (IOException | DriverException fault) {
            LOGGER.log(Level.WARNING, "container {0} cannot be removed: {1}", bundle.name(), fault.getMessage());
        }
    }
}
