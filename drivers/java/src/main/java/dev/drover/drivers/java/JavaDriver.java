package dev.drover.drivers.java;

import dev.drover.driver.Driver;
import dev.drover.driver.DriverException;
import dev.drover.driver.FileIsolation;
import dev.drover.driver.Fingerprint;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskLaunch;
import dev.drover.drivers.isolated.Isolation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Runs a Java program with the Java of the host, isolated like a task of the exec driver. */
public final class JavaDriver implements Driver {
    private final Isolation isolation;

    /** Asked once for each program, since an answer takes a second on a busy host. */
    private volatile @Nullable JavaInstallation known;

    public JavaDriver(Isolation isolation) {
        this.isolation = isolation;
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public FileIsolation fileIsolation() {
        return FileIsolation.CHROOT;
    }

    @Override
    public Fingerprint fingerprint() {
        Optional<Fingerprint> missing = isolation.missing();
        if (missing.isPresent()) {
            return missing.get();
        }
        try {
            return installation()
                    .map(java -> Fingerprint.healthy(Map.of(
                            "driver.java",
                            "1",
                            "driver.java.version",
                            java.version(),
                            "driver.java.runtime",
                            java.runtime(),
                            "driver.java.vm",
                            java.machine())))
                    .orElseGet(() -> Fingerprint.undetected("there is no java in JAVA_HOME or on the PATH"));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Fingerprint.undetected("interrupted");
        }
    }

    private Optional<JavaInstallation> installation() throws InterruptedException {
        Optional<Path> program = JavaInstallation.find();
        JavaInstallation last = known;
        if (program.isEmpty() || (last != null && last.program().equals(program.get()))) {
            return program.isEmpty() ? Optional.empty() : Optional.ofNullable(last);
        }
        Optional<JavaInstallation> asked = JavaInstallation.ask(program.get());
        asked.ifPresent(java -> known = java);
        return asked;
    }

    @Override
    public List<String> validate(Map<String, Object> config) {
        return JavaConfig.read(config).faults();
    }

    @Override
    public RunningTask start(TaskLaunch launch, Consumer<String> progress)
            throws DriverException, InterruptedException {
        JavaConfig config = JavaConfig.read(launch.config());
        if (!config.faults().isEmpty()) {
            throw new DriverException(String.join("; ", config.faults()));
        }
        JavaInstallation java =
                installation().orElseThrow(() -> new DriverException("there is no java on this node", true));
        List<String> command = new ArrayList<>(List.of(java.program().toString()));
        command.addAll(config.words());
        // Tasks see /usr, where packages put it; what was unpacked elsewhere is shown to them too.
        Set<Path> visible = java.home().startsWith("/usr") ? Set.of() : Set.of(java.home());
        return isolation.start(launch, command, config.confinement(), visible);
    }

    @Override
    public RunningTask recover(TaskLaunch launch, String recoveryState) throws DriverException {
        return isolation.recover(recoveryState);
    }

    @Override
    public void sweep(String nodeId, Predicate<String> known) throws DriverException, InterruptedException {
        isolation.sweep(known);
    }

    @Override
    public void close() {}
}
