package dev.drover.drivers.docker;

import dev.drover.driver.ConfigReader;
import dev.drover.driver.DriverException;
import dev.drover.driver.Surroundings;
import dev.drover.driver.TaskLaunch;
import dev.drover.drivers.engine.ProcessorSpeed;
import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedMemoryResources;
import dev.drover.model.text.Globs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The part of a container's request that limits it and ties it to the host: {@code HostConfig}. */
final class HostSettings {
    private static final long MEGABYTE = 1L << 20;

    private final TaskLaunch launch;
    private final DockerOptions options;
    private final ConfigReader config;

    HostSettings(TaskLaunch launch, DockerOptions options, ConfigReader config) {
        this.launch = launch;
        this.options = options;
        this.config = config;
    }

    Map<String, Object> body(Map<String, Object> publishedPorts) throws DriverException {
        Map<String, Object> host = new HashMap<>();
        host.put("PortBindings", publishedPorts);
        host.put("RestartPolicy", Map.of("Name", "no"));
        Mounts mounts = new Mounts(launch, options);
        host.put("Binds", binds(mounts));
        host.put("Mounts", mounts.mounts(config));
        host.put("Devices", Mounts.devices(config));
        host.put("VolumeDriver", config.text("volume_driver", ""));
        host.put("ReadonlyRootfs", config.flag("readonly_rootfs", false));
        host.put("Init", config.flag("init", false));
        host.put("ShmSize", config.number("shm_size").orElse(0));
        host.put("StorageOpt", config.textMap("storage_opt"));
        host.put("Sysctls", config.textMap("sysctl"));
        host.put("Ulimits", ulimits());
        host.put("Isolation", config.text("isolation", ""));
        host.put("GroupAdd", config.texts("group_add"));
        host.put("OomScoreAdj", config.number("oom_score_adj").orElse(options.oomScoreAdjustment()));
        limits(host);
        network(host);
        namespaces(host);
        security(host);
        logging(host);
        return host;
    }

    private void limits(Map<String, Object> host) throws DriverException {
        AllocatedMemoryResources memory = launch.resources().memory();
        if (memory != null) {
            long hard = Math.max(config.number("memory_hard_limit").orElse(0), memory.memoryMaxMb());
            host.put("Memory", Math.max(hard, memory.memoryMb()) * MEGABYTE);
            if (hard > memory.memoryMb()) {
                host.put("MemoryReservation", memory.memoryMb() * MEGABYTE);
            }
            // Otherwise the engine would let a container swap as much again.
            host.put("MemorySwap", Math.max(hard, memory.memoryMb()) * MEGABYTE);
        }
        AllocatedCpuResources cpu = launch.resources().cpu();
        if (cpu != null) {
            host.put("CpuShares", cpu.cpuShares());
            host.put("CpusetCpus", cores(cpu));
            if (config.flag("cpu_hard_limit", false)) {
                long period = config.number("cpu_cfs_period").orElse(100_000);
                host.put("CpuPeriod", period);
                host.put("CpuQuota", Math.round(period * cpu.cpuShares() / ProcessorSpeed.megahertz()));
            }
        }
        host.put("PidsLimit", pidsLimit());
    }

    private long pidsLimit() throws DriverException {
        long most = options.pidsLimit();
        long wanted = config.number("pids_limit").orElse(most);
        if (most > 0 && (wanted > most || wanted <= 0)) {
            throw new DriverException("pids_limit: this node allows at most " + most + " processes");
        }
        return wanted;
    }

    private String cores(AllocatedCpuResources cpu) throws DriverException {
        if (!cpu.reservedCores().isEmpty() && config.has("cpuset_cpus")) {
            throw new DriverException("cpuset_cpus cannot be used together with cores, which say the same");
        }
        return cpu.reservedCores().isEmpty()
                ? config.text("cpuset_cpus", "")
                : cpu.reservedCores().stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private List<String> binds(Mounts mounts) throws DriverException {
        List<String> binds = new ArrayList<>(mounts.binds(config));
        Optional<Surroundings.Network> group = NetworkContainers.of(launch);
        if (group.isPresent()) {
            binds.addAll(new ResolverFiles(launch, config).binds(group.get()));
        }
        return binds;
    }

    private void network(Map<String, Object> host) {
        if (NetworkContainers.of(launch).isPresent()) {
            host.put("NetworkMode", "container:" + NetworkContainers.name(launch.allocationId()));
            return;
        }
        String mode = ContainerRequest.ofTask(launch, config.text("network_mode", ""));
        host.put("NetworkMode", mode.isEmpty() ? "default" : mode);
        host.put("Dns", config.texts("dns_servers"));
        host.put("DnsSearch", config.texts("dns_search_domains"));
        host.put("DnsOptions", config.texts("dns_options"));
        host.put("ExtraHosts", config.texts("extra_hosts"));
    }

    private void namespaces(Map<String, Object> host) throws DriverException {
        DockerOptions.AllowedModes allowed = options.allowedModes();
        host.put("PidMode", mode("pid_mode", allowed.pid(), List.of()));
        host.put("IpcMode", mode("ipc_mode", allowed.ipc(), List.of("none", "private", "shareable")));
        host.put("UsernsMode", mode("userns_mode", allowed.userns(), List.of()));
        host.put("UTSMode", mode("uts_mode", allowed.uts(), List.of()));
        host.put("CgroupnsMode", config.text("cgroupns", ""));
    }

    private String mode(String parameter, List<String> allowed, List<String> harmless) throws DriverException {
        String mode = config.text(parameter, "");
        if (mode.startsWith("task:")) {
            return ContainerRequest.ofTask(launch, mode);
        }
        if (!mode.isEmpty() && !harmless.contains(mode) && !isAllowed(allowed, mode)) {
            throw new DriverException(parameter + ": this node does not allow \"" + mode
                    + "\"; its operator allows modes with allowed_modes { " + parameter.replace("_mode", "")
                    + " = [...] }");
        }
        return mode;
    }

    private static boolean isAllowed(List<String> patterns, String mode) {
        return patterns.stream().anyMatch(pattern -> Globs.matches(pattern, mode));
    }

    private void security(Map<String, Object> host) throws DriverException {
        boolean privileged = config.flag("privileged", false);
        if (privileged && !options.allowPrivileged()) {
            throw new DriverException(
                    "privileged: this node does not allow it; its operator allows it with allow_privileged = true");
        }
        host.put("Privileged", privileged);
        host.put("SecurityOpt", config.texts("security_opt"));
        if (!privileged) {
            host.put("CapDrop", List.of("ALL"));
            host.put("CapAdd", Capabilities.granted(options, config.texts("cap_add"), config.texts("cap_drop")));
        }
        String runtime = config.text("runtime", "");
        if (!runtime.isEmpty() && !options.allowRuntimes().contains(runtime)) {
            throw new DriverException("runtime: this node does not allow \"" + runtime
                    + "\"; its operator allows runtimes with allow_runtimes");
        }
        boolean gpu =
                !launch.resources().devices().isEmpty() && launch.environment().containsKey("NVIDIA_VISIBLE_DEVICES");
        if (gpu && !runtime.isEmpty() && !runtime.equals(options.gpuRuntime())) {
            throw new DriverException("runtime: a task with a device of NVIDIA runs with " + options.gpuRuntime());
        }
        host.put("Runtime", gpu ? options.gpuRuntime() : runtime);
    }

    private void logging(Map<String, Object> host) {
        ConfigReader logging = Blocks.one(config, "logging");
        String type = logging.text("type", logging.text("driver", ""));
        Map<String, String> given = logging.textMap("config");
        host.put(
                "LogConfig",
                type.isEmpty()
                        ? Map.of(
                                "Type",
                                options.logging().type(),
                                "Config",
                                options.logging().options())
                        : Map.of("Type", type, "Config", given));
    }

    private List<Map<String, Object>> ulimits() throws DriverException {
        List<Map<String, Object>> ulimits = new ArrayList<>();
        for (Map.Entry<String, String> entry : config.textMap("ulimit").entrySet()) {
            String[] limits = entry.getValue().split(":", -1);
            try {
                ulimits.add(Map.of(
                        "Name",
                        entry.getKey(),
                        "Soft",
                        Long.parseLong(limits[0]),
                        "Hard",
                        Long.parseLong(limits[limits.length - 1])));
            } catch (NumberFormatException e) {
                throw new DriverException("ulimit: " + entry.getKey() + " = \"" + entry.getValue()
                        + "\" is not of the form \"soft\" or \"soft:hard\"");
            }
        }
        return ulimits;
    }
}
