package dev.drover.keeper.process;

import dev.drover.driver.DriverException;
import dev.drover.driver.ExecSession;
import dev.drover.driver.ProcessGroup.Limits;
import dev.drover.driver.ProcessHost.SessionSpec;
import dev.drover.keeper.cgroup.ControlGroup;
import dev.drover.keeper.cgroup.ControlGroups;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Commands beside the processes of a host. They belong to the process of the agent, which has their input and output in its hands. A
 * command that enters the group of its task has a group below it, by which the next agent finds what the last one has left.
 */
public final class Sessions implements AutoCloseable {
    private static final String PREFIX = "session-";

    /** A terminal of a kind that every program knows. */
    private static final String TERMINAL = "xterm";

    private final ControlGroups groups;
    private final String own = PREFIX + ProcessHandle.current().pid() + "-";
    private final AtomicLong numbers = new AtomicLong();
    private final Set<CommandSession> running = ConcurrentHashMap.newKeySet();

    public Sessions(ControlGroups groups) {
        this.groups = groups;
    }

    /** Starts a command. */
    public ExecSession open(SessionSpec spec) throws DriverException {
        Map<String, String> environment = new TreeMap<>(spec.environment());
        if (spec.terminal()) {
            environment.putIfAbsent("TERM", TERMINAL);
        }
        List<String> command = CommandLine.of(spec.command(), environment, spec.workingDirectory(), spec.user());
        try {
            Optional<ControlGroup> group = spec.enters()
                    ? groups.group(spec.key())
                            .filter(ControlGroup::exists)
                            .map(task -> task.child(own + numbers.incrementAndGet()))
                    : Optional.empty();
            if (group.isPresent()) {
                groups.create(group.get(), Limits.NONE);
            }
            Placement placement =
                    new Placement(group.map(ControlGroup::entrances).orElse(List.of()), groups);
            SessionStreams streams = SessionStreams.open(spec.terminal());
            CommandSession session = start(placement, command, environment, spec, streams, group);
            running.add(session);
            if (session.hasEnded()) {
                running.remove(session);
            }
            return session;
        } catch (IOException fault) {
            throw new DriverException("cannot run " + spec.command().getFirst() + ": " + fault.getMessage());
        }
    }

    private CommandSession start(
            Placement placement,
            List<String> command,
            Map<String, String> environment,
            SessionSpec spec,
            SessionStreams streams,
            Optional<ControlGroup> group)
            throws IOException {
        Path directory = spec.workingDirectory();
        long pid;
        try {
            pid = placement.start(
                    () -> Spawn.start(command, environment, directory, streams.stdin, streams.stdout, streams.stderr));
        } finally {
            // Before anybody watches for the end, which waits for whoever reads these.
            streams.begin();
        }
        return CommandSession.watch(pid, group, spec.folder(), streams, running::remove);
    }

    /** Ends commands beside this process that another agent has started. */
    public void endOthers(String key) {
        Optional<ControlGroup> task = groups.group(key).filter(ControlGroup::exists);
        List<String> names = task.map(ControlGroup::children).orElse(List.of());
        try {
            for (String name : names) {
                if (name.startsWith(PREFIX) && !name.startsWith(own)) {
                    task.orElseThrow().child(name).destroy();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        List.copyOf(running).forEach(CommandSession::close);
    }
}
