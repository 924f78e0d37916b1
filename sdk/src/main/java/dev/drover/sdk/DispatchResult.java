package dev.drover.sdk;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How a dispatched job ended.
 *
 * @param jobId of the child that was started
 * @param tasks all tasks of the last allocations, by group and name
 */
public record DispatchResult(String jobId, List<TaskResult> tasks) {
    /** The exit code of a task that never ran, or of a job without any. */
    public static final int NEVER_RAN = -1;

    /**
     * How a task ended.
     *
     * @param exitCode of its last run; {@link #NEVER_RAN} when it never ran
     * @param signal that ended it; 0 for none
     * @param failed whether the task failed, by its exit code or before it ran
     * @param reason the last thing that its node said about it
     * @param stdout the end of what it wrote, up to {@link DispatchResult#MAX_OUTPUT_BYTES}
     * @param stderr as much of what it wrote there
     */
    public record TaskResult(
            String allocationId,
            String group,
            String task,
            int exitCode,
            int signal,
            boolean failed,
            String reason,
            String stdout,
            String stderr) {}

    /** More output is left with the task; read it by {@link DroverClient#files()}. */
    public static final int MAX_OUTPUT_BYTES = 1024 * 1024;

    /** Whether there were tasks, and none failed. */
    public boolean succeeded() {
        return !tasks.isEmpty() && tasks.stream().noneMatch(TaskResult::failed);
    }

    /** The first exit code that is not 0, or 0. */
    public int exitCode() {
        return tasks.isEmpty()
                ? NEVER_RAN
                : tasks.stream()
                        .mapToInt(TaskResult::exitCode)
                        .filter(code -> code != 0)
                        .findFirst()
                        .orElse(0);
    }

    /** What all tasks wrote to their standard output, one after the other. */
    public String output() {
        return tasks.stream().map(TaskResult::stdout).collect(Collectors.joining());
    }
}
