package dev.drover.driver;

import java.nio.file.Path;
import java.util.List;

/**
 * How a process and all that it starts are held together by a control group of the kernel, where the host has them.
 *
 * @param own whether the process gets a group of its own, which is killed and removed with it
 * @param enters whether the process begins inside its group; false for a command that moves what it starts into it by itself
 * @param limits what all processes of the group may use together
 * @param others folders of groups that somebody else made, which the process enters too; they are left as they are
 */
public record ProcessGroup(boolean own, boolean enters, Limits limits, List<Path> others) {
    /** A group without limits, so that no child escapes the end of its task. */
    public static final ProcessGroup TRACKED = new ProcessGroup(true, true, Limits.NONE, List.of());

    /** No group: processes are held together by their session. */
    public static final ProcessGroup NONE = new ProcessGroup(false, false, Limits.NONE, List.of());

    public ProcessGroup {
        others = List.copyOf(others);
    }

    /**
     * Limits of a group. A value of 0, and an empty list, mean none.
     *
     * @param cpuMhz weight of the group against others when processors are busy
     * @param cores the only processors that it may use
     * @param memoryBytes what it keeps when memory is short on the host
     * @param memoryMaxBytes what it may use at most; the kernel kills a process that wants more
     * @param processes most processes and threads at one time
     */
    public record Limits(long cpuMhz, List<Integer> cores, long memoryBytes, long memoryMaxBytes, long processes) {
        public static final Limits NONE = new Limits(0, List.of(), 0, 0, 0);

        public Limits {
            cores = List.copyOf(cores);
        }
    }
}
