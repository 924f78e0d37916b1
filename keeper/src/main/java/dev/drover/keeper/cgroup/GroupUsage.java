package dev.drover.keeper.cgroup;

import dev.drover.driver.TaskUsage.Memory;

/** What a group has used so far, and its memory now. Times are nanoseconds. */
public record GroupUsage(
        long cpuNanos, long userNanos, long systemNanos, long throttledPeriods, long throttledNanos, Memory memory) {}
