package dev.drover.drivers.docker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Names and kinds of what a task's {@code config} may hold. */
final class ConfigSchema {
    /** What a value must look like. */
    private enum Kind {
        TEXT("a string"),
        NUMBER("a number"),
        FLAG("true or false"),
        TEXTS("a list of strings"),
        MAP("a map"),
        BLOCKS("a block");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private static final Map<String, Kind> PARAMETERS = parameters();

    private ConfigSchema() {}

    /** All faults of a configuration, in words that name the parameter. */
    static List<String> faults(Map<String, Object> config) {
        List<String> faults = new ArrayList<>();
        if (!(config.get("image") instanceof String image) || image.isBlank()) {
            faults.add("image is missing: say which image to run, such as image = \"redis:7\"");
        }
        config.forEach((name, value) -> {
            Kind kind = PARAMETERS.get(name);
            if (kind == null) {
                faults.add("unknown parameter \"" + name + "\"" + similar(name));
            } else if (!fits(kind, value)) {
                faults.add(name + " must be " + kind.words + ", not " + value);
            }
        });
        return faults;
    }

    private static boolean fits(Kind kind, Object value) {
        return switch (kind) {
            case TEXT -> value instanceof String || value instanceof Number || value instanceof Boolean;
            case NUMBER -> value instanceof Number || (value instanceof String text && text.matches("-?\\d+"));
            case FLAG -> value instanceof Boolean || value.equals("true") || value.equals("false");
            case TEXTS -> value instanceof List<?> list && list.stream().noneMatch(Map.class::isInstance);
            case MAP, BLOCKS ->
                value instanceof Map
                        || (value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance));
        };
    }

    private static String similar(String name) {
        return PARAMETERS.keySet().stream()
                .min(Comparator.comparingInt(known -> distance(name, known)))
                .filter(known -> distance(name, known) <= 2)
                .map(known -> ", did you mean \"" + known + "\"?")
                .orElse("");
    }

    /** Edits that turn one word into the other. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int substitution = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }

    private static Map<String, Kind> parameters() {
        Map<String, Kind> kinds = new TreeMap<>();
        put(
                kinds,
                Kind.TEXT,
                "image command work_dir hostname network_mode ipv4_address ipv6_address mac_address pid_mode ipc_mode"
                        + " uts_mode userns_mode cgroupns runtime cpuset_cpus load image_pull_timeout volume_driver");
        put(
                kinds,
                Kind.NUMBER,
                "cpu_cfs_period memory_hard_limit shm_size pids_limit oom_score_adj container_exists_attempts");
        put(
                kinds,
                Kind.FLAG,
                "force_pull privileged readonly_rootfs init tty interactive cpu_hard_limit auth_soft_fail"
                        + " advertise_ipv6_address");
        put(
                kinds,
                Kind.TEXTS,
                "args entrypoint ports dns_servers dns_search_domains dns_options extra_hosts cap_add cap_drop"
                        + " security_opt volumes group_add network_aliases");
        put(kinds, Kind.MAP, "labels port_map sysctl ulimit storage_opt");
        put(kinds, Kind.BLOCKS, "auth logging mount mounts devices healthchecks");
        return Map.copyOf(kinds);
    }

    private static void put(Map<String, Kind> kinds, Kind kind, String names) {
        for (String name : List.of(names.split(" "))) {
            kinds.put(name, kind);
        }
    }
}
