package dev.drover.keeper;

import dev.drover.driver.DriverException;
import dev.drover.driver.ProcessHost.HostedProcess;
import dev.drover.driver.Signals;
import dev.drover.driver.TaskExit;
import dev.drover.driver.TaskUsage;
import dev.drover.keeper.cgroup.ControlGroup;
import dev.drover.keeper.process.Session;
import dev.drover.keeper.process.UsageMeter;
import dev.drover.keeper.wire.Reply;
import dev.drover.keeper.wire.Reply.KnownProcess;
import dev.drover.keeper.wire.Request;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** A process of the keeper. What it is asked survives the end of a keeper: the next one is asked again. */
final class KeptProcess implements HostedProcess {
    private static final System.Logger LOGGER = System.getLogger(KeptProcess.class.getName());

    private static final TaskExit FORGOTTEN = TaskExit.unknown("the keeper process does not know it any more");

    private final KeeperConnection connection;
    private final KnownProcess process;
    private final UsageMeter meter;
    private final Runnable reconnected = this::tell;
    private volatile Consumer<String> listener = notice -> {};
    private volatile @Nullable TaskExit exit;

    KeptProcess(
            KeeperConnection connection, KnownProcess process, Optional<ControlGroup> group, DoubleSupplier coreMhz) {
        this.connection = connection;
        this.process = process;
        this.meter = new UsageMeter(new Session(process.pid()), group, coreMhz);
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public TaskExit await() throws InterruptedException {
        TaskExit known = exit;
        if (known == null) {
            known = repeat(new Request.Await(process.id())) instanceof Reply.Ended(TaskExit how) ? how : FORGOTTEN;
            exit = known;
            connection.forget(reconnected);
        }
        return known;
    }

    /** As the agent knows it: an end counts once its exit was fetched, which is when the last output is in the log. */
    @Override
    public boolean isRunning() {
        return process.running() && exit == null;
    }

    @Override
    public void signal(String signal) throws DriverException {
        Signals.require(signal);
        try {
            switch (connection.ask(new Request.Signal(process.id(), signal))) {
                case Reply.Refused(String reason, boolean recoverable) ->
                    throw new DriverException(reason, recoverable);
                case Reply.Unknown() -> throw new DriverException("the process has ended and cannot be sent " + signal);
                case Reply.Done _, Reply.Welcome _, Reply.Known _, Reply.Started _, Reply.Ended _, Reply.Notices _ -> {}
            }
        } catch (IOException fault) {
            throw new DriverException("the keeper process cannot be asked: " + fault.getMessage(), true);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DriverException("interrupted while the keeper was asked", true);
        }
    }

    @Override
    public void stop(Duration timeout, String signal) throws InterruptedException {
        repeat(new Request.Stop(process.id(), timeout, signal));
    }

    /** Asks until somebody answers. */
    private Reply repeat(Request request) throws InterruptedException {
        while (true) {
            try {
                return connection.ask(request);
            } catch (IOException gone) {
                LOGGER.log(Level.DEBUG, "{0} waits for a keeper: {1}", process.key(), gone.getMessage());
                connection.awaitLink();
            }
        }
    }

    @Override
    public Optional<TaskUsage> usage() {
        return isRunning() ? Optional.of(meter.measure()) : Optional.empty();
    }

    @Override
    public void listen(Consumer<String> notices) {
        listener = notices;
        connection.listen(reconnected);
        tell();
    }

    private void tell() {
        try {
            if (repeat(new Request.TakeNotices(process.id())) instanceof Reply.Notices all) {
                all.texts().forEach(listener);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void release() {
        connection.forget(reconnected);
        try {
            repeat(new Request.Release(process.id()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
