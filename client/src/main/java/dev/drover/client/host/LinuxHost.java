package dev.drover.client.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Facts from {@code /proc} and {@code /sys}. */
final class LinuxHost implements Host {
    /** Clock ticks of {@code /proc/stat}: fixed in the kernel's interface. */
    private static final double TICKS_PER_SECOND = 100;

    private static final Path CPUS = Path.of("/sys/devices/system/cpu");
    private static final int SPEED_UNKNOWN_MEGABITS = 1000;

    @Override
    public Cpu cpu() {
        List<String> info = ProcFile.lines("/proc/cpuinfo");
        double fastest = info.stream()
                .filter(line -> line.startsWith("cpu MHz"))
                .mapToDouble(line -> ProcFile.number(afterColon(line)))
                .max()
                .orElse(0);
        double maximum = ProcFile.number(ProcFile.text(CPUS + "/cpu0/cpufreq/base_frequency")) / 1000;
        double mhz = maximum > 0 ? maximum : fastest > 0 ? fastest : 1000;
        List<Core> cores = new ArrayList<>();
        for (int id : CoreList.parse(ProcFile.text(CPUS + "/online"))) {
            Path cpu = CPUS.resolve("cpu" + id);
            int socket = (int) ProcFile.number(ProcFile.text(cpu + "/topology/physical_package_id"));
            cores.add(new Core(id, Math.max(0, socket), numaNode(cpu)));
        }
        return new Cpu(architecture(), first(info, "model name"), Math.floor(mhz), cores);
    }

    private static int numaNode(Path cpu) {
        for (int node = 0; node < 64; node++) {
            if (Files.exists(cpu.resolve("node" + node))) {
                return node;
            }
        }
        return 0;
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch", "")) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            case String other -> other;
        };
    }

    @Override
    public Memory memory() {
        Map<String, Long> values = new HashMap<>();
        for (String line : ProcFile.lines("/proc/meminfo")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.put(
                        line.substring(0, colon),
                        1024 * (long) ProcFile.number(line.substring(colon + 1).replace("kB", "")));
            }
        }
        long free = values.getOrDefault("MemFree", 0L);
        return new Memory(values.getOrDefault("MemTotal", 0L), values.getOrDefault("MemAvailable", free), free);
    }

    @Override
    public Os os() {
        Map<String, String> release = new LinkedHashMap<>();
        for (String line : ProcFile.lines("/etc/os-release")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                release.put(
                        line.substring(0, equals), line.substring(equals + 1).replace("\"", ""));
            }
        }
        String full = ProcFile.text("/etc/debian_version");
        boolean debian = "debian".equals(release.get("ID")) && !full.isEmpty() && Character.isDigit(full.charAt(0));
        String version = debian ? full : release.getOrDefault("VERSION_ID", "");
        String kernel = ProcFile.text("/proc/sys/kernel/osrelease");
        String machine = architecture().equals("amd64") ? "x86_64" : System.getProperty("os.arch", "");
        return new Os(release.getOrDefault("ID", "linux"), version, "linux", kernel, machine);
    }

    @Override
    public String hostname() {
        return ProcFile.text("/proc/sys/kernel/hostname");
    }

    @Override
    public String hostId() {
        String id = ProcFile.text("/etc/machine-id");
        return id.length() != 32
                ? ""
                : String.join(
                        "-",
                        id.substring(0, 8),
                        id.substring(8, 12),
                        id.substring(12, 16),
                        id.substring(16, 20),
                        id.substring(20));
    }

    @Override
    public String cgroupsVersion() {
        if (Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"))) {
            return "2";
        }
        return Files.exists(Path.of("/sys/fs/cgroup/memory")) || Files.exists(Path.of("/sys/fs/cgroup/cpu")) ? "1" : "";
    }

    @Override
    public String defaultInterface() {
        for (String line : ProcFile.lines("/proc/net/route")) {
            String[] fields = line.trim().split("\\s+", -1);
            if (fields.length > 7 && fields[1].equals("00000000") && fields[7].equals("00000000")) {
                return fields[0];
            }
        }
        return "";
    }

    @Override
    public int linkMegabits(String interfaceName) {
        double speed = ProcFile.number(ProcFile.text("/sys/class/net/" + interfaceName + "/speed"));
        return speed > 0 ? (int) speed : SPEED_UNKNOWN_MEGABITS;
    }

    @Override
    public List<CoreTime> coreTimes() {
        List<CoreTime> times = new ArrayList<>();
        for (String line : ProcFile.lines("/proc/stat")) {
            String[] fields = line.split("\\s+", -1);
            if (fields[0].startsWith("cpu") && fields[0].length() > 3) {
                double user = (ProcFile.number(fields[1]) + ProcFile.number(fields[2])) / TICKS_PER_SECOND;
                double system = (ProcFile.number(fields[3]) + ProcFile.number(fields[6]) + ProcFile.number(fields[7]))
                        / TICKS_PER_SECOND;
                double idle = (ProcFile.number(fields[4]) + ProcFile.number(fields[5])) / TICKS_PER_SECOND;
                times.add(new CoreTime(fields[0], user, system, idle));
            }
        }
        return times;
    }

    @Override
    public List<Mount> mounts() {
        return ProcFile.lines("/proc/self/mounts").stream()
                .map(line -> line.split(" ", -1))
                .filter(fields -> fields[0].startsWith("/dev/"))
                .map(fields -> new Mount(fields[0], fields[1].replace("\\040", " ")))
                .toList();
    }

    @Override
    public double inodesUsedPercent(Path path) {
        return NativeStatvfs.inodesUsedPercent(path);
    }

    @Override
    public long uptimeSeconds() {
        return (long) ProcFile.number(ProcFile.text("/proc/uptime").split(" ", -1)[0]);
    }

    private static String first(List<String> lines, String key) {
        Predicate<String> matches = line -> line.startsWith(key);
        return lines.stream()
                .filter(matches)
                .map(LinuxHost::afterColon)
                .findFirst()
                .orElse("");
    }

    private static String afterColon(String line) {
        return line.substring(line.indexOf(':') + 1).trim();
    }
}
