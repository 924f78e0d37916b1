package dev.drover.drivers.qemu;

import dev.drover.driver.DriverException;
import dev.drover.driver.TaskLaunch;
import dev.drover.driver.TaskLaunch.PortBinding;
import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedMemoryResources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the emulator's command line, within what the operator allows. */
final class QemuCommand {
    private static final long LEAST_MEMORY_MEBIBYTES = 128;

    private final TaskLaunch launch;
    private final QemuOptions options;
    private final QemuConfig config;

    QemuCommand(TaskLaunch launch, QemuOptions options, QemuConfig config) {
        this.launch = launch;
        this.options = options;
        this.config = config;
    }

    List<String> line() throws DriverException {
        if (!options.allowsEmulator(config.emulator())) {
            throw new DriverException("emulator: this node does not allow \"" + config.emulator()
                    + "\"; its operator allows emulators with emulators_allowlist");
        }
        for (String argument : config.arguments()) {
            if (!options.allowsArgument(argument)) {
                throw new DriverException("args: this node does not allow \"" + argument
                        + "\"; its operator allows flags with args_allowlist");
            }
        }
        List<String> line = new ArrayList<>();
        launch.surroundings()
                .network()
                .ifPresent(network -> line.addAll(List.of("nsenter", "--net=" + network.namespace(), "--")));
        line.add(config.emulator());
        line.addAll(List.of("-machine", "type=" + config.machine() + ",accel=" + config.accelerator()));
        line.addAll(List.of("-name", launch.task().name() + "-" + launch.allocationId()));
        line.addAll(List.of("-m", memory() + "M"));
        line.addAll(List.of("-drive", "file=" + escaped(image()) + ",if=" + config.drive()));
        line.add("-nographic");
        if (config.accelerator().equals("kvm")) {
            line.addAll(List.of("-cpu", "host"));
        }
        AllocatedCpuResources cpu = launch.resources().cpu();
        if (cpu != null && !cpu.reservedCores().isEmpty()) {
            line.addAll(List.of("-smp", Integer.toString(cpu.reservedCores().size())));
        }
        if (config.gracefulShutdown()) {
            line.addAll(List.of("-monitor", "unix:" + Monitor.socket(launch) + ",server=on,wait=off"));
        }
        if (config.guestAgent()) {
            Path socket = Monitor.usable(launch.directories().task().resolve("qemu-guest-agent.sock"));
            line.addAll(List.of("-chardev", "socket,path=" + socket + ",server=on,wait=off,id=qga0"));
            line.addAll(List.of("-device", "virtio-serial"));
            line.addAll(List.of("-device", "virtserialport,chardev=qga0,name=org.qemu.guest_agent.0"));
        }
        line.addAll(config.arguments());
        line.addAll(forwards());
        return line;
    }

    private long memory() throws DriverException {
        AllocatedMemoryResources memory = launch.resources().memory();
        long size = memory == null ? 0 : memory.memoryMb();
        if (size < LEAST_MEMORY_MEBIBYTES) {
            throw new DriverException("a virtual machine needs at least memory = " + LEAST_MEMORY_MEBIBYTES);
        }
        return size;
    }

    /** The image, as far as the operator allows its place. A link in the allocation could lead anywhere. */
    private Path image() throws DriverException {
        Path path = launch.directories().task().resolve(config.image()).normalize();
        try {
            Path real = path.toRealPath();
            if (real.startsWith(launch.directories().allocation().toRealPath())) {
                return real;
            }
            for (Path folder : options.imageFolders()) {
                if (folder.toFile().exists() && real.startsWith(folder.toRealPath())) {
                    return real;
                }
            }
        } catch (IOException e) {
            throw new DriverException("image_path: there is no file " + path);
        }
        throw new DriverException(
                "image_path: " + path + " lies neither in the allocation's folders nor in one that the"
                        + " operator of this node allows with image_paths");
    }

    /** A comma ends a value of the emulator's, unless it is doubled. */
    private static String escaped(Path path) {
        return path.toString().replace(",", ",,");
    }

    private List<String> forwards() throws DriverException {
        if (config.ports().isEmpty()) {
            return List.of();
        }
        StringBuilder network = new StringBuilder("user,id=user.0");
        for (Map.Entry<String, String> entry : config.ports().entrySet()) {
            PortBinding port = launch.ports().get(entry.getKey());
            if (port == null) {
                throw new DriverException(
                        "port_map: there is no port \"" + entry.getKey() + "\" in the group's network block");
            }
            boolean ofGroup = launch.surroundings().network().isPresent() && port.containerPort() > 0;
            int outside = ofGroup ? port.containerPort() : port.hostPort();
            String address = ofGroup ? "" : port.hostIp();
            for (String protocol : List.of("udp", "tcp")) {
                network.append(",hostfwd=%s:%s:%d-:%s".formatted(protocol, address, outside, entry.getValue()));
            }
        }
        return List.of("-netdev", network.toString(), "-device", "virtio-net,netdev=user.0");
    }
}
