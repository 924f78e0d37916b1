package dev.drover.drivers.rawexec;

import dev.drover.driver.Driver;
import dev.drover.driver.DriverException;
import dev.drover.driver.Fingerprint;
import dev.drover.driver.HostUser;
import dev.drover.driver.IdRanges;
import dev.drover.driver.ProcessGroup;
import dev.drover.driver.ProcessGroup.Limits;
import dev.drover.driver.ProcessHost;
import dev.drover.driver.ProcessHost.HostedProcess;
import dev.drover.driver.ProcessHost.ProcessSpec;
import dev.drover.driver.RunningTask;
import dev.drover.driver.Surroundings;
import dev.drover.driver.TaskLaunch;
import dev.drover.model.alloc.AllocatedCpuResources;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Runs a program of the host as it is: no isolation, the rights of the agent or of the task's user. A control group holds together
 * what the task starts, and gives it its weight and cores; memory is not limited.
 */
public final class RawExecDriver implements Driver {
    /**
     * How the operator set the driver up.
     *
     * @param enabled off unless the operator, or dev mode, says otherwise, since tasks get the rights of the agent
     * @param deniedVariables names of variables, with {@code *}, that no task gets
     * @param deniedUsers ids of users that no task may have
     * @param deniedGroups ids of groups that no task's user may have as its own
     * @param controlGroups false where tasks are held together by their session only
     */
    public record Options(
            boolean enabled,
            List<String> deniedVariables,
            IdRanges deniedUsers,
            IdRanges deniedGroups,
            boolean controlGroups) {
        public Options {
            deniedVariables = List.copyOf(deniedVariables);
        }

        /** Denies no user. */
        public Options(boolean enabled, List<String> deniedVariables) {
            this(enabled, deniedVariables, IdRanges.NONE, IdRanges.NONE, true);
        }
    }

    private static final System.Logger LOGGER = System.getLogger(RawExecDriver.class.getName());

    private final ProcessHost processes;
    private final Options options;

    public RawExecDriver(ProcessHost processes, Options options) {
        this.processes = processes;
        this.options = options;
    }

    @Override
    public String name() {
        return "raw_exec";
    }

    @Override
    public Fingerprint fingerprint() {
        return options.enabled()
                ? Fingerprint.healthy(Map.of("driver.raw_exec", "1"))
                : Fingerprint.undetected("disabled");
    }

    @Override
    public List<String> validate(Map<String, Object> config) {
        return RawExecConfig.read(config).faults();
    }

    @Override
    public RunningTask start(TaskLaunch launch, Consumer<String> progress)
            throws DriverException, InterruptedException {
        if (!options.enabled()) {
            throw new DriverException("the raw_exec driver is disabled on this node");
        }
        RawExecConfig config = RawExecConfig.read(launch.config());
        if (!config.faults().isEmpty()) {
            throw new DriverException(String.join("; ", config.faults()));
        }
        checkUser(launch.user());
        ProcessSpec spec = spec(launch, config);
        RawExecTask task = new RawExecTask(spec, processes, processes.start(spec));
        config.oomScore().ifPresent(task::adjustOomScore);
        return task;
    }

    private ProcessSpec spec(TaskLaunch launch, RawExecConfig config) {
        VariableFilter denied = new VariableFilter(options.deniedVariables()).and(config.deniedVariables());
        return new ProcessSpec(
                launch.taskKey(),
                inNetwork(launch.surroundings(), config.commandLine()),
                denied.apply(launch.environment()),
                config.workDirectory(launch.directories().task()),
                launch.user(),
                launch.stdout(),
                launch.stderr(),
                group(launch, config),
                Optional.empty());
    }

    private ProcessGroup group(TaskLaunch launch, RawExecConfig config) {
        if (!options.controlGroups()) {
            return ProcessGroup.NONE;
        }
        AllocatedCpuResources cpu = launch.resources().cpu();
        Limits limits = cpu == null ? Limits.NONE : new Limits(cpu.cpuShares(), cpu.reservedCores(), 0, 0, 0);
        return new ProcessGroup(!config.replaced(), true, limits, config.groups());
    }

    /** The program enters the group's network and then becomes the task's, so that no process is added. */
    private static List<String> inNetwork(Surroundings surroundings, List<String> command) {
        return surroundings
                .network()
                .map(network -> Stream.concat(
                                Stream.of("nsenter", "--net=" + network.namespace(), "--"), command.stream())
                        .toList())
                .orElse(command);
    }

    private void checkUser(String user) throws DriverException {
        if (!options.deniedUsers().isEmpty() || !options.deniedGroups().isEmpty()) {
            HostUser.find(user.isEmpty() ? System.getProperty("user.name") : user)
                    .require(options.deniedUsers(), options.deniedGroups());
        }
    }

    @Override
    public RunningTask recover(TaskLaunch launch, String recoveryState) throws DriverException {
        return processes
                .find(recoveryState)
                .map(process -> new RawExecTask(spec(launch, RawExecConfig.read(launch.config())), processes, process))
                .orElseThrow(() -> new DriverException("the task's process is not known any more", true));
    }

    /** All keys that the host of processes knows are those of tasks on this node. */
    @Override
    public void sweep(String nodeId, Predicate<String> known) throws DriverException {
        for (String key : processes.keys()) {
            if (!known.test(key)) {
                LOGGER.log(Level.INFO, "the process of {0}, which is not to run here any more, is ended", key);
                processes.find(key).ifPresent(HostedProcess::release);
            }
        }
    }

    @Override
    public void close() {
        processes.close();
    }
}
