package dev.drover.keeper.process;

import dev.drover.driver.DriverException;
import dev.drover.driver.ExecSession;
import dev.drover.driver.LogTarget;
import dev.drover.driver.ProcessHost;
import dev.drover.driver.TaskExit;
import dev.drover.keeper.cgroup.ControlGroup;
import dev.drover.keeper.cgroup.ControlGroups;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Owns processes as their parent. A program is started directly, or by {@code setpriv} of util-linux, which replaces itself by it,
 * so a task is exactly the processes that it starts: there is no helper beside it.
 *
 * <p>It is the inner part of the keeper process, which {@link #adopt adopts} what an earlier one has left; a dev agent, whose tasks
 * end with it, has one inside itself.
 */
public final class LocalProcessHost implements ProcessHost {
    private static final System.Logger LOGGER = System.getLogger(LocalProcessHost.class.getName());

    private static final String ADOPTED =
            "The keeper process was started anew while the task ran; the task goes on, and a few"
                    + " kilobytes of its output may be missing in the log";

    private final Path folder;
    private final boolean outlives;
    private final DoubleSupplier coreMhz;
    private final ControlGroups groups;
    private final Sessions sessions;
    private final ConcurrentHashMap<String, LocalProcess> processes = new ConcurrentHashMap<>();
    private @Nullable ExitWatch exits;

    private LocalProcessHost(Path folder, boolean outlives, DoubleSupplier coreMhz) {
        this.folder = folder;
        this.outlives = outlives;
        this.coreMhz = coreMhz;
        this.groups = ControlGroups.of(folder);
        this.sessions = new Sessions(groups);
    }

    /**
     * A host whose processes are not found again when it is gone.
     *
     * @param folder for pipes; nobody else may use it
     * @param coreMhz speed of a processor core, to tell usage in MHz
     */
    public static LocalProcessHost passing(Path folder, DoubleSupplier coreMhz) {
        return new LocalProcessHost(folder, false, coreMhz);
    }

    /**
     * A host whose processes outlive it, and which begins with those that an earlier one of the folder has left.
     *
     * @throws IOException when the folder cannot be read
     */
    public static LocalProcessHost lasting(Path folder) throws IOException {
        Path real = Files.createDirectories(folder).toRealPath();
        LocalProcessHost host = new LocalProcessHost(real, true, () -> 0);
        for (TaskFolder left : TaskFolder.all(real)) {
            host.adopt(left);
        }
        host.endLeftovers();
        return host;
    }

    /** A lost folder leaves groups that no record tells of. */
    private void endLeftovers() {
        try {
            groups.sweep(processes.keySet());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public HostedProcess start(ProcessSpec spec) throws DriverException {
        List<String> command = CommandLine.of(spec.command(), spec.environment(), spec.workingDirectory(), spec.user());
        Optional.ofNullable(processes.get(spec.key())).ifPresent(LocalProcess::release);
        List<OutputPump> pumps = new ArrayList<>();
        try {
            TaskFolder task = TaskFolder.create(folder);
            try {
                LocalProcess process = start(spec, command, task, pumps);
                processes.put(spec.key(), process);
                return process;
            } catch (IOException fault) {
                task.delete();
                throw fault;
            } finally {
                for (OutputPump pump : pumps) {
                    pump.close();
                }
            }
        } catch (IOException fault) {
            throw new DriverException("cannot start " + spec.command().getFirst() + ": " + fault.getMessage(), true);
        }
    }

    private LocalProcess start(ProcessSpec spec, List<String> command, TaskFolder task, List<OutputPump> pumps)
            throws IOException {
        Optional<ControlGroup> group = spec.group().own() ? groups.group(spec.key()) : Optional.empty();
        ProcessRecord planned = ProcessRecord.planned(spec.key(), group.isPresent(), spec.stdout(), spec.stderr());
        if (outlives) {
            task.save(planned);
        }
        Spawn.Output stdout = output(task, "stdout", spec.stdout(), pumps);
        Spawn.Output stderr = output(task, "stderr", spec.stderr(), pumps);
        try {
            Children.reapOrphans();
            ProcessRecord started =
                    planned.started(new Launch(spec, command, group).start(stdout, stderr, groups, exits()));
            if (outlives) {
                task.save(started);
            }
            return watch(task, started, pumps);
        } catch (IOException fault) {
            group.ifPresent(LocalProcessHost::discard);
            throw fault;
        }
    }

    private static void discard(ControlGroup group) {
        try {
            group.destroy();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Enclosure enclosure(ProcessRecord record) {
        return new Enclosure(
                new Session(record.pid()), record.grouped() ? groups.group(record.key()) : Optional.empty());
    }

    private LocalProcess process(TaskFolder task, ProcessRecord record, List<OutputPump> pumps) {
        return new LocalProcess(task, record, outlives, enclosure(record), List.copyOf(pumps), coreMhz, this::forget);
    }

    private Spawn.Output output(TaskFolder task, String name, LogTarget target, List<OutputPump> pumps)
            throws IOException {
        if (!target.enabled()) {
            return Spawn.Output.NOTHING;
        }
        Fifo.create(task.pipe(name));
        OutputPump pump = OutputPump.start(task.pipe(name), target);
        pumps.add(pump);
        return pump.end(outlives);
    }

    private LocalProcess watch(TaskFolder task, ProcessRecord record, List<OutputPump> pumps) throws IOException {
        LocalProcess process = process(task, record, pumps);
        Optional<Pidfd> pidfd = Pidfd.open(record.pid());
        if (pidfd.isPresent()) {
            exits().watch(pidfd.get(), process::end);
        } else {
            process.end(Optional.empty());
        }
        return process;
    }

    /** Made for the first process, so that the start of an agent need not wait for it. */
    private synchronized ExitWatch exits() {
        ExitWatch watch = exits;
        if (watch == null) {
            watch = ExitWatch.start();
            exits = watch;
        }
        return watch;
    }

    private void forget(LocalProcess process) {
        processes.remove(process.key(), process);
        if (processes.isEmpty()) {
            groups.close();
        }
    }

    /** Goes on with a process that an earlier host has started. */
    private void adopt(TaskFolder task) {
        Optional<ProcessRecord> found = task.load();
        if (found.isEmpty()) {
            task.delete();
            return;
        }
        ProcessRecord record = found.get();
        LocalProcess process;
        if (record.exit().isPresent()) {
            process = process(task, record, List.of());
        } else if (!record.boot().equals(ProcessStat.bootId())) {
            TaskExit exit = TaskExit.unknown(LocalProcess.MACHINE_RESTARTED);
            process = process(task, record.ended(exit), List.of());
        } else {
            process = adoptStarted(task, record.pid() == 0 ? foundByPipe(task, record) : record);
        }
        LocalProcess other = processes.put(record.key(), process);
        if (other != null) {
            // A host that ended in the midst of a restart leaves two of one key.
            LocalProcess kept = other.isRunning() ? other : process;
            processes.put(record.key(), kept);
            (kept == other ? process : other).release();
        }
        LOGGER.log(Level.INFO, "{0} is adopted: process {1}", record.key(), process.pid());
    }

    private LocalProcess adoptStarted(TaskFolder task, ProcessRecord record) {
        List<OutputPump> pumps = new ArrayList<>();
        Optional<Pidfd> pidfd = record.pid() == 0 ? Optional.empty() : Pidfd.open(record.pid());
        boolean same = ProcessStat.of(record.pid())
                .filter(stat -> stat.startTicks() == record.startTicks())
                .isPresent();
        if (pidfd.isEmpty() || !same) {
            pidfd.ifPresent(Pidfd::close);
            return lost(task, record);
        }
        try {
            open(task, "stdout", record.stdout(), pumps);
            open(task, "stderr", record.stderr(), pumps);
            LocalProcess process = process(task, record, pumps);
            process.note(ADOPTED);
            exits().watch(pidfd.get(), process::end);
            for (OutputPump pump : pumps) {
                pump.close();
            }
            return process;
        } catch (IOException fault) {
            LOGGER.log(Level.WARNING, "{0} cannot be adopted and is ended: {1}", record.key(), fault.getMessage());
            NativeKill.kill(-record.pid(), NativeKill.SIGKILL);
            return lost(task, record);
        }
    }

    /** It has ended while nobody looked; what it started may not have. */
    private LocalProcess lost(TaskFolder task, ProcessRecord record) {
        LocalProcess process = process(task, record, List.of());
        if (record.pid() != 0 && ProcessStat.of(record.pid()).isEmpty()) {
            process.end(Optional.empty());
            return process;
        }
        // Its number may mean another process by now, or was never known; its group is still its own.
        enclosure(record).group().ifPresent(LocalProcessHost::discard);
        TaskExit exit = TaskExit.unknown(LocalProcess.STATUS_UNKNOWN);
        return process(task, record.ended(exit), List.of());
    }

    private static void open(TaskFolder task, String name, LogTarget target, List<OutputPump> pumps)
            throws IOException {
        if (target.enabled()) {
            pumps.add(OutputPump.start(task.pipe(name), target));
        }
    }

    /** The last host ended in the moment between the start of the process and the record of it: the pipe tells who has it. */
    private static ProcessRecord foundByPipe(TaskFolder task, ProcessRecord record) {
        return ProcessStat.leaderWriting(task.pipe("stdout"))
                .or(() -> ProcessStat.leaderWriting(task.pipe("stderr")))
                .map(leader -> record.started(leader.pid()))
                .orElse(record);
    }

    @Override
    public Optional<HostedProcess> find(String key) {
        return Optional.ofNullable(processes.get(key));
    }

    @Override
    public Set<String> keys() {
        return Set.copyOf(processes.keySet());
    }

    /** All processes that are not released. */
    public Collection<LocalProcess> all() {
        return Map.copyOf(processes).values();
    }

    @Override
    public Optional<String> groupPath(String key) {
        return groups.group(key).map(ControlGroup::path);
    }

    @Override
    public Optional<String> parentGroup() {
        return groups.parent();
    }

    @Override
    public ExecSession open(SessionSpec spec) throws DriverException {
        return sessions.open(spec);
    }

    /** What outlives this host is left to the next one, with what it has not read of its output. */
    @Override
    public void close() {
        try {
            for (LocalProcess process : outlives ? all() : List.<LocalProcess>of()) {
                process.leave();
            }
            sessions.close();
            groups.close();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
