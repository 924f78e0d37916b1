package dev.drover.drivers.isolated;

import dev.drover.driver.DriverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Linux capabilities of a task: a small default, less what the job drops, plus what it adds and may add. A task that is not root has
 * only those in effect that it adds; the others bound what it could ever get.
 *
 * @param granted names in capitals, without their prefix
 * @param added those that the job asked for
 */
record Capabilities(Set<String> granted, Set<String> added) {
    static final List<String> DEFAULT = List.of(
            "AUDIT_WRITE",
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "KILL",
            "MKNOD",
            "NET_BIND_SERVICE",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_CHROOT");

    private static final String ALL = "ALL";

    /** In the order of their numbers. */
    private static final List<String> KNOWN = List.of(
            ("CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE"
                            + " NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE"
                            + " SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE"
                            + " AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND"
                            + " AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE")
                    .split(" ", -1));

    Capabilities {
        granted = Set.copyOf(granted);
        added = Set.copyOf(added);
    }

    static Set<String> normalized(Collection<String> names) {
        return names.stream()
                .map(name -> name.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @throws DriverException naming what the operator does not allow, or what does not exist */
    static Capabilities of(Set<String> allowed, List<String> add, List<String> drop) throws DriverException {
        Set<String> wanted = normalized(add);
        Set<String> dropped = normalized(drop);
        Set<String> refused = new TreeSet<>(wanted);
        refused.removeAll(allowed);
        if (!allowed.contains(ALL) && !refused.isEmpty()) {
            throw new DriverException("cap_add: this node does not allow " + String.join(", ", refused)
                    + "; its operator allows capabilities with allow_caps");
        }
        Set<String> unknown = new TreeSet<>(wanted);
        KNOWN.forEach(unknown::remove);
        unknown.remove(ALL);
        if (!unknown.isEmpty()) {
            throw new DriverException("cap_add: there is no capability " + String.join(", ", unknown));
        }
        Set<String> added = new TreeSet<>(wanted.contains(ALL) ? ofKernel() : wanted);
        Set<String> granted = new TreeSet<>(dropped.contains(ALL) ? List.of() : DEFAULT);
        if (!allowed.contains(ALL)) {
            granted.retainAll(allowed);
        }
        granted.removeAll(dropped);
        granted.addAll(added);
        return new Capabilities(granted, added);
    }

    private static List<String> ofKernel() {
        try {
            int last = Integer.parseInt(
                    Files.readString(Path.of("/proc/sys/kernel/cap_last_cap")).strip());
            return KNOWN.subList(0, Math.min(KNOWN.size(), last + 1));
        } catch (IOException | NumberFormatException untold) {
            return KNOWN;
        }
    }

    /** The sets of a process, in the form of the specification. */
    Map<String, Object> sets(boolean root) {
        Map<String, Object> sets = new LinkedHashMap<>();
        List<String> effective = prefixed(root ? granted : added);
        sets.put("bounding", prefixed(granted));
        sets.put("permitted", effective);
        sets.put("effective", effective);
        sets.put("inheritable", root ? List.of() : effective);
        sets.put("ambient", root ? List.of() : effective);
        return sets;
    }

    private static List<String> prefixed(Set<String> names) {
        return names.stream().sorted().map(name -> "CAP_" + name).toList();
    }
}
