package dev.drover.client.task;

import dev.drover.driver.TaskExit;
import dev.drover.model.alloc.TaskEvent;
import dev.drover.model.alloc.TaskEventBuilder;
import dev.drover.model.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Makes the events of tasks: type, details and the flat fields that clients read, with a sentence for people. */
public record TaskEvents(InstantSource clock) {
    private TaskEventBuilder event(String type, String message, Map<String, String> details) {
        Instant now = clock.instant();
        return TaskEventBuilder.builder()
                .type(type)
                .time(TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano())
                .displayMessage(message)
                .details(details);
    }

    TaskEvent received() {
        return event("Received", "Task received by client", Map.of()).build();
    }

    /** The time that events get. */
    public Instant now() {
        return clock.instant();
    }

    TaskEvent setup(String message) {
        return event("Task Setup", message, Map.of("message", message))
                .message(message)
                .build();
    }

    /** The task starts with an empty disk, where data of another allocation was to be. */
    public TaskEvent withoutData(String reason) {
        return setup(reason);
    }

    TaskEvent setupFailure(String error) {
        return event("Setup Failure", error, Map.of("setup_error", error, "fails_task", "true"))
                .setupError(error)
                .failsTask(true)
                .build();
    }

    TaskEvent downloadingArtifacts() {
        return event("Downloading Artifacts", "Client is downloading artifacts", Map.of())
                .build();
    }

    TaskEvent artifactFailure(String error) {
        return event("Failed Artifact Download", error, Map.of("download_error", error))
                .downloadError(error)
                .build();
    }

    TaskEvent template(String message) {
        return event("Template", message, Map.of("message", message))
                .message(message)
                .build();
    }

    TaskEvent templateFailure(String message) {
        return event("Template", message, Map.of("message", message, "fails_task", "true"))
                .message(message)
                .failsTask(true)
                .build();
    }

    TaskEvent invalid(String error) {
        return event("Failed Validation", error, Map.of("validation_error", error, "fails_task", "true"))
                .validationError(error)
                .failsTask(true)
                .build();
    }

    TaskEvent started() {
        return event("Started", "Task started by client", Map.of()).build();
    }

    TaskEvent driverMessage(String message) {
        return event("Driver", message, Map.of("driver_message", message))
                .driverMessage(message)
                .build();
    }

    TaskEvent driverFailure(String error) {
        return event("Driver Failure", error, Map.of("driver_error", error))
                .driverError(error)
                .build();
    }

    /** What ran before the agent was restarted is not there any more. */
    TaskEvent restoreFailed(String reason) {
        String message = "The task could not be found again after the agent was restarted: " + reason;
        return event("Failed Restoring Task", message, Map.of("driver_error", reason))
                .driverError(reason)
                .build();
    }

    TaskEvent reconnected() {
        return event("Reconnected", "Client reconnected", Map.of()).build();
    }

    TaskEvent terminated(TaskExit exit) {
        StringBuilder message = new StringBuilder("Exit Code: ").append(exit.exitCode());
        if (exit.signal() != 0) {
            message.append(", Signal: ").append(exit.signal());
        }
        if (exit.outOfMemory()) {
            message.append(", killed for using more than its memory limit");
        }
        if (!exit.error().isEmpty()) {
            message.append(", Exit Message: \"").append(exit.error()).append('"');
        }
        Map<String, String> details = Map.of(
                "exit_code", Integer.toString(exit.exitCode()),
                "signal", Integer.toString(exit.signal()),
                "oom_killed", Boolean.toString(exit.outOfMemory()));
        return event("Terminated", message.toString(), details)
                .exitCode(exit.exitCode())
                .signal(exit.signal())
                .message(exit.error())
                .build();
    }

    TaskEvent restarting(Duration delay, String reason) {
        String nanos = Long.toString(delay.toNanos());
        return event(
                        "Restarting",
                        "Task restarting in " + Durations.format(delay),
                        Map.of("start_delay", nanos, "restart_reason", reason))
                .startDelay(delay.toNanos())
                .restartReason(reason)
                .build();
    }

    TaskEvent notRestarting(String reason) {
        return event("Not Restarting", reason, Map.of("restart_reason", reason, "fails_task", "true"))
                .restartReason(reason)
                .failsTask(true)
                .build();
    }

    TaskEvent restartSignaled(String reason) {
        return event("Restart Signaled", reason, Map.of("restart_reason", reason))
                .restartReason(reason)
                .build();
    }

    TaskEvent signaling(String signal, String reason) {
        String message = reason.isEmpty() ? "Task sent signal " + signal : "Task sent signal " + signal + ": " + reason;
        return event("Signaling", message, Map.of("signal", signal, "task_signal_reason", reason))
                .taskSignal(signal)
                .taskSignalReason(reason)
                .build();
    }

    TaskEvent waitingForShutdownDelay(Duration delay) {
        return event(
                        "Waiting for shutdown delay",
                        "Waiting for shutdown delay of " + Durations.format(delay) + " before the task is stopped",
                        Map.of())
                .build();
    }

    TaskEvent skippingShutdownDelay() {
        return event("Skipping shutdown delay", "Skipping shutdown delay, as the stop asked for", Map.of())
                .build();
    }

    TaskEvent killing(Duration timeout) {
        return event(
                        "Killing",
                        "Sent interrupt. Waiting " + Durations.format(timeout) + " before force killing",
                        Map.of("kill_timeout", Durations.format(timeout)))
                .killTimeout(timeout)
                .build();
    }

    TaskEvent killed() {
        return event("Killed", "Task successfully killed", Map.of()).build();
    }

    /** The task is stopped because its group has run as long as it may. */
    public TaskEvent outOfTime(Duration longest) {
        String reason = "The allocation has run for its max_run_duration of " + Durations.format(longest);
        return event("Killing", reason, Map.of("kill_reason", reason)).build();
    }

    /** The task is stopped because its node has been without servers for as long as its group allows. */
    public TaskEvent withoutServers(Duration longest) {
        String reason = "No server has answered for the stop_on_client_after of " + Durations.format(longest);
        return event("Killing", reason, Map.of("kill_reason", reason)).build();
    }

    /** The allocation has more on its disk than its group asked for; the limit is told in MiB. */
    public TaskEvent overDisk(long usedBytes, long limitBytes) {
        long used = usedBytes >> 20;
        long limit = limitBytes >> 20;
        String message = "The allocation's folders hold " + used + " MiB, more than the " + limit
                + " MiB of its ephemeral_disk; the task goes on";
        return event(
                        "Disk Resources Exceeded",
                        message,
                        Map.of("disk_size", Long.toString(used), "disk_limit", Long.toString(limit)))
                .message(message)
                .diskLimit(limit)
                .build();
    }

    /** The task is stopped because another of its group failed. */
    public TaskEvent siblingFailed(String sibling) {
        return event(
                        "Sibling Task Failed",
                        "Task's sibling \"" + sibling + "\" failed",
                        Map.of("failed_sibling", sibling))
                .failedSibling(sibling)
                .build();
    }

    /** The task is stopped because the leader of its group ended. */
    public TaskEvent leaderDead() {
        return event("Leader Task Dead", "Leader Task in Group dead", Map.of()).build();
    }

    /** A sidecar is stopped because there is nothing left to accompany. */
    public TaskEvent mainTasksDead() {
        return event("Main Tasks Dead", "Main tasks in the group died", Map.of())
                .build();
    }
}
