package dev.drover.drivers.qemu;

import dev.drover.driver.Driver;
import dev.drover.driver.DriverException;
import dev.drover.driver.Fingerprint;
import dev.drover.driver.ProcessHost;
import dev.drover.driver.ProcessHost.HostedProcess;
import dev.drover.driver.ProcessHost.ProcessSpec;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskLaunch;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs virtual machines: one emulator a task, a process of the node's keeper, that writes the machine's console into the task's log. */
public final class QemuDriver implements Driver {
    private static final Pattern VERSION = Pattern.compile("version (\\d+(\\.\\d+)+)");
    private static final String PREFIX = "qemu-system-";
    private static final long VERSION_SECONDS = 5;
    private static final int LONGEST_ANSWER = 64 << 10;

    private final ProcessHost processes;
    private final QemuOptions options;
    private final String searchPath;

    public QemuDriver(ProcessHost processes, QemuOptions options) {
        this(processes, options, Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"));
    }

    QemuDriver(ProcessHost processes, QemuOptions options, String searchPath) {
        this.processes = processes;
        this.options = options;
        this.searchPath = searchPath;
    }

    @Override
    public String name() {
        return "qemu";
    }

    @Override
    public Fingerprint fingerprint() {
        try {
            Map<String, Path> emulators = emulators();
            if (emulators.isEmpty()) {
                return Fingerprint.undetected("no " + PREFIX + "* program was found");
            }
            Map<String, String> attributes = new TreeMap<>();
            attributes.put("driver.qemu.emulators", String.join(",", new TreeSet<>(emulators.keySet())));
            Path first = emulators.getOrDefault(
                    PREFIX + "x86_64", emulators.values().iterator().next());
            attributes.put("driver.qemu.version", version(first));
            return Fingerprint.healthy(attributes);
        } catch (IOException e) {
            return new Fingerprint(Fingerprint.Health.UNHEALTHY, String.valueOf(e.getMessage()), Map.of());
        }
    }

    private Map<String, Path> emulators() throws IOException {
        Map<String, Path> found = new TreeMap<>();
        for (String folder : searchPath.split(File.pathSeparator, -1)) {
            if (folder.isEmpty() || !Files.isDirectory(Path.of(folder))) {
                continue;
            }
            try (Stream<Path> programs = Files.list(Path.of(folder))) {
                programs.filter(Files::isExecutable).forEach(program -> {
                    String name = String.valueOf(program.getFileName());
                    if (name.startsWith(PREFIX) && options.allowsEmulator(name)) {
                        found.putIfAbsent(name, program);
                    }
                });
            }
        }
        return found;
    }

    private static String version(Path emulator) throws IOException {
        Process process = new ProcessBuilder(emulator.toString(), "--version")
                .redirectErrorStream(true)
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(VERSION_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(emulator + " does not tell its version");
            }
            String answer = new String(process.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
            Matcher version = VERSION.matcher(answer);
            if (!version.find()) {
                throw new IOException(emulator + " does not tell its version: " + answer.strip());
            }
            return version.group(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public List<String> validate(Map<String, Object> config) {
        return QemuConfig.read(config).faults();
    }

    @Override
    public RunningTask start(TaskLaunch launch, Consumer<String> progress)
            throws DriverException, InterruptedException {
        QemuConfig config = QemuConfig.read(launch.config());
        if (!config.faults().isEmpty()) {
            throw new DriverException(String.join("; ", config.faults()));
        }
        HostedProcess process = processes.start(new ProcessSpec(
                launch.taskKey(),
                new QemuCommand(launch, options, config).line(),
                withPath(launch.environment()),
                launch.directories().task(),
                launch.user(),
                launch.stdout(),
                launch.stderr()));
        return new QemuTask(launch.taskKey(), process, monitor(launch, config));
    }

    private Map<String, String> withPath(Map<String, String> environment) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putIfAbsent("PATH", searchPath);
        return all;
    }

    private static Optional<Path> monitor(TaskLaunch launch, QemuConfig config) throws DriverException {
        return config.gracefulShutdown() ? Optional.of(Monitor.socket(launch)) : Optional.empty();
    }

    @Override
    public RunningTask recover(TaskLaunch launch, String recoveryState) throws DriverException {
        HostedProcess process = processes
                .find(recoveryState)
                .orElseThrow(() -> new DriverException("the task's emulator is not known any more", true));
        return new QemuTask(recoveryState, process, monitor(launch, QemuConfig.read(launch.config())));
    }

    /** The host of processes is closed by whoever made it, and swept by the driver of plain processes. */
    @Override
    public void close() {}
}
