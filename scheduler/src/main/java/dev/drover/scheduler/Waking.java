package dev.drover.scheduler;

import java.util.List;
import java.util.Map;

/**
 * What a blocked evaluation waits for.
 *
 * @param classes computed classes that could run what is queued (true) or could not (false); room on others must be tried
 * @param escaped whether room on a node of any class must be tried
 * @param volumes CSI volumes that are missing or that others have
 * @param quota the quota that is exhausted, or empty. When there is one, room on nodes is of no use unless {@code escaped}
 */
record Waking(Map<String, Boolean> classes, boolean escaped, List<String> volumes, String quota) {
    static Waking forQuota(String quota) {
        return new Waking(Map.of(), false, List.of(), quota);
    }

    /** The same, but also for the quota. */
    Waking or(String other) {
        return new Waking(classes, true, volumes, other);
    }
}
