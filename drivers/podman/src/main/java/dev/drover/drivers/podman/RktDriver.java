package dev.drover.drivers.podman;

import dev.drover.driver.ConfigReader;
import dev.drover.driver.Driver;
import dev.drover.driver.DriverException;
import dev.drover.driver.FileIsolation;
import dev.drover.driver.Fingerprint;
import dev.drover.driver.RunningTask;
import dev.drover.driver.TaskLaunch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs jobs that say {@code rkt}, a container engine that nobody maintains any more, with Podman. Options that mean the same are
 * translated; what only rkt had is left out with a warning on the task's events.
 */
public final class RktDriver implements Driver {
    private static final List<String> WITHOUT_MEANING =
            List.of("trust_prefix", "insecure_options", "no_overlay", "debug", "group");

    /** A task's options in Podman's words. */
    private record Translation(
            Map<String, Object> config, PodmanRequest.Resolver resolver, List<String> ignored, List<String> faults) {}

    private final PodmanDriver podman;

    public RktDriver(PodmanDriver podman) {
        this.podman = podman;
    }

    @Override
    public String name() {
        return "rkt";
    }

    @Override
    public FileIsolation fileIsolation() {
        return FileIsolation.IMAGE;
    }

    @Override
    public Fingerprint fingerprint() {
        Fingerprint real = podman.fingerprint();
        return real.health() == Fingerprint.Health.HEALTHY
                ? new Fingerprint(real.health(), "Healthy: tasks run with Podman", Map.of())
                : real;
    }

    @Override
    public List<String> validate(Map<String, Object> config) {
        return translate(config).faults();
    }

    @Override
    public RunningTask start(TaskLaunch launch, Consumer<String> progress)
            throws DriverException, InterruptedException {
        Translation translation = translate(launch.config());
        if (!translation.faults().isEmpty()) {
            throw new DriverException(String.join("; ", translation.faults()));
        }
        progress.accept("rkt is not maintained any more; this task runs with Podman, and should say driver = \"podman\""
                + (translation.ignored().isEmpty() ? "" : "; without meaning: " + translation.ignored()));
        return podman.start(with(launch, translation.config()), translation.resolver(), progress);
    }

    @Override
    public RunningTask recover(TaskLaunch launch, String recoveryState) throws DriverException, InterruptedException {
        return podman.recover(with(launch, translate(launch.config()).config()), recoveryState);
    }

    /** The service is the other driver's. */
    @Override
    public void close() {}

    private static Translation translate(Map<String, Object> values) {
        ConfigReader rkt = ConfigReader.of(values);
        Map<String, Object> podman = new HashMap<>();
        podman.put("image", rkt.requiredText("image"));
        if (rkt.has("command")) {
            // rkt's command replaces the image's program, where Podman's is given to it.
            podman.put("entrypoint", List.of(rkt.text("command", "")));
        }
        podman.put("args", rkt.texts("args"));
        podman.put("ports", new ArrayList<>(rkt.textMap("port_map").values()));
        podman.put("volumes", volumes(rkt));
        List<String> nets = rkt.texts("net");
        if (nets.contains("host") || nets.contains("none")) {
            podman.put("network_mode", nets.contains("host") ? "host" : "none");
        }
        PodmanRequest.Resolver resolver =
                new PodmanRequest.Resolver(rkt.texts("dns_servers"), rkt.texts("dns_search_domains"));
        List<String> ignored = WITHOUT_MEANING.stream().filter(rkt::has).toList();
        return new Translation(podman, resolver, ignored, rkt.finish());
    }

    private static List<String> volumes(ConfigReader rkt) {
        List<String> volumes = new ArrayList<>();
        for (String volume : rkt.texts("volumes")) {
            String[] parts = volume.split(":", -1);
            if (parts.length < 2 || parts.length > 3) {
                rkt.fault("volumes", "\"" + volume + "\" is not of the form host:container[:readOnly]");
            } else {
                boolean readOnly = parts.length == 3 && parts[2].equalsIgnoreCase("readOnly");
                volumes.add(parts[0] + ":" + parts[1] + (readOnly ? ":ro" : ""));
            }
        }
        return volumes;
    }

    private static TaskLaunch with(TaskLaunch launch, Map<String, Object> config) {
        return new TaskLaunch(
                launch.allocationId(),
                launch.allocationName(),
                launch.namespace(),
                launch.jobId(),
                launch.jobName(),
                launch.groupName(),
                launch.nodeId(),
                launch.nodeName(),
                launch.task(),
                config,
                launch.environment(),
                launch.user(),
                launch.resources(),
                launch.ports(),
                launch.directories(),
                launch.surroundings(),
                launch.stdout(),
                launch.stderr());
    }
}
