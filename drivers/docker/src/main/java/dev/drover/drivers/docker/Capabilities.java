package dev.drover.drivers.docker;

import dev.drover.driver.DriverException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which Linux capabilities a container gets: a small default, less what the job drops, plus what it adds and may add. */
final class Capabilities {
    private static final String ALL = "ALL";

    private Capabilities() {}

    /** Names in capitals and without their prefix. */
    static Set<String> normalized(Collection<String> names) {
        return names.stream()
                .map(name -> name.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static List<String> granted(DockerOptions options, List<String> add, List<String> drop) throws DriverException {
        Set<String> allowed = options.allowCapabilities();
        Set<String> wanted = normalized(add);
        Set<String> dropped = normalized(drop);
        Set<String> refused = new TreeSet<>(wanted);
        refused.removeAll(allowed);
        if (!allowed.contains(ALL) && !refused.isEmpty()) {
            throw new DriverException("cap_add: this node does not allow " + String.join(", ", refused)
                    + "; its operator allows capabilities with allow_caps");
        }
        Set<String> granted = new TreeSet<>();
        if (!dropped.contains(ALL)) {
            granted.addAll(DockerOptions.DEFAULT_CAPABILITIES);
            if (!allowed.contains(ALL)) {
                granted.retainAll(allowed);
            }
            granted.removeAll(dropped);
        }
        granted.addAll(wanted);
        return List.copyOf(granted);
    }
}
