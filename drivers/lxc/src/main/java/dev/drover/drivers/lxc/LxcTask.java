package dev.drover.drivers.lxc;

import dev.drover.driver.DriverException;
import dev.drover.driver.ExecSession;
import dev.drover.driver.HostedTask;
import dev.drover.driver.ProcessHost;
import dev.drover.driver.ProcessHost.HostedProcess;
import dev.drover.driver.ProcessHost.SessionSpec;
import dev.drover.driver.TaskUsage;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A container, held by a process of the node's keeper.
 *
 * <p>What it uses is known to its control groups alone: its processes belong to no session of the keeper's.
 */
final class LxcTask implements HostedTask {
    private static final System.Logger LOGGER = System.getLogger(LxcTask.class.getName());
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Pattern PROCESSOR = Pattern.compile("CPU use:\\s*(\\d+)");
    private static final Pattern MEMORY = Pattern.compile("Memory use:\\s*(\\d+)");

    private final String container;
    private final String key;
    private final LxcPrograms programs;
    private final HostedProcess process;
    private final boolean removed;
    private final ProcessHost commands;
    private final Map<String, String> environment;
    private long lastProcessorNanos = -1;
    private long lastLook;

    /**
     * A task whose container runs.
     *
     * @param commands runs what is executed beside it
     * @param environment of those commands
     * @param removed whether the container is removed in the end
     */
    LxcTask(
            String container,
            String key,
            LxcPrograms programs,
            HostedProcess process,
            ProcessHost commands,
            Map<String, String> environment,
            boolean removed) {
        this.commands = commands;
        this.environment = environment;
        this.container = container;
        this.key = key;
        this.programs = programs;
        this.process = process;
        this.removed = removed;
    }

    @Override
    public HostedProcess process() {
        return process;
    }

    @Override
    public String key() {
        return key;
    }

    /** Asks the container's init to shut down; what is left after the time is killed. */
    @Override
    public void stop(Duration timeout, String signal) throws InterruptedException {
        if (process.isRunning()) {
            try {
                long seconds = Math.max(1, timeout.toSeconds());
                String[] how = timeout.isPositive() ? new String[] {"-t", Long.toString(seconds)} : new String[] {"-k"};
                programs.run(timeout.plus(ANSWER), "lxc-stop", container, how);
            } catch (DriverException e) {
                LOGGER.log(Level.WARNING, "container {0} is killed: {1}", container, e.getMessage());
            }
        }
        process.stop(Duration.ZERO, "SIGKILL");
    }

    @Override
    public void signal(String signal) throws DriverException {
        throw new DriverException("a system container takes no signals");
    }

    /** What the command starts stays in the session that it begins with, so all of it ends with that. */
    @Override
    public ExecSession exec(ExecSession.Request request) throws DriverException, InterruptedException {
        if (!process.isRunning()) {
            throw new DriverException("the task has ended and can run no command");
        }
        List<String> command = new ArrayList<>(
                List.of("lxc-attach", "-n", container, "-P", programs.store().toString(), "--"));
        command.addAll(request.command());
        return commands.open(new SessionSpec(
                key, command, environment, Path.of("/"), "", request.terminal(), false, Optional.empty()));
    }

    @Override
    public synchronized Optional<TaskUsage> usage() {
        if (!process.isRunning()) {
            return Optional.empty();
        }
        try {
            String info =
                    programs.run(ANSWER, "lxc-info", container, "-S", "-H").text();
            Instant now = Instant.now();
            long look = now.getEpochSecond() * 1_000_000_000L + now.getNano();
            long processorNanos = number(PROCESSOR, info);
            double share = lastProcessorNanos < 0 || look <= lastLook
                    ? 0
                    : (double) (processorNanos - lastProcessorNanos) / (look - lastLook);
            lastProcessorNanos = processorNanos;
            lastLook = look;
            return Optional.of(new TaskUsage(share * 100, share * coreMegahertz(), number(MEMORY, info), look));
        } catch (DriverException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private double coreMegahertz() {
        return process.usage()
                .filter(usage -> usage.cpuPercent() > 0)
                .map(usage -> usage.cpuTicks() / usage.cpuPercent() * 100)
                .orElse(1000.0);
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    @Override
    public void destroy() {
        try {
            if (process.isRunning()) {
                stop(Duration.ZERO, "");
            }
            if (removed) {
                LxcDriver.remove(programs, container);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.release();
    }
}
