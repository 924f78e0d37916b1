package dev.drover.client.process;

import dev.drover.client.host.Host;
import dev.drover.driver.DriverException;
import dev.drover.driver.LogTarget;
import dev.drover.driver.ProcessHost;
import dev.drover.driver.RotatingLog;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/**
 * Owns processes inside the agent. {@code setsid} and {@code setpriv} of util-linux replace themselves by the task's program, so a task
 * is exactly the processes that it starts: there is no helper beside it.
 */
public final class LocalProcessHost implements ProcessHost {
    private final ConcurrentHashMap<String, LocalProcess> running = new ConcurrentHashMap<>();
    private final Optional<Path> setsid = Programs.find("setsid", "", Path.of("/"));
    private final DoubleSupplier coreMhz;

    public LocalProcessHost() {
        this(() -> Host.local().cpu().coreMhz());
    }

    LocalProcessHost(DoubleSupplier coreMhz) {
        this.coreMhz = coreMhz;
    }

    @Override
    public HostedProcess start(ProcessSpec spec) throws DriverException {
        List<String> command = command(spec);
        RotatingLog stdout = open(spec.stdout());
        RotatingLog stderr = open(spec.stderr());
        Process process;
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(spec.workingDirectory().toFile())
                    .redirectInput(new File("/dev/null"));
            builder.environment().clear();
            builder.environment().putAll(spec.environment());
            process = builder.start();
        } catch (IOException | IllegalArgumentException fault) {
            close(stdout);
            close(stderr);
            throw new DriverException("cannot start " + spec.command().getFirst() + ": " + fault.getMessage(), true);
        }
        List<Thread> pumps = List.of(
                OutputPump.start(process.getInputStream(), stdout, spec.stdout()),
                OutputPump.start(process.getErrorStream(), stderr, spec.stderr()));
        LocalProcess hosted = new LocalProcess(process, pumps, coreMhz);
        running.put(spec.key(), hosted);
        Thread.ofVirtual()
                .name("mind " + spec.key())
                .start(() -> hosted.mind(() -> running.remove(spec.key(), hosted)));
        return hosted;
    }

    private List<String> command(ProcessSpec spec) throws DriverException {
        String program = spec.command().getFirst();
        String searchPath = spec.environment().getOrDefault("PATH", "");
        Path executable = Programs.find(program, searchPath, spec.workingDirectory())
                .orElseThrow(() -> new DriverException(
                        program.contains("/")
                                ? program + " is not an executable file on this node"
                                : program + " was not found in PATH (" + searchPath + ")"));
        List<String> command = new ArrayList<>();
        command.add(setsid.orElseThrow(() -> new DriverException("setsid is missing on this node; install util-linux"))
                .toString());
        command.addAll(UserSwitch.prefix(spec.user()));
        command.add(executable.toString());
        command.addAll(spec.command().subList(1, spec.command().size()));
        return command;
    }

    private static RotatingLog open(LogTarget target) throws DriverException {
        try {
            return RotatingLog.open(target);
        } catch (IOException fault) {
            throw new DriverException("log " + target.name() + " cannot be written: " + fault.getMessage(), true);
        }
    }

    private static void close(RotatingLog log) throws DriverException {
        try {
            log.close();
        } catch (IOException fault) {
            throw new DriverException("a log cannot be closed: " + fault.getMessage(), true);
        }
    }

    @Override
    public Optional<HostedProcess> find(String key) {
        return Optional.ofNullable(running.get(key));
    }
}
