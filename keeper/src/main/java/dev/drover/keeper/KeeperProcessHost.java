package dev.drover.keeper;

import dev.drover.driver.DriverException;
import dev.drover.driver.ExecSession;
import dev.drover.driver.ProcessHost;
import dev.drover.keeper.cgroup.ControlGroup;
import dev.drover.keeper.cgroup.ControlGroups;
import dev.drover.keeper.process.Sessions;
import dev.drover.keeper.wire.Reply;
import dev.drover.keeper.wire.Reply.KnownProcess;
import dev.drover.keeper.wire.Request;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/**
 * Processes in the hands of the node's keeper, a process of its own. It is found or started when it is needed first, and replaced at
 * once when it ends, since tasks wait for somebody to read their output.
 */
public final class KeeperProcessHost implements ProcessHost {
    private static final System.Logger LOGGER = System.getLogger(KeeperProcessHost.class.getName());

    private final KeeperConnection connection;
    private final DoubleSupplier coreMhz;
    private final ControlGroups groups;
    private final Sessions sessions;

    /**
     * A host that does nothing yet.
     *
     * @param folder belongs to the keeper alone; where it is the same, so are the processes
     * @param coreMhz speed of a processor core, to tell usage in MHz
     */
    public KeeperProcessHost(Path folder, DoubleSupplier coreMhz) {
        this.connection = new KeeperConnection(folder);
        this.coreMhz = coreMhz;
        this.groups = ControlGroups.of(new KeeperFolder(folder).tasks());
        this.sessions = new Sessions(groups);
    }

    /** Finds or starts the keeper in the background, so that the first task need not wait for it. */
    public void prepare() {
        Thread.ofVirtual().name("keeper-start").start(() -> {
            try {
                connection.ask(new Request.ListAll());
            } catch (IOException fault) {
                LOGGER.log(Level.WARNING, "the keeper does not run: {0}", fault.getMessage());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public HostedProcess start(ProcessSpec spec) throws DriverException, InterruptedException {
        return switch (ask(new Request.Start(spec))) {
            case Reply.Started(KnownProcess process) -> kept(process);
            case Reply.Refused(String reason, boolean recoverable) -> throw new DriverException(reason, recoverable);
            case Reply.Welcome _, Reply.Known _, Reply.Ended _, Reply.Notices _, Reply.Done _, Reply.Unknown _ ->
                throw misunderstood();
        };
    }

    @Override
    public Optional<HostedProcess> find(String key) throws DriverException {
        return all().stream()
                .filter(process -> process.key().equals(key))
                .<HostedProcess>map(this::adopted)
                .findFirst();
    }

    private KeptProcess kept(KnownProcess process) {
        return new KeptProcess(connection, process, groups.group(process.key()), coreMhz);
    }

    /** Commands that an earlier agent ran beside it have nobody to speak with any more. */
    private KeptProcess adopted(KnownProcess process) {
        sessions.endOthers(process.key());
        return kept(process);
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

    @Override
    public Set<String> keys() throws DriverException {
        return all().stream().map(KnownProcess::key).collect(Collectors.toUnmodifiableSet());
    }

    private List<KnownProcess> all() throws DriverException {
        try {
            if (ask(new Request.ListAll()) instanceof Reply.Known(List<KnownProcess> processes)) {
                return processes;
            }
            throw misunderstood();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DriverException("interrupted while the keeper was asked", true);
        }
    }

    private Reply ask(Request request) throws DriverException, InterruptedException {
        try {
            return connection.ask(request);
        } catch (IOException fault) {
            throw new DriverException("the keeper process cannot be asked: " + fault.getMessage(), true);
        }
    }

    private static DriverException misunderstood() {
        return new DriverException("the keeper process answered something else than was asked", true);
    }

    /** Lets go of the keeper, which goes on with its processes, or ends when it has none. */
    @Override
    public void close() {
        sessions.close();
        connection.close();
    }
}
